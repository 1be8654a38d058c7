"""What the worker runs for places: every hour what is due, and at 8:30 the monthly word to those who keep them."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from otagai.base.accounts.acting import WORKER
from otagai.base.circles.scope import Scope, Zone, acting_in
from otagai.town.places import actions

WORKER_SCOPE = Scope(zone=Zone.WORKER, why="居場所の見回り")


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="look_over_places")
def look_over_places(timestamp: int) -> int:
    """Mark what must be confirmed; what nobody confirmed for a year rests."""
    with acting_in(WORKER_SCOPE):
        return actions.look_over(by=WORKER, on=timezone.localdate())


@app.periodic(
    cron="30 23 * * *"
)  # 8:30 in Japan; asked every day, told once a month: a worker that was away is not too late
@app.task(queueing_lock="tell_keepers_of_places")
def tell_keepers(timestamp: int) -> int:
    """The monthly word."""
    with acting_in(WORKER_SCOPE):
        actions.remind_of_checks(on=timezone.localdate())
        return actions.tell_keepers(on=timezone.localdate())
