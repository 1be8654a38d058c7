"""Briefings, the yearly check and the stock ledger, as those see them who keep windows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.http import Http404

from otagai.town.places.models import BannerMove, Briefing, BriefingGuest, CheckLine, CheckRound, Window
from otagai.town.places.rules import MOVED, hash_of
from otagai.town.places.words import BannerState, CheckHow, CheckWish, WindowState


@dataclass(frozen=True)
class BriefingLine:
    """A briefing: when, where, how many are invited, how many came."""

    pk: int
    on: date
    starts_at: time
    where: str
    invited: int
    came: int
    is_told: bool


@dataclass(frozen=True)
class GuestLine:
    """An invited window: where it stands, whether it came, when it gave the pledge."""

    window_id: int
    place: str
    host_name: str
    host_phone: str
    state: WindowState
    came: bool | None
    pledged_on: date | None


@dataclass(frozen=True)
class BriefingPage:
    """A briefing with its guests, and the windows that could still be invited."""

    briefing: Briefing
    guests: tuple[GuestLine, ...]
    others: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class CheckPageLine:
    """A window in the yearly check."""

    pk: int
    window_id: int
    place: str
    host_name: str
    host_phone: str
    answered_at: datetime | None
    how: CheckHow | None
    wish: CheckWish | None
    note: str


@dataclass(frozen=True)
class RoundLine:
    """A yearly check: how many are asked, how many answered."""

    pk: int
    year: int
    started_on: date
    due_on: date
    closed_on: date | None
    asked: int
    answered: int


@dataclass(frozen=True)
class RoundPage:
    """A yearly check with its lines: first those who have not answered, then those who want to rest or stop."""

    line: RoundLine
    missing: tuple[CheckPageLine, ...]
    wishes: tuple[CheckPageLine, ...]
    going_on: tuple[CheckPageLine, ...]


@dataclass(frozen=True)
class LedgerLine:
    """受払簿: a flag came in (+1), went out (-1) or changed outside the stock (0), and how many are left after it."""

    on: date
    number: str
    words: str
    place: str
    by: str
    change: int
    left: int


@dataclass(frozen=True)
class Ledger:
    """A year of the stock: what was there before, every move, what is left."""

    before: int
    lines: tuple[LedgerLine, ...]
    came_in: int
    went_out: int

    @property
    def left(self) -> int:
        """What is in the stock at the end."""
        return self.before + self.came_in - self.went_out


def briefings() -> list[BriefingLine]:
    """Every briefing, the latest first; one query."""
    rows = Briefing.objects.annotate(
        invited=Count("guests"), came=Count("guests", filter=Q(guests__came=True))
    ).order_by("-on", "-pk")
    return [
        BriefingLine(pk, on, starts, where, invited, came, told is not None)
        for pk, on, starts, where, invited, came, told in rows.values_list(
            "pk", "on", "starts_at", "where", "invited", "came", "told_at"
        )
    ]


def briefing_page(pk: int) -> BriefingPage:
    """One briefing; 404 when there is none. Three queries."""
    briefing = Briefing.objects.filter(pk=pk).first()
    if briefing is None:
        raise Http404
    rows = BriefingGuest.objects.filter(briefing=briefing).order_by("window__place__name", "pk")
    fields = (
        "window_id",
        "window__place__name",
        "window__host_name",
        "window__host_phone",
        "window__state",
        "came",
        "window__pledged_on",
    )
    guests = tuple(
        GuestLine(window, place, host, phone, WindowState(state), came, pledged)
        for window, place, host, phone, state, came, pledged in rows.values_list(*fields)
    )
    return BriefingPage(briefing, guests, tuple(invitable(but=[guest.window_id for guest in guests])))


def invitable(*, but: list[int] | None = None) -> list[tuple[int, str]]:
    """Windows on the way to their flag, and those that may hear it again: key and name with state; one query."""
    rows = Window.objects.exclude(state=WindowState.RETURNED).exclude(pk__in=but or ()).filter(place__ended_on=None)
    lines = rows.values_list("pk", "place__name", "state")
    order = list(WindowState)
    return [
        (pk, f"{name}（{WindowState(state).label}）")
        for pk, name, state in sorted(lines, key=lambda line: (order.index(WindowState(line[2])), line[1]))
    ]


def check_rounds() -> list[RoundLine]:
    """The yearly checks, the latest first; one query."""
    return [_round(row) for row in _rounds().order_by("-year")]


def _rounds() -> QuerySet[Any]:
    return CheckRound.objects.annotate(
        asked=Count("lines"), answered=Count("lines", filter=Q(lines__answered_at__isnull=False))
    )


def _round(row: Any) -> RoundLine:
    return RoundLine(row.pk, row.year, row.started_on, row.due_on, row.closed_on, row.asked, row.answered)


def round_page(pk: int) -> RoundPage:
    """One yearly check; 404 when there is none. Two queries."""
    row = _rounds().filter(pk=pk).first()
    if row is None:
        raise Http404
    fields = (
        "pk",
        "window_id",
        "window__place__name",
        "window__host_name",
        "window__host_phone",
        "answered_at",
        "how",
        "wish",
        "note",
    )
    lines = [
        CheckPageLine(
            key, window, place, host, phone, at, CheckHow(how) if how else None, CheckWish(wish) if wish else None, note
        )
        for key, window, place, host, phone, at, how, wish, note in CheckLine.objects.filter(round_id=pk)
        .order_by("window__place__name", "pk")
        .values_list(*fields)
    ]
    return RoundPage(
        _round(row),
        tuple(line for line in lines if line.wish is None),
        tuple(line for line in lines if line.wish in (CheckWish.PAUSE, CheckWish.STOP)),
        tuple(line for line in lines if line.wish is CheckWish.GO_ON),
    )


def check_by_token(token: str) -> date | None:
    """Until when the window of this link is asked to answer; None when nothing is asked. Runs as the public role; one query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT places_check_asked(%s)", [hash_of(token)])
        due: date | None = cursor.fetchone()[0]
    return due


def ledger(year: int) -> Ledger:
    """のぼり旗の受払簿 of a 年度; one query for the year, one for what was before."""
    start, end = date(year, 4, 1), date(year + 1, 4, 1)
    earlier = BannerMove.objects.filter(on__lt=start)
    before = (
        earlier.filter(to_state=BannerState.IN_STOCK).count() - earlier.filter(from_state=BannerState.IN_STOCK).count()
    )
    left, lines = before, []
    rows = BannerMove.objects.filter(on__gte=start, on__lt=end).order_by("on", "pk")
    fields = ("on", "banner__number", "from_state", "to_state", "window__place__name", "by__display_name")
    for on, number, source, to, place, by in rows.values_list(*fields):
        change = (to == BannerState.IN_STOCK) - (source == BannerState.IN_STOCK)
        left += change
        lines.append(LedgerLine(on, number, MOVED[(source, to)], place or "", by or "", change, left))
    return Ledger(before, tuple(lines), sum(line.change > 0 for line in lines), sum(line.change < 0 for line in lines))
