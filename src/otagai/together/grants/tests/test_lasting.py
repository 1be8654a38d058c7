"""How often the same group is funded: a beginning once, going on for so many years, where the programme says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from otagai.base.accounts.acting import Acting
from otagai.base.safekeeping.errors import RuleBroken
from otagai.together.grants import actions
from otagai.together.grants.models import Application, Terms
from otagai.together.grants.rules import Asked, Conditions
from otagai.together.grants.rules.lasting import why_not_again
from otagai.together.grants.tests.test_actions import LINES, YEAR, applied
from otagai.together.grants.words import ApplicationState, Purpose
from tests.factories import TODAY, as_

ONE = Asked(1, 7, "サロン助成", Purpose.RUNNING, date(2026, 4, 1), date(2027, 3, 31), ApplicationState.DRAFT, "港の会")


def earlier(year: int, **more: object) -> Asked:
    when = {"starts_on": date(year, 4, 1), "ends_on": date(year + 1, 3, 31)}
    return replace(ONE, pk=year, **{"state": ApplicationState.SETTLED, **when, **more})


def test_after_so_many_years_a_group_goes_on_without() -> None:
    two = Conditions(years_max=2)
    assert why_not_again(ONE, two, [earlier(2025)]) == []
    assert why_not_again(ONE, two, [earlier(2025), earlier(2024)]) == [
        "同じ団体への助成は 2年度までです（これまで 2024年度・2025年度）"
    ]
    assert why_not_again(ONE, Conditions(), [earlier(2025), earlier(2024)]) == []


def test_two_grants_of_one_year_and_those_of_others_do_not_count() -> None:
    two = Conditions(years_max=2)
    same_year = earlier(2025, starts_on=date(2025, 10, 1))
    others = [
        earlier(2023, group="山の会"), earlier(2022, programme_id=8), earlier(2021, state=ApplicationState.WITHDRAWN),
        earlier(2020, purpose=Purpose.STARTUP),
    ]  # fmt: skip
    assert why_not_again(ONE, two, [earlier(2025), same_year, *others]) == []


def test_a_beginning_is_funded_once() -> None:
    begin = replace(ONE, purpose=Purpose.STARTUP)
    before = earlier(2024, purpose=Purpose.STARTUP, group="港の 会")
    assert why_not_again(begin, Conditions(startup_once=True), [before]) == [
        "立ち上げの助成は 1回だけです（申請 2024番で 決まっています）"
    ]
    assert why_not_again(begin, Conditions(), [before]) == []


@pytest.mark.django_db
def test_it_is_asked_when_it_is_sent_and_when_it_is_decided(csw: Acting, leader: Acting, terms: Terms) -> None:
    Terms.objects.filter(pk=terms.pk).update(years_max=1)
    first, waiting = applied(csw, terms), applied(csw, terms, because="二つの部屋")
    Application.objects.filter(pk=waiting.pk).update(starts_on=date(2027, 4, 1), ends_on=date(2028, 3, 31))
    with as_(leader):
        actions.decide(first.pk, by=leader, on=TODAY, grants=True, amount=10_000)
        with pytest.raises(RuleBroken, match="1年度まで"):
            actions.decide(waiting.pk, by=leader, on=TODAY, grants=True, amount=10_000)
    when = {**YEAR, "starts_on": date(2027, 4, 1), "ends_on": date(2028, 3, 31)}
    with as_(csw):
        again = actions.apply_for(
            terms.pk, by=csw, lines=LINES, group="港の会", purpose=Purpose.RUNNING, amount=10_000, people=10, **when
        )
        with pytest.raises(RuleBroken, match="1年度まで"):
            actions.submit(again.pk, by=csw, on=TODAY, twice_because="つづける")
