"""前に見たときから変わったこと: what changed of places, windows and activities since somebody last said 「ここまで見ました」."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import BooleanField, F, Func, Q, Value
from django.db.models.lookups import Exact

from otagai.kernel.geo import Point
from otagai.kernel.overlaps import AreaIndex
from otagai.kernel.shapes import Geometry
from otagai.town.places.models import Change, LastLook, Place
from otagai.town.places.words import Changed, PlaceKind

PAGE = 50
FIRST_DAYS = 30
UNDER_WAY = timedelta(days=1)
"""Nothing is longer under way; and after a restore the counters of transactions begin anew, so they are compared within a day only."""


@dataclass(frozen=True)
class ChangeLine:
    """One change: of a place (with its window) or of an activity, by number; what changed, in the order of the words."""

    pk: int
    at: datetime
    what: tuple[Changed, ...]
    place_id: int | None
    place: str
    kind: PlaceKind | None
    activity_id: int | None
    is_shown: bool


@dataclass(frozen=True)
class ChangesPage:
    """Oldest first; `following`: the number after which the next page begins; `under_way` goes with 「ここまで見ました」."""

    lines: tuple[ChangeLine, ...]
    following: int
    since: datetime
    has_looked: bool
    under_way: str


@dataclass(frozen=True)
class Within:
    """One area: the places that lie in it, and the activities that are held there, by number."""

    area_id: int
    places: frozenset[int]
    activities: frozenset[int]


def places_inside(geometry: Geometry | None) -> frozenset[int]:
    """The places that lie in an area (homes as roughly as they are known); none without an outline. One query."""
    if geometry is None:
        return frozenset()
    area = AreaIndex([geometry])
    rows = Place.objects.filter(latitude__isnull=False, longitude__isnull=False)
    points = rows.values_list("pk", "latitude", "longitude")
    return frozenset(pk for pk, lat, lon in points if area.areas_of_point(Point(lat or 0, lon or 0)))


def changes_for(
    user_id: int, *, at: datetime, after: int = 0, again: bool = False, most: int = PAGE, within: Within | None = None
) -> ChangesPage:
    """What the person has not yet marked as seen, from `after` on; `again`: everything of the first days once more. Four queries.

    `within`: only of one area, after its own mark and that of the whole town.
    """
    marks = Q(area=None) | Q(area_id=within.area_id) if within else Q(area=None)
    looks = [] if again else list(LastLook.objects.filter(marks, user_id=user_id))
    since = max((look.at for look in looks), default=at - timedelta(days=FIRST_DAYS))
    rows = Change.objects.exclude(what__contains=[Changed.LISTED]).filter(
        Q(place__is_public=True) | Q(activity_id__isnull=False)
    )
    if within:
        rows = rows.filter(Q(place_id__in=within.places) | Q(activity_id__in=within.activities))
    rows = rows.filter(*(_unseen(look) for look in looks)) if looks else rows.filter(at__gt=since)
    if after and (last := Change.objects.filter(pk=after).values_list("at", flat=True).first()):
        rows = rows.filter(Q(at__gt=last) | Q(at=last, pk__gt=after))
    fields = (
        "pk",
        "at",
        "what",
        "place_id",
        "place__name",
        "place__kind",
        "activity_id",
        "place__hidden_on",
        "place__ended_on",
    )
    found = list(rows.order_by("at", "pk").values_list(*fields)[: most + 1])
    lines = tuple(
        ChangeLine(
            pk, when, in_order(what), place, name or "", PlaceKind(kind) if kind else None, activity,
            hidden is None and ended is None,
        )
        for pk, when, what, place, name, kind, activity, hidden, ended in found[:most]
    )  # fmt: skip
    return ChangesPage(lines, lines[-1].pk if len(found) > most else 0, since, bool(looks), _under_way())


def in_order(what: list[str]) -> tuple[Changed, ...]:
    """The words in their order; of a place that is new, its hours are no change."""
    return tuple(word for word in Changed if word in what and not (word is Changed.HOURS and Changed.ADDED in what))


def _unseen(look: LastLook) -> Q:
    """Later than the last one seen, or of a transaction that had not ended when it was seen."""
    later = Q(at__gt=look.at) | Q(at=look.at, pk__gt=look.change_id)
    return later | Q(Exact(_was_visible(look.snapshot), Value(False)), at__gt=look.at - UNDER_WAY)


def _was_visible(snapshot: str) -> Func:
    """Whether the transaction of a change had ended when the snapshot was taken."""
    return Func(
        F("xact"), Value(snapshot), function="txid_visible_in_snapshot", template="%(function)s(%(expressions)s::txid_snapshot)",
        output_field=BooleanField(),
    )  # fmt: skip


def _under_way() -> str:
    """Which transactions have ended, as PostgreSQL writes it: what the others change cannot be seen yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT txid_current_snapshot()::text")
        return str(cursor.fetchone()[0])
