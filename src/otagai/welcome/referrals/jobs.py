"""What the worker runs for referrals."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from otagai.base.accounts.acting import WORKER
from otagai.base.circles.scope import Scope, Zone, acting_in
from otagai.welcome.referrals import actions


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="tell_waiting")
def tell_waiting(timestamp: int) -> int:
    """Tell about batons that wait too long."""
    with acting_in(Scope(zone=Zone.WORKER, why="見回り")):
        return actions.tell_waiting(by=WORKER, at=timezone.localtime())
