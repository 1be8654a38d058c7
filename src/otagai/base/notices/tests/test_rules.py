"""When a mail is tried again, and whom to call."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from otagai.base.accounts.words import Duty, Permission
from otagai.base.notices import rules

AT = datetime(2026, 11, 20, 0, 0, tzinfo=UTC)


def test_a_mail_is_tried_again_after_1_5_30_and_120_minutes_and_then_given_up() -> None:
    waits = [rules.next_try(failures, AT) for failures in range(1, 6)]
    assert [again and (again - AT).total_seconds() / 60 for again in waits] == [1, 5, 30, 120, None]


def test_those_who_can_take_it_are_called_first_and_leaders_when_asked_for() -> None:
    near = rules.circles_of_call(Permission.RECEIVE_CONSULTATION, only_leaders=False)
    assert Duty.COUNSELLOR in near[0]
    assert near[1] == [Duty.ORGANIZATION_LEADER]
    assert rules.circles_of_call(Permission.COORDINATE, only_leaders=True)[0] == [Duty.ORGANIZATION_LEADER]


def test_five_minutes_without_a_sign_of_life_is_silence() -> None:
    assert rules.is_silent(None, now=AT)
    assert not rules.is_silent(AT - timedelta(minutes=5), now=AT)
    assert rules.is_silent(AT - timedelta(minutes=5, seconds=1), now=AT)


def test_a_mail_says_that_there_is_something_and_where_and_nothing_else() -> None:
    body = rules.mail_body(2, "https://otagai.example/desk/notices/")
    assert "2件" in body
    assert "https://otagai.example/desk/notices/" in body
    assert "R8-" not in body + rules.SUBJECT
