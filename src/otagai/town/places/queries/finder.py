"""行く場所をさがす: places near a point, by day, hour and what is needed. Runs as the public role in three queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from math import isfinite
from typing import Any

from django.db.models import Avg, Case, Exists, F, FloatField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import ASin, Cos, Power, Radians, Sin, Sqrt

from otagai.base.circles.postgresql.prepared import prepared
from otagai.kernel.geo import EARTH_RADIUS_METRES, Point, Walk, box_around, walk
from otagai.kernel.opening import Opening as OpenTime
from otagai.kernel.opening import OpeningException as ShutDay
from otagai.town.places.models import Opening, Place, PlaceQuerySet
from otagai.town.places.queries.hours import hours_of
from otagai.town.places.words import Doing, PlaceForm, PlaceKind, WindowState, Yes

PAGE = 20
REACH_METRES = 5_000.0
SLOWER_METRES_PER_MINUTE = 60
_FIRST = (
    (PlaceKind.SALON, PlaceKind.STATION), (PlaceKind.COMMUNITY_CENTER, PlaceKind.WELFARE_HALL),
    (PlaceKind.CHILD_SUPPORT, PlaceKind.LIBRARY), (PlaceKind.CITY_OFFICE,), (PlaceKind.PARK,), (PlaceKind.COOL_SPOT,),
)  # fmt: skip
"""What residents look for: windows and salons before halls, halls before parks and shops with a cool bench."""
BANDS = {"morning": (time(6), time(12)), "afternoon": (time(12), time(17)), "evening": (time(17), time(23, 59))}
_IS_OPEN_WINDOW = Q(window__state=WindowState.OPEN)
_FIELDS = (
    "pk", "name", "kind", "form", "address", "latitude", "longitude", "what", "who_for", "open_text", "wheelchair",
    "toilet", "parking", "around", "asked_on", "front_photo", "front_alt", "window__state",
)  # fmt: skip


@dataclass(frozen=True)
class Near:
    """Where somebody is, and how far they would go (metres, straight line)."""

    point: Point
    metres: float = REACH_METRES
    slowly: bool = False


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; everything may be left open. `weekday` 0 = Monday."""

    kinds: tuple[PlaceKind, ...] = ()
    weekday: int | None = None
    band: tuple[time, time] | None = None
    wheelchair: bool = False
    toilet: bool = False
    window: bool = False
    text: str = ""
    near: Near | None = None


@dataclass(frozen=True)
class PlaceLine:
    """A place in the list: what it is, when it is open next, how far it is (`walk` says that this is a guess).

    `shut`: the usual day before that on which it is not.
    """

    pk: int
    name: str
    kind: PlaceKind
    form: PlaceForm
    address: str
    latitude: float | None
    longitude: float | None
    what: str
    who_for: str
    hours: str
    open_text: str
    next_opening: OpenTime | None
    wheelchair: Yes
    toilet: Yes
    parking: Yes
    is_window: bool
    is_unsure: bool
    metres: float | None
    walk: Walk | None
    photo: str
    photo_alt: str
    shut: ShutDay | None = None


@dataclass(frozen=True)
class PlacesFound:
    """One page of the list, and the mark with which to ask for the next one (empty: this is the last)."""

    lines: tuple[PlaceLine, ...]
    following: str = ""


def time_band(name: str) -> tuple[time, time] | None:
    """The hours of 「morning」「afternoon」「evening」; None for anything else."""
    return BANDS.get(name)


def places_near(wanted: Wanted, *, at: datetime, after: str = "", most: int = PAGE) -> PlacesFound:
    """Places that fit, nearest first; what residents look for first when nobody said where they are.

    `at`: local time without a zone. `after`: the mark of the earlier page; one that is no mark means the first page. Three queries.
    """
    if wanted.near is None:
        page = list(_page_by_rank(wanted, after, most)) if wanted.text or after else _ranked(wanted, "", most)
        mark = f"{page[most - 1][-1]}:{page[most - 1][0]}" if len(page) > most else ""
    else:
        rows = fitting(Place.objects.public(), wanted)
        page = list(_by_distance(rows, wanted.near, after).values_list(*_FIELDS, "metres")[: most + 1])
        mark = f"{page[most - 1][-1]!r}:{page[most - 1][0]}" if len(page) > most else ""
    return PlacesFound(_lines(page[:most], wanted.near, at), mark)


def _page_by_rank(wanted: Wanted, after: str, most: int) -> QuerySet[Any, Any]:
    """One page and one place more, by rank."""
    rows = fitting(Place.objects.public(), wanted)
    return _by_rank(rows, after).values_list(*_FIELDS, "rank")[: most + 1]


_ranked = prepared(_page_by_rank)
"""Only of what is ticked: what somebody typed is no shape of a question, and stays in no memory."""


def fitting(rows: PlaceQuerySet, wanted: Wanted) -> QuerySet[Place]:
    """Of the rows, those that fit what somebody looks for, wherever they are."""
    if wanted.kinds:
        rows = rows.of_kinds(*wanted.kinds)
    if wanted.wheelchair:
        rows = rows.filter(wheelchair=Yes.YES)
    if wanted.toilet:
        rows = rows.filter(toilet=Yes.YES)
    if wanted.window:
        rows = rows.filter(_IS_OPEN_WINDOW)
    for word in wanted.text.split()[:5]:
        doings = [doing for doing in Doing if word in doing.label]
        told = Q(name__icontains=word) | Q(kana__icontains=word) | Q(address__icontains=word) | Q(what__icontains=word)
        rows = rows.filter(told | Q(doings__overlap=doings) if doings else told)
    if wanted.weekday is not None or wanted.band is not None:
        rows = rows.filter(Exists(_open_then(wanted)))
    return rows


def _open_then(wanted: Wanted) -> QuerySet[Opening]:
    """Rules that open on the weekday for part of the hours asked for."""
    rules = Opening.objects.filter(place_id=OuterRef("pk")).exclude(on_holidays="only")
    if wanted.weekday is not None:
        rules = rules.filter(weekdays__contains=[wanted.weekday])
    if wanted.band is not None:
        rules = rules.filter(opens_at__lt=wanted.band[1], closes_at__gt=wanted.band[0])
    return rules


def _by_rank(rows: QuerySet[Place], after: str) -> QuerySet[Place]:
    """Open windows and salons first, each rank by name."""
    ranks = [When(_IS_OPEN_WINDOW, then=0), *(When(kind__in=kinds, then=rank) for rank, kinds in enumerate(_FIRST))]
    rows = rows.annotate(rank=Case(*ranks, default=len(_FIRST)))
    if mark := _read_mark(after):
        rank, pk = mark
        name = Place.objects.filter(pk=pk).values("name")[:1]
        rows = rows.filter(Q(rank__gt=rank) | Q(rank=rank) & (Q(name__gt=name) | Q(name=name, pk__gt=pk)))
    return rows.order_by("rank", "name", "pk")


def _by_distance(rows: QuerySet[Place], near: Near, after: str) -> QuerySet[Place]:
    box = box_around(near.point, near.metres)
    rows = rows.filter(latitude__range=(box.south, box.north), longitude__range=(box.west, box.east))
    rows = rows.annotate(metres=_metres_from(near.point)).filter(metres__lte=near.metres)
    if mark := _read_mark(after):
        metres, pk = mark
        rows = rows.filter(Q(metres__gt=metres) | Q(metres=metres, pk__gt=pk))
    return rows.order_by("metres", "pk")


def _read_mark(after: str) -> tuple[float, int] | None:
    metres, _, pk = after.partition(":")
    try:
        mark = float(metres), int(pk)
    except ValueError:
        return None
    return mark if len(after) < 60 and isfinite(mark[0]) else None


def _metres_from(point: Point) -> Any:
    """The great-circle distance in SQL (haversine), as `kernel.geo.metres_between` in Python."""
    lat, lon = Radians(F("latitude")), Radians(F("longitude"))
    here_lat, here_lon = Radians(Value(point.lat, FloatField())), Radians(Value(point.lon, FloatField()))
    half_lat, half_lon = Sin((lat - here_lat) / 2.0), Sin((lon - here_lon) / 2.0)
    chord = Power(half_lat, 2.0) + Cos(here_lat) * Cos(lat) * Power(half_lon, 2.0)
    return ASin(Sqrt(chord), output_field=FloatField()) * Value(2 * EARTH_RADIUS_METRES, FloatField())


def _lines(page: Sequence[tuple[Any, ...]], near: Near | None, at: datetime) -> tuple[PlaceLine, ...]:
    hours = hours_of([row[0] for row in page], on=at.date())
    return tuple(_line(row, hours[row[0]], near, at) for row in page)


def _line(row: tuple[Any, ...], hours: Any, near: Near | None, at: datetime) -> PlaceLine:
    (
        pk,
        name,
        kind,
        form,
        address,
        lat,
        lon,
        what,
        who_for,
        open_text,
        chair,
        toilet,
        parking,
        around,
        asked_on,
        photo,
        photo_alt,
        state,
        order,
    ) = row
    following = hours.next(at)
    return PlaceLine(
        pk, name, PlaceKind(kind), PlaceForm(form), address or around, lat, lon, what, who_for, hours.words, open_text, following,
        Yes(chair), Yes(toilet), Yes(parking), state == WindowState.OPEN, asked_on is not None, order if near else None,
        _way(near, lat, lon), photo, photo_alt, hours.shut_first(at.date(), following),
    )  # fmt: skip


def _way(near: Near | None, lat: float | None, lon: float | None) -> Walk | None:
    if near is None or lat is None or lon is None:
        return None
    speed = {"metres_per_minute": SLOWER_METRES_PER_MINUTE} if near.slowly else {}
    return walk(near.point, Point(lat, lon), **speed)


def point_of_postcode(postcode: str) -> Point | None:
    """The middle of the public places that have the postal code (425-0021); None when no list told one. One query."""
    found = Place.objects.public().filter(postcode=postcode, latitude__isnull=False)
    middle = found.aggregate(lat=Avg("latitude"), lon=Avg("longitude"))
    return None if middle["lat"] is None else Point(middle["lat"], middle["lon"])
