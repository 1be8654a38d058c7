"""開催の記録: the times a place was open, and a year of all places, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, time
from typing import Any

from django.db import connection
from django.db.models import Count, F, Func, IntegerField, Q, Sum
from django.db.models.functions import Coalesce

from otagai.kernel.opening import minutes_open
from otagai.town.places.models import Session
from otagai.town.places.queries.hours import hours_of
from otagai.town.places.rules import hash_of
from otagai.town.places.rules.sessions import PART_HOURS, from_until, minutes_between
from otagai.town.places.words import AgeBand, DayPart, NearMiss

_BANDS = tuple(band.value for band in AgeBand)


@dataclass(frozen=True)
class SessionLine:
    """One time people met; `near_misses` in words."""

    pk: int
    held_on: date
    part: DayPart
    counts: tuple[int, ...]
    first_timers: int
    hosts: int
    near_misses: tuple[NearMiss, ...]
    near_miss_note: str
    by_link: bool
    is_withdrawn: bool
    begins: time | None
    ends: time | None

    @property
    def hours(self) -> str:
        """10:00–11:30, where somebody said so."""
        return from_until(self.begins, self.ends)

    @property
    def came(self) -> int:
        """How many came, of any age."""
        return sum(self.counts)


@dataclass(frozen=True)
class SessionsYear:
    """A place in a year (or all of them: no key): how often, how many by age, how many new, how many ヒヤリ."""

    place_id: int | None
    place: str
    times: int
    came: int
    children: int
    adults: int
    seniors: int
    elders: int
    unknown: int
    first_timers: int
    hosts: int
    near_misses: int

    @property
    def each_time(self) -> int:
        """How many came each time, rounded."""
        return round(self.came / self.times) if self.times else 0


def of_year(year: int) -> Q:
    """Sessions of the 年度: April to March, without those withdrawn."""
    return Q(held_on__gte=date(year, 4, 1), held_on__lt=date(year + 1, 4, 1), withdrawn_at__isnull=True)


def sessions_of_place(pk: int, *, after: tuple[date, int] | None = None, most: int = 50) -> list[SessionLine]:
    """The times a place was open, the latest first, withdrawn ones too, from the one after `after` (day and number) on; one query."""
    rows = Session.objects.filter(place_id=pk).order_by("-held_on", "-pk")
    if after:
        rows = rows.filter(Q(held_on__lt=after[0]) | Q(held_on=after[0], pk__lt=after[1]))
    names = ("first_timers", "hosts", "near_misses", "near_miss_note", "link_id", "withdrawn_at", "begins", "ends")
    return [
        SessionLine(
            key, on, DayPart(part), tuple(more[:5]), more[5], more[6], tuple(NearMiss(miss) for miss in more[7]), more[8],
            more[9] is not None, more[10] is not None, more[11], more[12],
        )
        for key, on, part, *more in rows.values_list("pk", "held_on", "part", *_BANDS, *names)[:most]
    ]  # fmt: skip


def session_in_place(place_id: int, pk: int) -> date | None:
    """The day of a session of this place; None for one of another place. One query."""
    return Session.objects.filter(place_id=place_id, pk=pk).values_list("held_on", flat=True).first()


@dataclass(frozen=True)
class Held:
    """One time people met, as far as others count it: the day, how many came, how long (minutes; None: nobody knows). No more."""

    pk: int
    held_on: date
    part: DayPart
    came: int
    minutes: int | None
    is_withdrawn: bool
    hours: str = ""

    @property
    def when(self) -> str:
        """午前 10:00–11:30, or the part of the day alone."""
        return f"{self.part.label} {self.hours}".strip()


def held_between(place_id: int, first: date, last: date) -> tuple[Held, ...]:
    """The times people met at a place from a day to a day, withdrawn ones too, in order; how long, the group said, or else the hours
    of the place say. Three queries.
    """
    rows = Session.objects.filter(place_id=place_id, held_on__gte=first, held_on__lte=last).order_by("held_on", "pk")
    came = sum((F(band) for band in _BANDS[1:]), start=F(_BANDS[0]))
    told = list(rows.values_list("pk", "held_on", "part", came, "withdrawn_at", "begins", "ends"))
    hours = hours_of([place_id], on=first)[place_id]
    often = Counter(on for _, on, _, _, withdrawn, *_ in told if withdrawn is None)
    return tuple(
        Held(
            pk, on, DayPart(part), many,
            minutes_between(begins, ends) if begins and ends
            else minutes_open(hours.coming(on, 1), *PART_HOURS[DayPart(part)], whole=often[on] < 2),
            withdrawn is not None, from_until(begins, ends),
        )
        for pk, on, part, many, withdrawn, begins, ends in told
    )  # fmt: skip


def sessions_of_year(year: int) -> list[SessionsYear]:
    """The year of every place that told of a session, by name; one query."""
    numbers = (*_BANDS, "first_timers", "hosts")
    misses = Sum(Func(F("near_misses"), function="cardinality", output_field=IntegerField()))
    sums: dict[str, Any] = {f"all_{name}": Sum(name) for name in numbers}
    of_places = Session.objects.filter(of_year(year)).values("place_id", "place__name")
    rows: Iterable[Any] = (
        of_places.annotate(times=Count("pk"), **sums, misses=Coalesce(misses, 0))
        .order_by("place__name", "place_id")
        .values_list("place_id", "place__name", "times", *sums, "misses")
    )
    return [SessionsYear(pk, name, times, sum(more[: len(_BANDS)]), *more) for pk, name, times, *more in rows]


def all_together(lines: Sequence[SessionsYear]) -> SessionsYear:
    """The sum over the places."""
    names = [field.name for field in fields(SessionsYear)][2:]
    return SessionsYear(None, "合計", **{name: sum(getattr(line, name) for line in lines) for name in names})


def years_with_sessions(*, until: int) -> list[int]:
    """The 年度 from the first session to now, the latest first; one query."""
    first = Session.objects.order_by("held_on").values_list("held_on", flat=True).first()
    start = first.year - (first.month < 4) if first else until
    return list(range(until, min(start, until) - 1, -1))


def sessions_by_token(token: str) -> list[tuple[date, DayPart, str, int]]:
    """What a group told of its own place lately: day, part of the day, from when to when (may be empty), how many came.

    Runs as the public role; one query.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT held_on, part, begins, ends, came FROM places_sessions_by_token(%s)", [hash_of(token)])
        return [
            (on, DayPart(part), from_until(begins, ends), came) for on, part, begins, ends, came in cursor.fetchall()
        ]
