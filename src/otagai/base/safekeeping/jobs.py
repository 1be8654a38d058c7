"""What the worker does for drafts: those that nobody goes on with are forgotten, every night."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from otagai.base.circles.scope import Scope, Zone, acting_in
from otagai.base.municipality import queries as municipality
from otagai.base.safekeeping import actions


@app.periodic(cron="40 18 * * *")  # 3:40 in Japan; the worker's clock is UTC
@app.task(queueing_lock="forget_drafts")
def forget_drafts(timestamp: int) -> int:
    """Forget the drafts whose days are over."""
    with acting_in(Scope(zone=Zone.WORKER, why="書きかけの片付け")):
        return actions.forget_drafts(days=municipality.town().draft_days, at=timezone.now())
