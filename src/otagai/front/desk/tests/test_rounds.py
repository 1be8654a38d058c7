"""説明会, 年次確認, 受払簿 at the desk, and their papers."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from otagai.base.accounts.words import Duty
from otagai.base.ui import paper
from otagai.front.desk.tests.town_at_the_desk import somebody, text_of
from otagai.town.places.models import Briefing, CheckLine, CheckRound, Window
from otagai.town.places.words import WindowState
from tests.factories import a_town, a_window

pytestmark = pytest.mark.django_db
DUE = {"due_on_era": "令和", "due_on_year": "8", "due_on_month": "12", "due_on_day": "20"}


@pytest.fixture
def desk() -> Client:
    a_town()
    return somebody(Duty.CSW)


def at(name: str, *args: int) -> str:
    return reverse(f"desk:{name}", args=args)


def test_a_briefing_from_the_invitation_to_the_step(desk: Client) -> None:
    window = a_window("港サロン", state=WindowState.CANDIDATE, briefed_on=None, pledged_on=None)
    day = {"on_era": "令和", "on_year": "8", "on_month": "11", "on_day": "20"}
    form = {"key": str(uuid.uuid4()), "starts_at": "10:00", "where": "公民館", "windows": [str(window.pk)], **day}
    first, again = desk.post(at("briefings"), form), desk.post(at("briefings"), form)
    briefing = Briefing.objects.get()
    assert first.url == again.url == at("briefing", briefing.pk)
    assert "港サロン" in text_of(desk.get(first.url)) and "公民館" in text_of(desk.get(at("briefings")))
    desk.post(at("briefing_attended", briefing.pk), {"came": [str(window.pk), "x"], "pledged": [str(window.pk)]})
    window.refresh_from_db()
    assert (window.state, window.pledged_on is not None) == ("briefed", True)
    past = desk.post(at("briefings"), {**form, "key": str(uuid.uuid4()), "on_year": "7"})
    assert past.status_code == 422 and "これからの日" in text_of(past)


def test_the_yearly_check_from_the_start_to_the_last_answer(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    a_window("港サロン", host_name="田中"), a_window("山サロン")
    assert desk.post(at("checks"), DUE).status_code == 302
    begun = CheckRound.objects.get()
    page = text_of(desk.get(at("check_round", begun.pk)))
    assert "お返事が まだ" in page and "港サロン" in page
    said: list[str] = []
    real = paper.typst.compile

    def listening(*sheet: object, **more: dict[str, str]) -> object:
        said.append(more["sys_inputs"]["values"])
        return real(*sheet, **more)

    monkeypatch.setattr(paper.typst, "compile", listening)
    letters = desk.get(at("check_letters", begun.pk))
    assert letters.content.startswith(b"%PDF") and "田中" in said[0] and "山サロン" in said[0]
    line = CheckLine.objects.get(window__place__name="港サロン")
    answer = {"how": "paper", "wish": "pause", "note": "夏まで"}
    desk.post(at("check_answer", begun.pk, line.pk), answer)
    page = text_of(desk.get(at("check_round", begun.pk)))
    assert "お休み・やめたい" in page and "夏まで" in page
    assert desk.post(at("check_answer", begun.pk, 10**8), answer).status_code == 404
    desk.post(at("check_close", begun.pk))
    assert "終わりました" in text_of(desk.get(at("checks")))
    assert desk.post(at("checks"), DUE).status_code == 422


def test_the_ledger_is_a_page_for_every_year_and_odd_years_are_this_one(desk: Client) -> None:
    desk.post(at("banners"), {"first": "Y-001", "count": "2", "key": str(uuid.uuid4())})
    page = text_of(desk.get(at("banner_ledger")))
    assert "新しく届いた" in page and "残り 2本" in page
    for odd in ("1", "9999", "x"):
        assert "2026年度" in text_of(desk.get(at("banner_ledger"), {"year": odd}))


def test_who_does_not_keep_windows_does_not_enter(desk: Client) -> None:
    other = somebody(Duty.COUNSELLOR)
    for name in ("briefings", "checks", "banner_ledger"):
        assert other.get(at(name)).status_code == 403
    assert Window.objects.count() == 0
