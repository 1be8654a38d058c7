"""What the worker does while nobody looks: urgent calls, overdue steps, the morning digest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Permission
from otagai.base.municipality import queries as municipality
from otagai.base.notices import actions as notices
from otagai.base.notices.words import NoticeKind
from otagai.kernel.working_days import working_days_between
from otagai.welcome.intake import rules
from otagai.welcome.intake.models import Consultation, Escalation
from otagai.welcome.intake.words import Level, State, Timer, Urgency

PERMISSION_OF = {
    Level.HOLDER: Permission.RECEIVE_CONSULTATION,
    Level.COORDINATOR: Permission.COORDINATE,
    Level.MANAGER: Permission.COORDINATE,
}


def told() -> rules.Told:
    """After how many working days each level is told (the town's settings)."""
    return rules.Told(
        coordinator_after=municipality.amount(Timer.TELL_COORDINATOR),
        manager_after=municipality.amount(Timer.TELL_MANAGER),
    )


@transaction.atomic
def call_for_urgent(*, by: Acting, at: datetime) -> int:
    """今日 and nobody has it yet: call everybody who can take it, again and wider, until somebody does. Returns calls made.

    Each call reaches everybody of the calls before and the next circle, each person once.
    """
    step = municipality.amount(Timer.TAKE_URGENT)
    waiting = Consultation.objects.filter(urgency=Urgency.TODAY, state=State.ARRIVED, ended_at__isnull=True)
    calls = 0
    for consultation in waiting.order_by("arrived_at")[:500]:
        minutes = int((at - consultation.arrived_at).total_seconds() // 60)
        levels, number = rules.urgent_round(minutes, step)
        made = [
            tell(
                consultation, subject=("consultation", consultation.pk), timer=Timer.TAKE_URGENT, level=level,
                due=f"round-{number}", organizations=[consultation.holder_id], by=by, at=at,
                key=f"{Timer.TAKE_URGENT}:consultation:{consultation.pk}:round-{number}",
                text=f"【今日中】相談 {consultation.receipt_number} を まだだれも受け止めていません（{minutes}分）",
            )
            for level in reversed(levels)
            if number > 0
        ]  # fmt: skip
        calls += any(made)
    return calls


@transaction.atomic
def tell_overdue(*, by: Acting, at: datetime) -> int:
    """Find everything whose next date has passed, and tell holder → coordinator → manager, once per level. Returns notices."""
    today, limits, made = timezone.localdate(at), told(), 0
    for consultation in Consultation.objects.overdue(today).order_by("next_date").iterator(500):
        over = working_days_between(consultation.next_date, today) if consultation.next_date else 0
        for level in rules.levels_told(over, limits):
            made += tell(
                consultation, subject=("consultation", consultation.pk), timer=timer_of(consultation), level=level,
                due=str(consultation.next_date), organizations=[consultation.holder_id], by=by, at=at,
                text=f"相談 {consultation.receipt_number} の「{timer_of(consultation).label}」が 期限をすぎています",
            )  # fmt: skip
    return made


@transaction.atomic
def tell_unanswered(*, by: Acting, at: datetime) -> int:
    """Find everybody who asked and has heard nothing for longer than the town has set; once per level. Returns notices."""
    today, limits, made = timezone.localdate(at), told(), 0
    at_the_latest = lru_cache(lambda asked: municipality.due(Timer.ANSWER_ORIGIN, start=asked))
    waiting = Consultation.objects.unanswered_since(at - timedelta(days=municipality.amount(Timer.ANSWER_ORIGIN)))
    for consultation in waiting.order_by("asked_at").iterator(500):
        until = at_the_latest(timezone.localdate(consultation.asked_at))
        for level in rules.levels_told(working_days_between(until, today), limits) if until < today else ():
            made += tell(
                consultation, subject=("consultation", consultation.pk), timer=Timer.ANSWER_ORIGIN, level=level,
                due=str(until), organizations=[consultation.holder_id], by=by, at=at,
                text=f"相談 {consultation.receipt_number} を書いた人に まだ お知らせしていません",
            )  # fmt: skip
    return made


def timer_of(consultation: Consultation) -> Timer:
    """Which step is overdue, from where the consultation stands."""
    if consultation.state == State.ARRIVED:
        return Timer.ACKNOWLEDGE
    if consultation.state == State.WATCHING:
        return Timer.WATCHING_CHECK
    return Timer.NEXT_STEP if consultation.first_contact_at else Timer.FIRST_CONTACT


def tell(
    consultation: Consultation, *, subject: tuple[str, int], timer: Timer, level: Level, due: str,
    organizations: Iterable[int], by: Acting, at: datetime, text: str, key: str = "",
) -> bool:  # fmt: skip
    """Tell one level about one overdue step; False when that was said before. `key`: whoever was told under it is not told twice."""
    _, first = Escalation.objects.get_or_create(
        subject=subject[0], subject_id=subject[1], timer=timer, level=level, due=due,
        defaults={"consultation": consultation, "circle_id": consultation.circle_id, "at": at},
    )  # fmt: skip
    if not first:
        return False
    for organization_id in organizations:
        notices.give_to_duty(
            organization_id, permission=PERMISSION_OF[level],
            kind=NoticeKind.OVERDUE if level == Level.HOLDER else NoticeKind.ESCALATED, text=text,
            url=reverse("desk:consultation", args=[consultation.pk]),
            key=key or f"{timer}:{level}:{subject[0]}:{subject[1]}:{due}", by=by, only_leaders=level == Level.MANAGER,
            about=notices.About(consultation.circle_id, consultation.area_id),
        )  # fmt: skip
    return True


@transaction.atomic
def send_digest(*, by: Acting, at: datetime) -> int:
    """8:30: each organisation's people learn how many of those they may see are overdue. Returns organisations told."""
    late: dict[int, list[notices.About]] = {}
    rows = Consultation.objects.overdue(timezone.localdate(at)).order_by("holder_id")
    for holder_id, circle_id, area_id in rows.values_list("holder_id", "circle_id", "area_id"):
        late.setdefault(holder_id, []).append(notices.About(circle_id, area_id))
    for holder_id, things in late.items():
        notices.give_counts(
            holder_id, things, permission=Permission.RECEIVE_CONSULTATION, kind=NoticeKind.DIGEST,
            text="期限をすぎた相談が {}件 あります", url=reverse("desk:today"), key=f"digest:{timezone.localdate(at)}",
        )  # fmt: skip
    return len(late)
