"""What the worker does for notices: mails leave every minute, and a sign of life."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from otagai.base.circles.scope import Scope, Zone, acting_in
from otagai.base.notices import actions

WORKER = Scope(zone=Zone.WORKER, why="お知らせを届ける")


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="outbox", pass_context=False)
def outbox(timestamp: int) -> int:
    """Fill the outbox and hand what waits to the mail. Returns messages that left."""
    at = timezone.now()
    with acting_in(WORKER):
        actions.beat("outbox", at=at)
        actions.fill_outbox(at=at)
    with acting_in(WORKER):
        return actions.deliver_waiting(at=at)
