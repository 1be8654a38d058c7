"""Giving notices to people with an account, and handing messages to the mail."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.models import Assignment
from otagai.base.accounts.queries import organization_names
from otagai.base.accounts.rules import duties_with
from otagai.base.accounts.words import Duty, Permission
from otagai.base.circles import limits as circles
from otagai.base.circles.postgresql.prepared import Slot, prepared
from otagai.base.notices import rules
from otagai.base.notices.models import Heartbeat, Message, Notice
from otagai.base.notices.words import MessageState, NoticeKind


@dataclass(frozen=True)
class About:
    """What a notice is about: its circle (and `also` those of what its page shows) and its area decide who may learn of it at all."""

    circle_id: int
    area_id: int | None = None
    also: tuple[int, ...] = ()

    @property
    def circles(self) -> frozenset[int]:
        """Every circle that must be open to whoever learns of it."""
        return frozenset({self.circle_id, *self.also})


def give(user_ids: Iterable[int], *, kind: NoticeKind, text: str, url: str, key: str, by: Acting | None = None) -> int:
    """Give everybody the same line once: a second notice with the same key changes nothing. Returns people addressed.

    `text` names receipt numbers, never people. The rows of others cannot be read back (row-level security).
    """
    giver = by.user.pk if by and by.user else None
    notices = [
        Notice(
            user_id=user_id, kind=kind, text=text[:200], url=url[:200], key=key[:120], given_by_id=giver,
            for_outbox=kind != NoticeKind.UNDELIVERED,
        )
        for user_id in sorted(set(user_ids))
    ]  # fmt: skip
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return len(notices)


def give_to_duty(
    organization_id: int, *, permission: Permission, kind: NoticeKind, text: str, url: str, key: str,
    about: About, by: Acting | None = None, only_leaders: bool = False,
) -> int:  # fmt: skip
    """Tell whoever may do this at the organisation today; when nobody may, the next who answers for it. Returns people told.

    `about`: only those who may see the thing learn of it: of its area (or of no one area), not shut out of its circle, and
    among those named where a circle is theirs alone. Whoever gives people their duties learns that nobody was there to be told.
    """
    people = reached(organization_id, [about], permission=permission, only_leaders=only_leaders)
    if not people:
        tell_nobody_is_there(organization_id)
        return 0
    return give(people, kind=kind, text=text, url=url, key=key, by=by)


def tell_nobody_is_there(organization_id: int) -> int:
    """Something waits at an organisation where nobody may receive it: who keeps the accounts learns it, once a day, and not what."""
    today = timezone.localdate()
    keepers = (
        Assignment.objects.active(today).of(*duties_with(Permission.KEEP_ACCOUNTS)).values_list("user_id", flat=True)
    )
    name = organization_names([organization_id]).get(organization_id, "")
    return give(
        keepers, kind=NoticeKind.ACCOUNT, key=f"nobody-there:{organization_id}:{today}", url=reverse("accounts:list"),
        text=f"「{name[:80]}」に とどいた知らせを受け取れる人が いません。人を招くか、職務と地区を確かめてください",
    )  # fmt: skip


def give_counts(
    organization_id: int,
    things: Collection[About],
    *,
    permission: Permission,
    kind: NoticeKind,
    text: str,
    url: str,
    key: str,
) -> int:
    """Tell whoever may do this how many of the things they may see; `text` holds a place for the number. Returns people told."""
    told = reached(organization_id, things, permission=permission, only_leaders=False)
    for user_id, number in told.items():
        give([user_id], kind=kind, text=text.format(number), url=url, key=key)
    return len(told)


def reached(
    organization_id: int, things: Collection[About], *, permission: Permission, only_leaders: bool
) -> dict[int, int]:
    """How many of the things each of the nearest people may see who may see any; empty when nobody at the organisation may."""
    today = timezone.localdate()
    limits = circles.limits_of(frozenset[int]().union(*(thing.circles for thing in things)))
    for duties in rules.circles_of_call(permission, only_leaders=only_leaders):
        areas: dict[int, set[int | None]] = {}
        for user_id, area_id in holding(*duties, organization=organization_id, on=today):
            areas.setdefault(user_id, set()).add(area_id)
        numbers = {
            user_id: sum(may_learn(limits, user_id, its, thing) for thing in things) for user_id, its in areas.items()
        }
        if told := {user_id: number for user_id, number in numbers.items() if number}:
            return told
    return {}


@prepared
def holding(*duties: Duty, organization: Slot, on: Any) -> QuerySet[Any, Any]:
    """Who holds one of the duties at an organisation on a day, and for which area."""
    return (
        Assignment.objects.active(on).filter(organization_id=organization).of(*duties).values_list("user_id", "area_id")
    )


def may_learn(limits: circles.Limits, user_id: int, areas: Collection[int | None], about: About) -> bool:
    """Whether somebody with duties of these areas may learn of the thing."""
    by_name = limits.names(user_id, about.circle_id)
    return limits.opens(user_id, about.circles) and (by_name or rules.reaches(areas, about.area_id))


def mark_read(*, by: Acting, at: datetime, notice_id: int | None = None) -> None:
    """The person has seen one notice, or all of them."""
    unread = Notice.objects.filter(user=by.user, read_at__isnull=True)
    (unread if notice_id is None else unread.filter(pk=notice_id)).update(read_at=at)


@transaction.atomic
def fill_outbox(*, at: datetime) -> int:
    """One mail for each person who got something new since the last minute and has an address. Returns messages made."""
    fresh = list(
        Notice.objects.select_for_update(skip_locked=True, of=("self",)).filter(for_outbox=True)
        .select_related("user").order_by("pk")[:1000]
    )  # fmt: skip
    by_person: dict[tuple[int, int | None], list[Notice]] = {}
    for notice in fresh:
        if notice.user.email and notice.user.is_active and at - notice.created_at < rules.WORTH_A_MAIL:
            by_person.setdefault((notice.user_id, notice.given_by_id), []).append(notice)
    address = settings.OTAGAI_ORIGIN + reverse("notices:list")
    messages = [
        Message(
            notice=notices[-1], receiver_id=receiver, to=notices[-1].user.email, sender_id=sender, subject=rules.SUBJECT, next_try_at=at,
            body=rules.mail_body(len(notices), address),
        )
        for (receiver, sender), notices in by_person.items()
    ]  # fmt: skip
    Message.objects.bulk_create(messages)
    Notice.objects.filter(pk__in=[notice.pk for notice in fresh]).update(for_outbox=False)
    return len(messages)


def deliver_waiting(*, at: datetime, most: int = 200) -> int:
    """Hand what waits to the mail, each message in a transaction of its own. Returns messages that left."""
    waiting = Message.objects.filter(state=MessageState.WAITING, next_try_at__lte=at).order_by("next_try_at")
    return sum(deliver(pk, at=at) for pk in list(waiting.values_list("pk", flat=True)[:most]))


@transaction.atomic
def deliver(message_id: int, *, at: datetime) -> bool:
    """Try one message; when it fails, it is tried again later, and after five failures people are told."""
    message = (
        Message.objects.select_for_update(skip_locked=True)
        .filter(pk=message_id, state=MessageState.WAITING).first()
    )  # fmt: skip
    if message is None:
        return False
    try:
        EmailMessage(message.subject, message.body, to=[message.to]).send()
    except (OSError, SMTPException, ValueError) as trouble:
        put_off(message, error=type(trouble).__name__, at=at)
        return False
    message.state, message.sent_at, message.attempts, message.error = MessageState.SENT, at, message.attempts + 1, ""
    message.save(update_fields=["state", "sent_at", "attempts", "error"])
    return True


def put_off(message: Message, *, error: str, at: datetime) -> None:
    """Count the failure; plan the next try, or give up and tell people."""
    message.attempts += 1
    message.error = error[:200]
    again = rules.next_try(message.attempts, at)
    message.state = MessageState.GIVEN_UP if again is None else MessageState.WAITING
    message.next_try_at = again or at
    message.save(update_fields=["attempts", "error", "state", "next_try_at"])
    if again is None:
        tell_undelivered(message, on=timezone.localdate(at))


def tell_undelivered(message: Message, *, on: date) -> None:
    """A mail never arrived: its sender learns it, and who answers for the organisation of the person not reached."""
    sender = [message.sender_id] if message.sender_id else []
    held = Assignment.objects.active(on)
    homes = held.filter(user=message.receiver).values("organization_id")
    leaders = held.of(Duty.ORGANIZATION_LEADER).filter(organization_id__in=homes).people()
    keepers = [] if leaders else held.of(Duty.SYSTEM_ADMINISTRATOR).people()
    give(
        [*sender, *leaders, *keepers], kind=NoticeKind.UNDELIVERED, key=f"undelivered:{message.pk}",
        text="メールのお知らせが 1件 届きませんでした。電話などで知らせてください", url=reverse("notices:list"),
    )  # fmt: skip


def beat(job: str, *, at: datetime) -> None:
    """Leave a sign of life of one of the worker's jobs."""
    Heartbeat.objects.update_or_create(job=job, defaults={"at": at})
