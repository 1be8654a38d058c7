"""Giving a duty and ending it: a deed each time, and 個人情報管理者 hears of those that open people's pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from otagai.base.accounts import rules
from otagai.base.accounts.acting import Acting
from otagai.base.accounts.models import Assignment, User
from otagai.base.accounts.words import Duty
from otagai.base.audit import actions as audit
from otagai.base.notices import actions as notices
from otagai.base.notices.words import NoticeKind
from otagai.base.safekeeping.errors import RuleBroken


@dataclass(frozen=True)
class Task:
    """What somebody shall do: duty × organisation × area, from – until (exclusive)."""

    duty: Duty
    organization_id: int
    since: date
    area_id: int | None = None
    until: date | None = None


@transaction.atomic
def assign(user_id: int, task: Task, *, by: Acting) -> Assignment:
    """Give a duty. It counts from the next request on, from its first day. Raises RuleBroken."""
    held = Assignment.objects.filter(
        Q(until__isnull=True) | Q(until__gt=task.since), user_id=user_id, duty=task.duty,
        organization_id=task.organization_id,
    ).filter(Q(area_id=task.area_id) if task.area_id else Q(area__isnull=True)).exists()  # fmt: skip
    if reasons := rules.why_not_assign(since=task.since, until=task.until, is_held_already=held):
        raise RuleBroken(reasons)
    assignment = Assignment.objects.create(
        user_id=user_id, duty=task.duty, organization_id=task.organization_id, area_id=task.area_id,
        since=task.since, until=task.until,
    )  # fmt: skip
    audit.record(
        "accounts.assigned", by=by, subject=("user", user_id), assignment=assignment.pk, duty=str(task.duty),
        organization=task.organization_id, area=task.area_id, since=task.since.isoformat(),
    )  # fmt: skip
    tell_watchers(user_id, task.duty, assignment_id=assignment.pk, by=by)
    return assignment


def tell_watchers(user_id: int, duty: Duty, *, assignment_id: int, by: Acting) -> None:
    """個人情報管理者 learns who was given a duty that opens people's pages, by account number; so does the person."""
    own = by.user is not None and by.user.pk == user_id
    today = timezone.localdate()
    if rules.is_watched(duty):
        held = Assignment.objects.active(today)
        watchers = held.of(Duty.PRIVACY_OFFICER).people() or held.of(Duty.SYSTEM_ADMINISTRATOR).people()
        notices.give(
            watchers, kind=NoticeKind.ACCOUNT, key=f"assigned:{assignment_id}", by=by,
            text=f"アカウント {user_id}番に {'本人が自分で' if own else ''}職務「{duty.label}」を割り当てました",
            url=f"{reverse('audit:deeds')}?subject=user&number={user_id}",
        )  # fmt: skip
    if not own:
        notices.give(
            [user_id], kind=NoticeKind.ACCOUNT, key=f"given:{assignment_id}", by=by,
            text=f"職務「{duty.label}」が割り当てられました", url="",
        )  # fmt: skip


@transaction.atomic
def end_assignment(user_id: int, assignment_id: int, *, until: date, by: Acting) -> None:
    """End a duty on a day (exclusive): from that day on, at the next request, it allows nothing. Never deleted."""
    assignment = Assignment.objects.select_for_update().get(pk=assignment_id, user_id=user_id)
    lasts = last_administrators([user_id], on=until) and assignment.duty == Duty.SYSTEM_ADMINISTRATOR
    if reasons := rules.why_not_close(is_own=False, is_last_administrator=lasts):
        raise RuleBroken(reasons)
    Assignment.objects.filter(pk=assignment.pk).update(until=max(until, assignment.since))
    audit.record(
        "accounts.duty_ended", by=by, subject=("user", user_id), assignment=assignment_id, duty=str(assignment.duty),
        until=until.isoformat(),
    )  # fmt: skip


def last_administrators(leaving: list[int], *, on: date) -> bool:
    """Whether no administrator of accounts is left on the day without these people."""
    keepers = Assignment.objects.active(on).of(Duty.SYSTEM_ADMINISTRATOR).people()
    return bool(set(keepers) & set(leaving)) and not set(keepers) - set(leaving)


@transaction.atomic
def change_details(user_id: int, *, display_name: str, email: str, phone: str, by: Acting) -> None:
    """Change how somebody is called and reached."""
    User.objects.filter(pk=user_id).update(display_name=display_name, email=email, phone=phone)
    audit.record("accounts.changed", by=by, subject=("user", user_id))
