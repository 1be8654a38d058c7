"""Keeping a question, and asking the worker for the best next places."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Permission
from otagai.base.audit import actions as audit
from otagai.base.safekeeping.errors import RuleBroken
from otagai.insight.coverage import queries, rules
from otagai.insight.coverage.models import Scenario, Search
from otagai.insight.coverage.rules import Question
from otagai.insight.coverage.words import SearchState

GIVEN_UP_AFTER = timedelta(minutes=10)
"""A search that has not ended by then was broken off with its worker; another one may be asked for."""


@transaction.atomic
def save(name: str, *, question: Question, by: Acting, at: datetime) -> Scenario:
    """Keep a question under a name."""
    _may(by)
    scenario = Scenario.objects.create(name=name, question=question.stored(), by=by.user, at=at)
    audit.record("coverage.saved", by=by, subject=("scenario", scenario.pk))
    return scenario


@transaction.atomic
def rename(scenario_id: int, name: str, *, by: Acting) -> None:
    """Give a scenario another name."""
    _may(by)
    scenario = Scenario.objects.select_for_update().get(pk=scenario_id)
    before, scenario.name = scenario.name, name
    scenario.save(update_fields=["name"])
    audit.record("coverage.renamed", by=by, subject=("scenario", scenario_id), before=before)


@transaction.atomic
def put_away(scenario_id: int, *, by: Acting, at: datetime | None) -> None:
    """Put a scenario away, out of the list; `at` None takes it out again. Nothing is lost."""
    _may(by)
    Scenario.objects.filter(pk=scenario_id).update(ended_at=at)
    audit.record("coverage.put_away" if at else "coverage.taken_out", by=by, subject=("scenario", scenario_id))


@transaction.atomic
def ask_search(scenario_id: int, *, by: Acting, at: datetime) -> Search:
    """Write down that the best next places are to be searched; RuleBroken while a search is under way."""
    _may(by)
    queries.scenario_for(scenario_id)
    under_way = Search.objects.filter(scenario_id=scenario_id, state__in=[SearchState.WAITING, SearchState.RUNNING])
    under_way.filter(asked_at__lt=at - GIVEN_UP_AFTER).update(state=SearchState.FAILED)
    try:
        with transaction.atomic():
            search = Search.objects.create(scenario_id=scenario_id, by=by.user, asked_at=at)
    except IntegrityError as there_is_one:
        raise RuleBroken(["もう計算しています。少し待ってから、この画面を開きなおしてください"]) from there_is_one
    audit.record("coverage.search_asked", by=by, subject=("scenario", scenario_id), search=search.pk)
    return search


@transaction.atomic
def begin_search(search_id: int) -> Search | None:
    """The worker takes a search up; None when it is done or gone."""
    search = Search.objects.select_for_update().filter(pk=search_id, state=SearchState.WAITING).first()
    if search is not None:
        search.state = SearchState.RUNNING
        search.save(update_fields=["state"])
    return search


@transaction.atomic
def note_search(search_id: int, found: rules.Found | None, *, seconds: float, is_over: bool, at: datetime) -> None:
    """Write down what was found so far; at the end whether it is proven, or that nothing was found."""
    search = Search.objects.select_for_update().get(pk=search_id)
    if found is not None:
        search.chosen, search.people = [one.place.pk for one in found.chosen], found.people
        search.is_proven, search.gap = found.is_proven, found.gap
    if is_over:
        search.state, search.done_at = SearchState.FAILED if found is None else SearchState.DONE, at
    search.seconds = seconds
    search.save()


def _may(by: Acting) -> None:
    if by.user is not None and not by.may(Permission.READ_STATISTICS):
        raise PermissionDenied
