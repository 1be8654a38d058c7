"""What the worker runs for sign-ups: letters every few seconds, news every minute, and once a day the names go."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from otagai.base.accounts.acting import WORKER
from otagai.base.circles.scope import Scope, Zone, acting_in
from otagai.welcome.signups import actions

WORKER_SCOPE = Scope(zone=Zone.WORKER, why="活動の申し込み")


@app.periodic(cron="* * * * * */5")
@app.task(queueing_lock="open_sign_ups", pass_context=False)
def open_sign_ups(timestamp: int) -> int:
    """Open the sealed sign-ups."""
    with acting_in(WORKER_SCOPE):
        return actions.open_letters(by=WORKER, at=timezone.localtime())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="tell_sign_ups")
def tell_sign_ups(timestamp: int) -> int:
    """Whoever holds an activity sees its list; whoever has to be told something is told."""
    with acting_in(WORKER_SCOPE):
        at = timezone.localtime()
        actions.keep_circles(by=WORKER, at=at)
        return actions.tell_news(by=WORKER, at=at)


@app.periodic(cron="10 18 * * *")  # 3:10 in Japan; the worker's clock is UTC
@app.task(queueing_lock="let_names_go")
def let_names_go(timestamp: int) -> int:
    """Names whose term is over are erased."""
    with acting_in(WORKER_SCOPE):
        return actions.let_names_go(by=WORKER, on=timezone.localdate())
