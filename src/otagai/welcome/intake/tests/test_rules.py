"""What the front door decides, without a database."""

from __future__ import annotations

import pytest

from otagai.welcome.intake import rules
from otagai.welcome.intake.words import Level, Outcome, State

TOLD = rules.Told(coordinator_after=1, manager_after=4)


def test_a_consultation_does_not_end_without_outcome_words_and_answer() -> None:
    reasons = rules.why_not_close(rules.Closing(outcome=None, note="", told_origin=False, origin_declined=False))
    assert len(reasons) == 3


def test_it_may_end_unanswered_when_the_one_who_asked_wants_no_answer() -> None:
    closing = rules.Closing(outcome=Outcome.SETTLED, note="落ち着いた", told_origin=False, origin_declined=True)
    assert rules.why_not_close(closing) == []


def test_a_worry_needs_words_and_nothing_else() -> None:
    assert rules.why_not_arrive("たすけて") == []
    assert rules.why_not_arrive(" 　\n") != []


def test_every_state_has_a_way_on() -> None:
    assert all(rules.NEXT[state] for state in State)


def test_what_arrived_is_received_before_anything_else() -> None:
    assert rules.why_not_move(State.ARRIVED, State.RECEIVED) == []
    assert rules.why_not_move(State.ARRIVED, State.ENDED) == ["まず「受け止める」を押してください"]


@pytest.mark.parametrize(
    ("days", "levels"),
    [
        (0, []),
        (1, [Level.HOLDER]),
        (2, [Level.HOLDER, Level.COORDINATOR]),
        (4, [Level.HOLDER, Level.COORDINATOR]),
        (5, [Level.HOLDER, Level.COORDINATOR, Level.MANAGER]),
    ],
)
def test_the_longer_it_waits_the_more_people_know(days: int, levels: list[Level]) -> None:
    assert rules.levels_told(days, TOLD) == levels


def test_an_urgent_call_widens_and_never_stops() -> None:
    everybody = (Level.HOLDER, Level.COORDINATOR, Level.MANAGER)
    assert rules.urgent_round(0, 10) == (everybody[:1], 0)
    assert rules.urgent_round(10, 10) == (everybody[:2], 1)
    assert rules.urgent_round(25, 10) == (everybody, 2)
    assert rules.urgent_round(600, 10) == (everybody, 60)


def test_the_headline_is_one_short_line() -> None:
    assert rules.headline_of("母が\n  心配です") == "母が 心配です"
    assert len(rules.headline_of("あ" * 200)) == rules.HEADLINE_LENGTH


SAID = "夫が去年なくなってから、ごみ出しがつらくて…。むすこは ずっと部屋から出てきません。だれにも言わないでください。"


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("ごみ出しと ひきこもりの心配", ""),
        ("むすこさんが 部屋から出ない", ""),
        ("夫が去年なくなってから、ごみ出しが…", "夫が去年なくなってから、ごみ出しが"),
        ("家族の心配：むすこはずっと部屋から出てきません", "むすこはずっと部屋から出てきません"),
        ("ﾑｽｺは、ずっと 部屋から 出てきません（心配）", "ムスコは、ずっと 部屋から 出てきません"),
        ("", ""),
    ],
)
def test_no_run_of_somebodys_own_words_stands_in_the_line_for_others(line: str, kept: str) -> None:
    assert rules.words_kept(line, SAID) == kept


def test_the_whole_of_a_short_word_is_theirs_and_a_shared_noun_is_not() -> None:
    assert rules.words_kept("ごみ出しが つらい。", "ごみ出しがつらい") == "ごみ出しが つらい。"
    assert rules.words_kept("ごみ出しの手伝い", "ごみ出しがつらい") == ""
    assert rules.words_kept("相談", "") == ""
