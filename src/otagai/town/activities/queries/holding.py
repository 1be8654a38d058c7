"""Where activities are held, for whoever looks at a district."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from otagai.kernel.geo import Point
from otagai.town.activities.models import Activity
from otagai.town.activities.queries.calendar import hosts_of
from otagai.town.activities.queries.dates import days_of
from otagai.town.activities.words import ActivityKind, ActivityState


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
    found = Activity.objects.public().filter(state=ActivityState.PUBLISHED).order_by("title", "pk")
    rows = list(found.values_list("pk", "title", "kind", "area_id", "place__latitude", "place__longitude"))
    keys = [row[0] for row in rows]
    hosts, days = hosts_of(keys), days_of(keys, start=on)
    return [
        ActivityHeld(
            pk, title, ActivityKind(kind), tuple(hosts[pk]), days[pk].hours.words, area,
            Point(lat, lon) if lat is not None and lon is not None else None,
        )
        for pk, title, kind, area, lat, lon in rows
    ]  # fmt: skip
