"""What the worker runs for 地区カルテ: twice a year, when a half-year has ended, themes are counted once."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from otagai.base.accounts.acting import WORKER
from otagai.base.circles.scope import Scope, Zone, acting_in
from otagai.insight.profiles import actions

SCOPE = Scope(zone=Zone.WORKER, why="相談の種類を数える")


@app.periodic(cron="40 19 * * *")  # 4:40 in Japan; asked every day, so that a worker that was away is not too late
@app.task(queueing_lock="count_themes")
def count_themes(timestamp: int) -> int:
    """Count the half-years that have ended and were not counted yet."""
    with acting_in(SCOPE):
        return actions.count_themes(by=WORKER, at=timezone.localtime())
