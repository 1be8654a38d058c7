"""変わったこと at the desk: for everybody with a desk, also those who keep no places."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from otagai.base.accounts.words import Duty
from otagai.front.desk.tests.town_at_the_desk import somebody, text_of
from otagai.town.places.models import Change, LastLook
from tests.factories import a_place, a_town, an_activity

pytestmark = pytest.mark.django_db


def signed(page: str) -> str:
    found = re.search(r'name="under_way" value="([^"]+)"', page)
    assert found
    return found[1]


def test_a_care_manager_reads_what_changed_and_says_so_far() -> None:
    a_town()
    desk = somebody(Duty.COUNSELLOR)
    here = reverse("desk:whats_new")
    assert "変わったことは ありません" in text_of(desk.get(here))
    a_place("港サロン")
    an_activity("朝の体操")
    a_place("かくれ家", is_public=False)
    page = text_of(desk.get(here))
    assert "港サロン" in page and "新しくできました" in page and "朝の体操" in page and "かくれ家" not in page
    last = Change.objects.order_by("pk").last()
    assert last is not None
    assert desk.post(reverse("desk:whats_new_seen"), {"last": last.pk, "under_way": signed(page)}).url == here
    assert LastLook.objects.get().change_id == last.pk
    assert "この30日の分を もう一度見る" in text_of(desk.get(here))
    assert "港サロン" in text_of(desk.get(here, {"again": "1"}))


def test_odd_questions_are_left_out() -> None:
    a_town()
    desk = somebody(Duty.WINDOW_HOST)
    for odd in ({"after": "x"}, {"after": "999999"}, {"after": "-1"}):
        assert desk.get(reverse("desk:whats_new"), odd).status_code == 200
    for odd in ({}, {"last": "x"}, {"last": "999999999", "under_way": "1:1:"}, {"last": "0", "under_way": "9" * 30}):
        assert desk.post(reverse("desk:whats_new_seen"), odd).status_code == 302
    assert not LastLook.objects.exists()
