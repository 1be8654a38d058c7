"""One next step for whoever looks, wherever the consultation stands."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

from otagai.front.desk import rules
from otagai.front.desk.rules import Standing, next_step_for
from otagai.front.desk.templatetags.desk import urgency_badge
from otagai.welcome.intake.words import About, Origin, State, Urgency
from otagai.welcome.referrals.words import ReferralState as Baton

HELD = Standing(state=State.RECEIVED, i_hold=True, contacted=False, told=False)


def step(**more: Any) -> rules.NextStep | None:
    return next_step_for(replace(HELD, **more))


def test_from_the_arrival_to_the_end_the_button_says_what_comes_next() -> None:
    assert step(state=State.ARRIVED) == rules.RECEIVE
    assert step() == rules.FIRST_CONTACT
    assert step(contacted=True) == rules.REFER
    assert step(contacted=True, sent=Baton.DRAFT) == rules.SEND_BATON
    assert step(contacted=True, state=State.REFERRING, sent=Baton.SENT) == rules.SEE_BATON
    assert step(contacted=True, state=State.SUPPORTING, sent=Baton.REPORTED, i_hold=False) == rules.ANSWER
    assert step(contacted=True, state=State.SUPPORTING, sent=Baton.DONE, told=True) == rules.END
    assert step(state=State.ENDED) is None


def test_the_taker_answers_then_calls_then_reports_then_ends() -> None:
    taker = {"i_hold": False, "state": State.REFERRING}
    assert step(**taker, asked=Baton.SENT) == rules.ANSWER_BATON
    assert step(**taker, asked=Baton.RECEIVED) == rules.ANSWER_BATON
    holding = {"i_hold": True, "state": State.SUPPORTING, "contacted": True}
    assert step(**holding, asked=Baton.ACCEPTED) == rules.BATON_CONTACT
    assert step(**holding, asked=Baton.CONTACTED) == rules.BATON_RESULT
    assert step(**holding, asked=Baton.DONE, told=True) == rules.END


def test_support_and_watching_go_on_until_somebody_decides() -> None:
    assert step(contacted=True, told=True, state=State.SUPPORTING) == rules.RECORD
    assert step(contacted=True, told=True, state=State.WATCHING) == rules.RECORD
    assert step(contacted=True, told=True) == rules.END


def test_whoever_does_not_hold_it_may_record_but_waits_for_the_rest() -> None:
    assert step(i_hold=False, state=State.ARRIVED) is None
    assert step(i_hold=False, contacted=True) == rules.RECORD


def test_when_nobody_wants_an_answer_none_is_asked_for() -> None:
    standing = {"contacted": True, "state": State.SUPPORTING, "sent": Baton.REPORTED, "told": True, "declined": True}
    assert step(**standing) == rules.END


def test_there_is_always_at_most_one_step_and_every_open_one_of_ours_has_one() -> None:
    batons = (None, *Baton)
    for state, contacted, told, asked, sent in product(State, (True, False), (True, False), batons, batons):
        found = next_step_for(Standing(state, True, contacted, told, False, asked, sent))
        assert (found is None) == (state == State.ENDED)


def test_acts_that_the_order_of_steps_forbids_are_not_offered() -> None:
    assert "end" not in rules.open_acts(State.ARRIVED, i_hold=True)
    assert "end" not in rules.open_acts(State.REFERRING, i_hold=True)
    assert "support" not in rules.open_acts(State.SUPPORTING, i_hold=True)
    assert rules.open_acts(State.ENDED, i_hold=True) == ("record", "reopen")
    assert rules.open_acts(State.SUPPORTING, i_hold=False) == ("record", "answer")


def test_whom_it_is_about_follows_from_who_speaks() -> None:
    assert rules.about_of(Origin.PERSON, "", named=True) == About.SELF
    assert rules.about_of(Origin.FAMILY, "長女", named=True) == About.FAMILY
    assert rules.about_of(Origin.FAMILY, "となりの人", named=True) == About.NEIGHBOUR
    assert rules.about_of(Origin.WINDOW, "", named=False) == About.NEIGHBOUR
    assert rules.about_of(Origin.ANONYMOUS, "", named=False) == About.UNSAID
    assert rules.about_of(Origin.ANONYMOUS, "", named=True) == About.NEIGHBOUR


def test_two_names_are_two_people_unless_one_is_part_of_the_other() -> None:
    assert rules.are_two_people("大石 勇", "田中 ハル")
    assert not rules.are_two_people("田中　ハル", "田中")
    assert not rules.are_two_people("大石 勇", "") and not rules.are_two_people("", "田中")


def test_what_has_ended_is_urgent_no_longer() -> None:
    assert "今日中" in urgency_badge(Urgency.TODAY, State.SUPPORTING)
    assert urgency_badge(Urgency.TODAY, State.ENDED) == ""
