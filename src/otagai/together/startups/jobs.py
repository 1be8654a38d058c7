"""What the worker runs for beginnings, every morning: a year after, and what is overdue."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from otagai.base.accounts.acting import WORKER
from otagai.base.circles.scope import Scope, Zone, acting_in
from otagai.together.startups import actions

WORKER_SCOPE = Scope(zone=Zone.WORKER, why="企画の見回り")


@app.periodic(cron="40 23 * * *")  # 8:40 in Japan
@app.task(queueing_lock="look_after_proposals")
def look_after_proposals(timestamp: int) -> int:
    """まだ続いていますか, and the day that has passed. Returns how many were asked or told."""
    with acting_in(WORKER_SCOPE):
        today = timezone.localdate()
        return actions.ask_whether_alive(by=WORKER, on=today) + actions.tell_overdue(on=today)
