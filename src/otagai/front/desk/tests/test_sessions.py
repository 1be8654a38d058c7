"""開催の記録 at the desk: keyed in, withdrawn, added up for the year."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from otagai.base.accounts.words import Duty
from otagai.front.desk.tests.town_at_the_desk import somebody, text_of
from otagai.town.places.models import Place, Session
from tests.factories import a_place, a_session

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


def test_how_long_it_was_is_typed_and_half_of_it_is_asked_again(desk: Client, salon: Place) -> None:
    here = reverse("desk:place_sessions", args=[salon.pk])
    half = desk.post(here, typed(times_start="10:00"))
    assert half.status_code == 422 and "両方を選んで" in text_of(half)
    other = desk.post(here, typed(times_start="13:00", times_end="14:00"))
    assert other.status_code == 422 and "合いません" in text_of(other)
    assert desk.post(here, typed(times_start="10:00", times_end="11:45")).status_code == 302
    assert "午前 10:00–11:45" in text_of(desk.get(here))


def test_what_is_long_ago_is_reached_and_can_be_withdrawn(desk: Client, salon: Place) -> None:
    for number in range(53):
        a_session(salon, date(2026, 11, 1) - timedelta(days=number))
    here = reverse("desk:place_sessions", args=[salon.pk])
    first = desk.get(here)
    assert "2026年9月13日" in text_of(first) and "2026年9月12日" not in text_of(first)
    oldest = Session.objects.order_by("held_on")[0]
    second = text_of(desk.get(here + first.context["following"]))
    assert "2026年9月10日" in second and "2026年9月13日" not in second and "いちばん新しいところへ" in second
    assert desk.post(reverse("desk:session_withdraw", args=[salon.pk, oldest.pk])).status_code == 302
    other = a_session(a_place("よそ"), date(2026, 11, 1))
    assert "2026年11月1日" in text_of(desk.get(here, {"after": other.pk})), "of another place: the first page"


def test_odd_years_are_left_out_and_strangers_do_not_enter(desk: Client, salon: Place) -> None:
    for odd in ("1", "9999", "x", "-1"):
        assert desk.get(reverse("desk:sessions"), {"year": odd}).status_code == 200
    other = somebody(Duty.COUNSELLOR)
    assert other.get(reverse("desk:sessions")).status_code == 403
    assert other.get(reverse("desk:place_sessions", args=[salon.pk])).status_code == 403
