"""What the page 「お知らせ」 needs, and whether the worker is alive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Status

from otagai.base.accounts.acting import Acting
from otagai.base.circles.postgresql.prepared import Slot, prepared
from otagai.base.notices import rules
from otagai.base.notices.models import Heartbeat, Message, Notice
from otagai.base.notices.words import MessageState, NoticeKind

PAGE = 50


SHAPES = {
    NoticeKind.URGENT: "urgent",
    NoticeKind.ARRIVED: "new",
    NoticeKind.REFERRAL: "handing",
    NoticeKind.ANSWER: "supporting",
    NoticeKind.OVERDUE: "late",
    NoticeKind.ESCALATED: "late",
    NoticeKind.UNDELIVERED: "late",
}


@dataclass(frozen=True)
class Line:
    """One notice as its receiver sees it."""

    pk: int
    kind: NoticeKind
    text: str
    url: str
    created_at: datetime
    is_unread: bool

    @property
    def shape(self) -> str:
        """The shape of its badge (base.ui)."""
        return SHAPES.get(self.kind, "plain")


@dataclass(frozen=True)
class Lines:
    """A page of notices, unread ones first; `following` continues the list of those already read."""

    unread: list[Line]
    read: list[Line]
    following: str


@dataclass(frozen=True)
class Undelivered:
    """A mail that has not arrived: to whom and their telephone, how often it was tried, and whether it is tried again."""

    to_whom: str
    phone: str
    created_at: datetime
    attempts: int
    next_try_at: datetime | None
    state: str


@dataclass(frozen=True)
class Health:
    """When the worker was last heard of, and how many of its jobs went wrong."""

    last: datetime | None
    is_silent: bool
    failed: int


def unread_count(by: Acting) -> int:
    """How many notices wait for the person; one query."""
    return sum(count for (count,) in unread(user=by.user.pk)) if by.user else 0


@prepared
def unread(*, user: Slot) -> QuerySet[Any, Any]:
    """How many notices somebody has not read; no row for none."""
    return (
        Notice.objects.filter(user=user, read_at__isnull=True).values("user").annotate(n=Count("pk")).values_list("n")
    )


def notices_of(by: Acting, *, before: int | None = None) -> Lines:
    """Everything unread (on the first page), then those read, newest first, 50 at a time; two queries."""
    mine = Notice.objects.filter(user=by.user)
    unread = [] if before else list(mine.filter(read_at__isnull=True).order_by("-pk")[:200])
    read = mine.filter(read_at__isnull=False).order_by("-pk")
    page = list((read.filter(pk__lt=before) if before else read)[: PAGE + 1])
    following = str(page[PAGE - 1].pk) if len(page) > PAGE else ""
    return Lines([line(notice) for notice in unread], [line(notice) for notice in page[:PAGE]], following)


def line(notice: Notice) -> Line:
    """The notice as a line of the page."""
    return Line(notice.pk, NoticeKind(notice.kind), notice.text, notice.url, notice.created_at, notice.read_at is None)


def notice_of(by: Acting, pk: int) -> Line | None:
    """One of the person's own notices; None for anybody else's."""
    found = Notice.objects.filter(user=by.user, pk=pk).first()
    return line(found) if found else None


def undelivered_of(by: Acting, *, at: datetime) -> list[Undelivered]:
    """Mails that the person's notices caused and that have not arrived, and those given up of the people they answer for (each
    person once, of the last two weeks; the database decides for whom). One query.
    """
    own = Q(sender=by.user) & (Q(state=MessageState.GIVEN_UP) | Q(state=MessageState.WAITING, attempts__gt=0))
    answered_for = Q(state=MessageState.GIVEN_UP, created_at__gte=at - rules.STILL_TOLD) & ~Q(receiver=by.user)
    rows = Message.objects.filter(own | answered_for).order_by("-pk")
    found: dict[int | None, Undelivered] = {}
    for receiver, name, phone, created_at, attempts, next_try_at, state in rows.values_list(
        "receiver_id", "receiver__display_name", "receiver__phone", "created_at", "attempts", "next_try_at", "state"
    )[:200]:
        again = next_try_at if state == MessageState.WAITING else None
        line = Undelivered(
            name or "（宛先なし）", phone or "", created_at, attempts, again, MessageState.label_of(state)
        )
        found.setdefault(receiver, line)
    return list(found.values())


def last_heartbeat() -> datetime | None:
    """When the worker last gave a sign of life; one query."""
    return Heartbeat.objects.order_by("-at").values_list("at", flat=True).first()


def last_beat(job: str) -> datetime | None:
    """When one of the worker's jobs last gave a sign of life; one query."""
    return Heartbeat.objects.filter(job=job).values_list("at", flat=True).first()


_heard: dict[str, datetime] = {}


def silent_since(*, now: datetime) -> datetime | None:
    """None while the worker is alive; else when it was last heard of (the beginning of time for never).

    A sign of life less than five minutes old answers without a query: what was heard since can only be younger.
    """
    if not rules.is_silent(_heard.get("last"), now=now):
        return None
    last = last_heartbeat()
    if last is not None:
        _heard["last"] = last
    return (last or datetime.min.replace(tzinfo=UTC)) if rules.is_silent(last, now=now) else None


def forget_heartbeat() -> None:
    """Ask anew at the next page (for tests)."""
    _heard.clear()


def worker_health(*, now: datetime) -> Health:
    """When the worker last gave a sign of life, whether that is too long ago, and how many jobs failed; two queries."""
    last = last_heartbeat()
    failed = ProcrastinateJob.objects.filter(status=Status.FAILED.value).count()
    return Health(last, rules.is_silent(last, now=now), failed)
