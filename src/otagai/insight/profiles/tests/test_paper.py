"""Two pages of paper: the same door as the page, words as values, two pages also where much is written."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

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


def read(pdf: bytes, folder: Path) -> str:
    file = folder / "profile.pdf"
    file.write_bytes(pdf)
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext is not here")
    text = subprocess.run([reader, "-layout", str(file), "-"], check=True, capture_output=True, text=True).stdout
    return re.sub(r"[^\S\f]+", "", text)  # the paper sets thin spaces between letters and digits


def test_the_paper_has_the_door_of_the_page(harbour: Area) -> None:
    address = reverse("profiles:paper", args=[harbour.pk])
    assert Client().get(address).status_code == 302
    assert entered(a_user(Duty.COUNSELLOR)).get(address).status_code == 403
    response = entered(a_user(Duty.POLICY_PLANNER)).get(address)
    assert response["Content-Type"] == "application/pdf"
    assert entered(a_user(Duty.POLICY_PLANNER)).get(reverse("profiles:paper", args=[999_999])).status_code == 404


def test_two_pages_say_what_the_screen_says(harbour: Area, tmp_path: Path) -> None:
    an_activity("港の体操", area=harbour)
    text = read(
        entered(a_user(Duty.POLICY_PLANNER)).get(reverse("profiles:paper", args=[harbour.pk])).content, tmp_path
    )
    assert text.count("\f") == 2
    for word in ("港自治会", "720人", "30.6%", "港サロン", "港の体操", "直線×1.3"):
        assert word in text


def test_also_where_much_is_written_it_stays_two_pages_and_typed_markup_is_only_words(
    harbour: Area, tmp_path: Path
) -> None:
    for number in range(30):
        a_place(f"長い名前のサロンみんなの居間と縁側と台所と庭{number}", latitude=34.8405, longitude=138.32)
        an_activity(f"みんなで歩いて話して食べて帰る会の長い名前{number}", area=harbour)
        Treasure.objects.create(
            area=harbour, kind="place", text="#panic() *縁側* " * 12, source="会長会" * 20, on=TODAY
        )
    text = read(
        entered(a_user(Duty.POLICY_PLANNER)).get(reverse("profiles:paper", args=[harbour.pk])).content, tmp_path
    )
    assert text.count("\f") == 2
    assert "#panic()" in text
    assert "画面にあります" in text
