"""What the worker runs for the front door: letters every few seconds, overdue every minute, the digest at 8:30."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from otagai.base.accounts.acting import WORKER
from otagai.base.circles.scope import Scope, Zone, acting_in
from otagai.base.notices import actions as notices
from otagai.base.notices.queries import last_beat
from otagai.welcome.intake import actions, rules

DIGEST = "digest"
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
    """Call for the urgent ones and tell about the overdue and the unanswered ones, even if nobody logs in; and give the digest of the
    day when nobody did at 8:30, because the worker stood still then.
    """
    with acting_in(WORKER_SCOPE):
        at = timezone.localtime()
        if rules.digest_is_due(at, digest_given()):
            give_digest(at)
        rounds = (actions.call_for_urgent, actions.tell_overdue, actions.tell_unanswered)
        return sum(each(by=WORKER, at=at) for each in rounds)


@app.periodic(cron="30 23 * * *")  # 8:30 in Japan; the worker's clock is UTC
@app.task(queueing_lock="digest")
def digest(timestamp: int) -> int:
    """The morning digest."""
    with acting_in(WORKER_SCOPE):
        return give_digest(timezone.localtime())


def give_digest(at: datetime) -> int:
    """The digest of the day, and the sign that it was given; given twice it says nothing new."""
    notices.beat(DIGEST, at=at)
    return actions.send_digest(by=WORKER, at=at)


def digest_given() -> datetime | None:
    """When the last digest was given, in the time of the town."""
    last = last_beat(DIGEST)
    return timezone.localtime(last) if last else None
