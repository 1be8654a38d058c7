"""Where activities are held, for whoever looks at a district."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from otagai.kernel.geo import Point
from otagai.town.activities.models import Activity, ActivityDay, Recurrence
from otagai.town.activities.queries.calendar import hosts_of
from otagai.town.activities.queries.dates import days_of
from otagai.town.activities.words import ActivityKind, ActivityState
from otagai.town.places.models import Change
from otagai.town.places.words import Changed


@dataclass(frozen=True)
class ActivityHeld:
    """A published activity: who holds it, when in words, in which area it was written down, and the point of its place."""

    pk: int
    title: str
    kind: ActivityKind
    hosts: tuple[str, ...]
    days: str
    area_id: int | None
    point: Point | None


def held_where(*, on: date) -> list[ActivityHeld]:
    """Every activity that goes on, by title; four queries."""
    return _held(Activity.objects.public().filter(state=ActivityState.PUBLISHED), on)


def held_then(*, on: date) -> tuple[list[ActivityHeld], list[ActivityHeld]]:
    """Activities of an earlier day: those of which something dated says that they went on, and those of which nothing does.

    A rule or a single day that lies before says so, or that the calendar was written by then; what has ended since counts
    where the calendar noted when. Five queries.
    """
    of = {"activity_id": OuterRef("pk")}
    over = Q(Exists(Recurrence.objects.filter(valid_until__lt=on, **of))) & ~Q(
        Exists(Recurrence.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on), **of))
    )
    ended_since = Q(
        Exists(Change.objects.filter(what__contains=[Changed.ENDED.value], at__date__gt=on, **of)),
        state=ActivityState.ENDED,
    )
    known = (
        Q(Exists(Change.objects.filter(at__date__lte=on, **of)))
        | Q(Exists(ActivityDay.objects.filter(day__lte=on, **of)))
        | Q(Exists(Recurrence.objects.filter(valid_from__lte=on, **of)))
    )
    rows = Activity.objects.filter(Q(state=ActivityState.PUBLISHED) | ended_since).exclude(over)
    rows = rows.annotate(known=Case(When(known, then=Value(True)), default=Value(False)))
    told = set(rows.filter(known=True).values_list("pk", flat=True))
    held = _held(rows, on)
    return [one for one in held if one.pk in told], [one for one in held if one.pk not in told]


def _held(found: QuerySet[Activity], on: date) -> list[ActivityHeld]:
    names = ("pk", "title", "kind", "area_id", "place__latitude", "place__longitude")
    rows = list(found.order_by("title", "pk").values_list(*names))
    keys = [row[0] for row in rows]
    hosts, days = hosts_of(keys), days_of(keys, start=on)
    return [
        ActivityHeld(
            pk, title, ActivityKind(kind), tuple(hosts[pk]), days[pk].hours.words, area,
            Point(lat, lon) if lat is not None and lon is not None else None,
        )
        for pk, title, kind, area, lat, lon in rows
    ]  # fmt: skip
