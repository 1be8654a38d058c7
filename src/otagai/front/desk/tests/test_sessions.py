"""開催の記録 at the desk: keyed in, withdrawn, added up for the year."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from otagai.base.accounts.words import Duty
from otagai.front.desk.tests.town_at_the_desk import somebody, text_of
from otagai.town.places.models import Place, Session
from tests.factories import a_place

pytestmark = pytest.mark.django_db


def typed(**more: Any) -> dict[str, Any]:
    day = {"held_on_era": "令和", "held_on_year": "8", "held_on_month": "11", "held_on_day": "10"}
    return {"key": str(uuid.uuid4()), "part": "morning", "elders": "8", "first_timers": "2", **day, **more}


def test_what_came_on_paper_is_keyed_in_once_and_adds_to_the_year(desk: Client, salon: Place) -> None:
    here, form = reverse("desk:place_sessions", args=[salon.pk]), typed()
    assert "まだ 記録は ありません" in text_of(desk.get(here))
    for _ in range(2):
        assert desk.post(here, form).status_code == 302
    assert Session.objects.count() == 1
    year = text_of(desk.get(reverse("desk:sessions")))
    assert "港サロン" in year and "2026年度" in year and "名前のない数だけ" in year
    wrong = desk.post(here, typed(part="evening", first_timers="9"))
    assert wrong.status_code == 422 and "来た人の数まで" in text_of(wrong)


def test_a_wrong_record_is_withdrawn_within_its_place_only(desk: Client, salon: Place) -> None:
    desk.post(reverse("desk:place_sessions", args=[salon.pk]), typed())
    session = Session.objects.get()
    other = reverse("desk:session_withdraw", args=[a_place("よそ").pk, session.pk])
    assert desk.post(other).status_code == 404
    desk.post(reverse("desk:session_withdraw", args=[salon.pk, session.pk]))
    assert "取り消しました" in text_of(desk.get(reverse("desk:place_sessions", args=[salon.pk])))
    assert "まだ ありません" in text_of(desk.get(reverse("desk:sessions")))


def test_odd_years_are_left_out_and_strangers_do_not_enter(desk: Client, salon: Place) -> None:
    for odd in ("1", "9999", "x", "-1"):
        assert desk.get(reverse("desk:sessions"), {"year": odd}).status_code == 200
    other = somebody(Duty.COUNSELLOR)
    assert other.get(reverse("desk:sessions")).status_code == 403
    assert other.get(reverse("desk:place_sessions", args=[salon.pk])).status_code == 403
