"""From whom a consultation is kept, with everything around it: its folder, its letters, and the pages of whom it is about."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.models import Assignment
from otagai.base.accounts.words import Duty
from otagai.base.circles import actions as circles
from otagai.base.circles import queries as circle_queries
from otagai.base.circles.words import Basis
from otagai.base.notices import actions as notices
from otagai.base.notices.words import NoticeKind
from otagai.base.safekeeping.errors import RuleBroken
from otagai.welcome.intake import queries as intake
from otagai.welcome.intake import rules
from otagai.welcome.intake.actions import locked_by_holder
from otagai.welcome.intake.models import Consultation
from otagai.welcome.intake.words import State
from otagai.welcome.referrals.models import Referral


@transaction.atomic
def keep_from(consultation: Consultation, *, user_id: int, reason: str, by: Acting, at: datetime) -> None:
    """この人には見せない: from their next request on there is nothing here for them; 個人情報管理者 learns that, not of whom."""
    now = decided_by(consultation, by=by)
    keeping = rules.Keeping(
        reason=reason, is_oneself=bool(by.user and by.user.pk == user_id), is_held_by_them=now.held_by_id == user_id,
        without=without(intake.left_after(now, on=timezone.localdate(at), shut_out=[user_id])),
    )  # fmt: skip
    if reasons := rules.why_not_keep_from(keeping):
        raise RuleBroken(reasons)
    for circle_id in around(now, by=by):
        circles.exclude(circle_id, user_id=user_id, reason=reason, by=by, at=at)
    tell_watchers(now, "見せない人が 決められました", by=by, at=at)


@transaction.atomic
def show_again(consultation: Consultation, *, user_id: int, by: Acting, at: datetime) -> None:
    """The exclusion is undone: by who set it, or by the leader."""
    now = decided_by(consultation, by=by)
    shut = {each.user_id: each.by_id for each in circle_queries.shut_out_of(now.circle_id)}
    if user_id not in shut:
        return
    if reasons := rules.why_not_undo(is_ones_own=is_own(shut[user_id], by), leads=leads(now, by)):
        raise RuleBroken(reasons)
    for circle_id in around(now, by=by):
        with suppress(PermissionDenied):  # a letter written since by somebody else stays kept from them
            circles.lift(circle_id, user_id=user_id, by=by, at=at)
    tell_watchers(now, "見せない人が 取り消されました", by=by, at=at)


@transaction.atomic
def name_only(consultation: Consultation, *, user_ids: Collection[int], by: Acting, at: datetime) -> None:
    """名前をあげた人だけにする, or more names where it is so already; whoever does it is among them."""
    now = decided_by(consultation, by=by)
    named = {*user_ids, *([by.user.pk] if by.user else [])}
    shut = {each.user_id for each in circle_queries.shut_out_of(now.circle_id)}
    left = intake.left_after(now, on=timezone.localdate(at), named=named, restrict=True)
    naming = rules.Naming(
        is_waiting=now.state == State.REFERRING, names_shut_out=bool(named & shut), without=without(left)
    )
    if reasons := rules.why_not_name_only(naming):
        raise RuleBroken(reasons)
    for circle_id in around(now, by=by, alone=True):
        circles.restrict_to_named(circle_id, user_ids=named, basis=Basis.NAMED, by=by, at=at)
    tell_watchers(now, "名前をあげた人だけに なりました", by=by, at=at)


@transaction.atomic
def unname(consultation: Consultation, *, user_id: int, by: Acting, at: datetime) -> None:
    """One of the named people is taken out again, as long as somebody is left who can work on it."""
    now = decided_by(consultation, by=by)
    left = intake.left_after(now, on=timezone.localdate(at), unnamed=[user_id])
    reasons = why_not_open(now, by=by) or rules.why_not_without(without(left))
    if reasons := reasons or rules.why_not_unname(is_held_by_them=now.held_by_id == user_id):
        raise RuleBroken(reasons)
    for circle_id in around(now, by=by):
        with suppress(PermissionDenied):
            circles.unname(circle_id, user_id=user_id, by=by, at=at)


@transaction.atomic
def open_again(consultation: Consultation, *, by: Acting, at: datetime) -> None:
    """団体のみんなに もどす: by who closed it, or by the leader among the named."""
    now = decided_by(consultation, by=by)
    if reasons := why_not_open(now, by=by):
        raise RuleBroken(reasons)
    for circle_id in around(now, by=by):
        with suppress(PermissionDenied):  # what somebody else closed for reasons of its own stays closed
            circles.open_to_organizations(circle_id, by=by, at=at)
    tell_watchers(now, "団体のみんなが 見られるように もどりました", by=by, at=at)


def why_not_open(consultation: Consultation, *, by: Acting) -> list[str]:
    """Reasons against undoing the closing; two queries."""
    closing = circle_queries.closing_of(consultation.circle_id)
    own = not closing.named_only or is_own(closing.by_id, by)
    return rules.why_not_undo(is_ones_own=own, leads=leads(consultation, by))


def decided_by(consultation: Consultation, *, by: Acting) -> Consultation:
    """Locked, for whoever may decide who sees it: who looks after it, and the leader of the organisation that holds it."""
    now = locked_by_holder(consultation, by=by)
    if reasons := rules.why_not_decide_sight(is_mine=is_mine(now, by), leads=leads(now, by)):
        raise RuleBroken(reasons)
    return now


def is_mine(consultation: Consultation, by: Acting) -> bool:
    """Whether the person looks after it; with nobody in particular, everybody of the organisation does."""
    return consultation.held_by_id is None or is_own(consultation.held_by_id, by)


def is_own(user_id: int | None, by: Acting) -> bool:
    """Whether that is the acting person."""
    return by.user is not None and by.user.pk == user_id


def leads(consultation: Consultation, by: Acting) -> bool:
    """Whether the person answers for the organisation that holds it."""
    return intake.answers_for(by, consultation.holder_id)


def without(left: dict[str, bool]) -> tuple[str, ...]:
    """The organisations in which nobody would be left."""
    return tuple(name for name, has_somebody in left.items() if not has_somebody)


def around(consultation: Consultation, *, by: Acting, alone: bool = False) -> list[int]:
    """The circles of the consultation, its folders, its letters and its people in which the acting person takes part."""
    letters = Referral.objects.filter(consultation=consultation).values_list("circle_id", flat=True)
    people = intake.circles_of_people(consultation, alone=alone)
    own = circle_queries.led_by(by, {*intake.circles_of_papers(consultation), *letters, *people})
    return sorted(own, key=lambda circle_id: (circle_id != consultation.circle_id, circle_id))


def tell_watchers(consultation: Consultation, what: str, *, by: Acting, at: datetime) -> None:
    """個人情報管理者 learns that the sight of a consultation was changed: its number, nobody's name."""
    watchers = Assignment.objects.active(timezone.localdate(at)).of(Duty.PRIVACY_OFFICER).people()
    notices.give(
        watchers, kind=NoticeKind.ACCOUNT, text=f"相談 {consultation.receipt_number}：{what}", by=by,
        key=f"sight:{consultation.pk}:{at.isoformat()}",
        url=f"{reverse('audit:deeds')}?subject=circle&number={consultation.circle_id}",
    )  # fmt: skip
