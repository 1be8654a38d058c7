"""What the worker runs for the front door: letters every few seconds, overdue every minute, the digest at 8:30."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from otagai.base.accounts.acting import WORKER
from otagai.base.circles.scope import Scope, Zone, acting_in
from otagai.welcome.intake import actions

WORKER_SCOPE = Scope(zone=Zone.WORKER, why="見回り")


@app.periodic(cron="* * * * * */5")
@app.task(queueing_lock="open_letters", pass_context=False)
def open_letters(timestamp: int) -> int:
    """Open the letterbox."""
    with acting_in(WORKER_SCOPE):
        return actions.open_letters(by=WORKER, at=timezone.localtime())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="look_after")
def look_after(timestamp: int) -> int:
    """Call for the urgent ones and tell about the overdue and the unanswered ones, even if nobody logs in."""
    with acting_in(WORKER_SCOPE):
        at = timezone.localtime()
        rounds = (actions.call_for_urgent, actions.tell_overdue, actions.tell_unanswered)
        return sum(each(by=WORKER, at=at) for each in rounds)


@app.periodic(cron="30 23 * * *")  # 8:30 in Japan; the worker's clock is UTC
@app.task(queueing_lock="digest")
def digest(timestamp: int) -> int:
    """The morning digest."""
    with acting_in(WORKER_SCOPE):
        return actions.send_digest(by=WORKER, at=timezone.localtime())
