"""What the worker runs for grants, every morning: repayments whose day has passed."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from otagai.base.circles.scope import Scope, Zone, acting_in
from otagai.together.grants import actions

WORKER_SCOPE = Scope(zone=Zone.WORKER, why="返還の見回り")


@app.periodic(cron="45 23 * * *")  # 8:45 in Japan
@app.task(queueing_lock="look_after_repayments")
def look_after_repayments(timestamp: int) -> int:
    """Tell whoever decides what is late. Returns how many."""
    with acting_in(WORKER_SCOPE):
        return actions.tell_late(on=timezone.localdate())
