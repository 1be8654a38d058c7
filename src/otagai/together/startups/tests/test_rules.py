"""The rules of beginnings."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from otagai.together.startups import rules
from otagai.together.startups.words import Agreed, PreparationKind, ProposalState, Readiness

TODAY = date(2026, 11, 20)
READY = dict.fromkeys(PreparationKind, Readiness.DONE)
S = ProposalState


def moving(now: S, to: S, **more: Any) -> list[str]:
    asked: dict[str, Any] = {
        "reason": "",
        "next_step": "聞く",
        "next_date": TODAY,
        "has_started": False,
        "readiness": READY,
        **more,
    }
    return rules.why_not_move(rules.Move(now, to, **asked), on=TODAY)


def test_from_an_idea_to_what_goes_on() -> None:
    for now, to in ((S.IDEA, S.PREPARING), (S.PREPARING, S.STARTED), (S.STARTED, S.GOING), (S.GOING, S.GOING)):
        assert moving(now, to) == []
    assert moving(S.IDEA, S.GOING) == ["いまは「思いつき」なので、「続いている」にはできません"]


def test_nobody_begins_without_company_a_room_and_insurance() -> None:
    assert moving(S.PREPARING, S.STARTED, readiness={})[0].startswith("仲間・場所・保険")
    found = {**READY, PreparationKind.INSURANCE: Readiness.OPEN, PreparationKind.PLACE: Readiness.NOT_NEEDED}
    assert moving(S.PREPARING, S.STARTED, readiness=found) == [
        "保険（ふれあいサロン・社協行事傷害補償 など）が まだ「これから」です。できたか、いらないかを 書いてください"
    ]


def test_whoever_stops_says_why_and_may_come_back() -> None:
    assert moving(S.GOING, S.STOPPED) != []
    assert moving(S.GOING, S.STOPPED, reason="会場がなくなった", next_step="", next_date=None) == []
    assert moving(S.STOPPED, S.IDEA) == []


def test_what_rests_comes_back_to_where_it_was() -> None:
    assert S.PREPARING in rules.following(S.RESTING, has_started=False)
    assert S.GOING not in rules.following(S.RESTING, has_started=False)
    assert rules.following(S.RESTING, has_started=True) == [S.GOING, S.STOPPED]


@given(st.sampled_from(list(S)), st.sampled_from(list(S)), st.booleans())
def test_whatever_is_open_afterwards_has_a_next_day(now: S, to: S, started: bool) -> None:
    without = moving(now, to, reason="わけ", next_step="", next_date=None, has_started=started)
    assert without or to is S.STOPPED


def test_a_next_day_is_not_in_the_past() -> None:
    assert rules.why_not_next("聞く", TODAY - timedelta(days=1), on=TODAY) != []


def test_what_somebody_wished_is_not_shown_because_staff_think_so() -> None:
    assert rules.why_not_agree(Agreed.NOBODYS, is_somebodys=True) != []
    assert rules.why_not_agree(Agreed.SPOKEN, is_somebodys=True) == []
    assert rules.why_not_agree(Agreed.NOBODYS, is_somebodys=False) == []


def test_a_done_step_has_its_day_and_papers_can_be_read() -> None:
    assert rules.why_not_step(Readiness.DONE, None, (), on=TODAY) == ["できた日を 書いてください"]
    assert rules.why_not_step(Readiness.DONE, TODAY + timedelta(days=1), (), on=TODAY) != []
    assert rules.why_not_step(Readiness.OPEN, None, ["あ" * 201], on=TODAY) != []
    assert rules.why_not_step(Readiness.OPEN, None, ["会則（机の上）"], on=TODAY) == []


def test_a_year_is_a_year_also_on_the_29th_of_february() -> None:
    assert rules.asked_since(date(2028, 2, 29)) == date(2027, 2, 28)
