"""Two pages of paper: the same door as the page, words as values, two pages also where much is written."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from otagai.base.accounts.tests.entering import entered
from otagai.base.accounts.words import Duty
from otagai.insight.coverage.tests.a_town_to_walk_in import found
from otagai.insight.profiles.models import Treasure
from otagai.town.areas.models import Area
from tests.factories import TODAY, a_place, a_town, a_user, an_activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbour() -> Area:
    a_town()
    found()
    return Area.objects.get(name="港自治会")


def pages(harbour: Area) -> list[str]:
    """What stands on each page; the paper sets thin spaces between letters and digits."""
    pdf = entered(a_user(Duty.POLICY_PLANNER)).get(reverse("profiles:paper", args=[harbour.pk])).content
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def test_the_paper_has_the_door_of_the_page(harbour: Area) -> None:
    address = reverse("profiles:paper", args=[harbour.pk])
    assert Client().get(address).status_code == 302
    assert entered(a_user(Duty.COUNSELLOR)).get(address).status_code == 403
    response = entered(a_user(Duty.POLICY_PLANNER)).get(address)
    assert response["Content-Type"] == "application/pdf"
    assert entered(a_user(Duty.POLICY_PLANNER)).get(reverse("profiles:paper", args=[999_999])).status_code == 404


def test_two_pages_say_what_the_screen_says(harbour: Area) -> None:
    an_activity("港の体操", area=harbour)
    first, second = pages(harbour)
    for word in ("港自治会", "720人", "30.6%", "港サロン", "港の体操", "直線×1.3"):
        assert word in first + second


def test_also_where_much_is_written_it_stays_two_pages_and_typed_markup_is_only_words(harbour: Area) -> None:
    for number in range(30):
        a_place(f"長い名前のサロンみんなの居間と縁側と台所と庭{number}", latitude=34.8405, longitude=138.32)
        an_activity(f"みんなで歩いて話して食べて帰る会の長い名前{number}", area=harbour)
        Treasure.objects.create(
            area=harbour, kind="place", text="#panic() *縁側* " * 12, source="会長会" * 20, on=TODAY
        )
    first, second = pages(harbour)
    assert "#panic()" in first + second
    assert "画面にあります" in first + second
