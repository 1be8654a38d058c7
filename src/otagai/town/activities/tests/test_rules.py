"""Who keeps an activity, and what residents must be told."""

from __future__ import annotations

import pytest

from otagai.base.accounts.acting import Acting, Held
from otagai.base.accounts.models import User
from otagai.base.accounts.words import Duty
from otagai.town.activities import rules
from otagai.town.activities.rules import Announcement
from otagai.town.activities.words import ActivityState as S

COMPLETE = Announcement(has_dates=True, where="港公園", contact="054-123-4567")


def somebody(*duties: tuple[Duty, int]) -> Acting:
    """A person with duties at organisations."""
    return Acting(User(username="a"), tuple(Held(duty, home) for duty, home in duties))


def test_a_leader_keeps_what_the_own_organisation_holds_alone_or_with_others() -> None:
    leader = somebody((Duty.ORGANIZATION_LEADER, 7))
    assert rules.may_keep(leader, [7]) and rules.may_keep(leader, [3, 7])
    assert not rules.may_keep(leader, [3]) and not rules.may_keep(leader, [])


def test_who_keeps_the_calendar_of_the_town_keeps_every_activity() -> None:
    assert rules.may_keep(somebody((Duty.CSW, 1)), [3])
    assert rules.may_keep(somebody((Duty.ORGANIZATION_LEADER, 7), (Duty.DISTRICT_OFFICER, 1)), [3])


def test_somebody_without_the_duty_keeps_none() -> None:
    assert not rules.may_keep(somebody((Duty.COUNSELLOR, 3)), [3])


@pytest.mark.parametrize(("now", "to"), [(now, to) for now in S for to in S if to not in rules.NEXT[now]])
def test_what_is_not_in_the_table_is_refused(now: S, to: S) -> None:
    assert rules.why_not_move(now, to, "雨のため", COMPLETE)


@pytest.mark.parametrize(("now", "to"), [(now, to) for now in S for to in sorted(rules.NEXT[now])])
def test_what_is_in_the_table_goes(now: S, to: S) -> None:
    assert rules.why_not_move(now, to, "雨のため", COMPLETE) == []


def test_nothing_is_called_off_without_a_word_to_residents() -> None:
    assert rules.why_not_move(S.PUBLISHED, S.CANCELLED, "  ", COMPLETE)


@pytest.mark.parametrize(
    "lacking", [Announcement(False, "港", "054"), Announcement(True, " ", "054"), Announcement(True, "港", "")]
)
def test_nobody_is_asked_to_come_nowhere(lacking: Announcement) -> None:
    assert len(rules.why_not_move(S.DRAFT, S.PUBLISHED, "", lacking)) == 1
