"""年次確認: once a year every window is asked whether it goes on; by its link, on paper, by telephone or a visit."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection, transaction
from django.urls import reverse

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.models import Assignment
from otagai.base.accounts.rules import duties_with
from otagai.base.accounts.words import Permission
from otagai.base.audit import actions as audit
from otagai.base.notices import actions as notices
from otagai.base.notices.words import NoticeKind
from otagai.base.safekeeping.errors import RuleBroken
from otagai.town.places import rules
from otagai.town.places.actions.windows import yearly_check
from otagai.town.places.models import CheckLine, CheckRound, Window
from otagai.town.places.words import CheckHow, CheckWish, WindowState


@transaction.atomic
def start_round(year: int, *, due_on: date, by: Acting, today: date) -> CheckRound:
    """Every window with its flag up gets a line. Raises RuleBroken when the year has its round already."""
    windows = list(Window.objects.filter(state=WindowState.OPEN, place__ended_on=None).order_by("pk"))
    exists = CheckRound.objects.filter(year=year).exists()
    if reasons := rules.why_not_round(due_on, today=today, exists=exists, windows=len(windows)):
        raise RuleBroken(reasons)
    CheckRound.objects.filter(closed_on=None).update(closed_on=today)
    begun = CheckRound.objects.create(year=year, started_on=today, due_on=due_on, by=by.user)
    CheckLine.objects.bulk_create(CheckLine(round=begun, window=window) for window in windows)
    audit.record("places.check_started", by=by, subject=("check_round", begun.pk), windows=len(windows))
    return begun


@transaction.atomic
def answer_check(
    round_id: int, line_id: int, *, how: CheckHow, wish: CheckWish, note: str, by: Acting, on: date, at: datetime
) -> None:
    """What a window answered on paper, by telephone or when visited. Who goes on is checked for another year.

    Who wants to rest or stop is only written down: the step is taken on its page. Raises RuleBroken when it has answered.
    """
    line = CheckLine.objects.select_for_update(of=("self",)).select_related("window").get(round_id=round_id, pk=line_id)
    if line.answered_at is not None:
        raise RuleBroken(["この窓口の お返事は もう書いてあります"])
    line.answered_at, line.how, line.wish, line.note, line.by = at, how, wish, note.strip()[:200], by.user
    line.save(update_fields=["answered_at", "how", "wish", "note", "by"])
    if wish is CheckWish.GO_ON and line.window.state == WindowState.OPEN:
        yearly_check(line.window_id, by=by, at=at, on=on, note=f"年次確認（{how.label}）")
    audit.record("places.check_answered", by=by, subject=("window", line.window_id), how=how.value, wish=wish.value)


def answer_check_by_link(token: str, *, wish: CheckWish, note: str) -> bool:
    """The answer of the holder of a window's link; twice is once. Runs as the public role. False when nothing is asked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT places_check_by_token(%s, %s, %s)", [rules.hash_of(token), wish.value, note.strip()[:200]]
        )
        return bool(cursor.fetchone()[0])


@transaction.atomic
def close_round(pk: int, *, by: Acting, on: date) -> None:
    """The round ends; whoever has not answered stays written as such."""
    if CheckRound.objects.filter(pk=pk, closed_on=None).update(closed_on=on):
        audit.record("places.check_closed", by=by, subject=("check_round", pk))


@transaction.atomic
def remind_of_checks(*, on: date) -> int:
    """Once a month after the day by which answers were asked, those who keep windows learn who is missing. Returns people told."""
    late = CheckRound.objects.filter(closed_on=None, due_on__lt=on).first()
    missing = CheckLine.objects.filter(round=late, answered_at=None).count() if late else 0
    if not late or not missing:
        return 0
    keepers = Assignment.objects.active(on).of(*duties_with(Permission.KEEP_WINDOWS)).people()
    return notices.give(
        keepers, kind=NoticeKind.PLACES, text=f"年次確認の お返事が まだの窓口が {missing}件 あります",
        url=reverse("desk:check_round", args=[late.pk]), key=f"check:{late.pk}:{on:%Y-%m}",
    )  # fmt: skip
