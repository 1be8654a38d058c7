"""What the worker runs for 徒歩圏: the long search for the best next places, with a deadline, telling how far it is."""

from __future__ import annotations

import time

from django.utils import timezone
from procrastinate.contrib.django import app

from otagai.base.circles.scope import Scope, Zone, acting_in
from otagai.insight.coverage import actions, queries, rules
from otagai.kernel.reach.solving import Search

SCOPE = Scope(zone=Zone.WORKER, why="徒歩圏の計算")
SECONDS = 60.0


@app.task()
def find_best(search_id: int) -> None:
    """Search until proven or the time is over; what is found is written down as it comes, each time by itself."""
    began, found = time.monotonic(), None
    with acting_in(SCOPE):
        search = actions.begin_search(search_id)
        if search is None:
            return
        question = queries.scenario_for(search.scenario_id).question
        town = queries.town_for(question, on=timezone.localdate())
    if town is not None and town.people:
        choice = rules.choice_for(town.people, town.places, town.candidates, question, town.network)
        for better in Search(choice, seconds=SECONDS):
            found = rules.found_of(better, town.candidates)
            note(search_id, found, began, is_over=False)
    note(search_id, found, began, is_over=True)


def note(search_id: int, found: rules.Found | None, began: float, *, is_over: bool) -> None:
    """Write down where the search stands, in a transaction of its own."""
    with acting_in(SCOPE):
        seconds = round(time.monotonic() - began, 1)
        actions.note_search(search_id, found, seconds=seconds, is_over=is_over, at=timezone.now())
