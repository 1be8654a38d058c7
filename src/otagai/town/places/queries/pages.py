"""The page of a place, and the places that staff keep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Value
from django.http import Http404

from otagai.base.circles.postgresql.prepared import prepared
from otagai.kernel.geo import Point, Walk, box_around, walk
from otagai.kernel.opening import Opening as OpenTime
from otagai.kernel.opening import OpeningException, OpeningRule
from otagai.kernel.opening_words import week_table
from otagai.kernel.words import Word
from otagai.town.places.models import Photo, Place, PlaceNews
from otagai.town.places.queries.hours import hours_of
from otagai.town.places.rules import months_since
from otagai.town.places.words import Access, Doing, NewsState, PhotoState, PlaceForm, PlaceKind, WindowState, Yes

COMING_DAYS = 60
NEIGHBOURHOOD_METRES = 900.0
_FIELDS = (
    "pk", "name", "kana", "kind", "also", "form", "address", "latitude", "longitude", "phone", "url", "what", "who_for", "fee",
    "open_text", "how_to_come", "welcomer", "wheelchair", "toilet", "parking", "has", "has_not", "doings", "capacity", "around",
    "welcome_note", "goes_along", "verified_on", "asked_on", "organization__name", "window__state",
)  # fmt: skip


def several(words: type[Word]) -> Callable[[list[str]], tuple[Word, ...]]:
    """Stored values as words, in the order of the words."""
    return lambda stored: tuple(word for word in words if word in stored)


_WORDS: dict[str, Any] = {
    "kind": PlaceKind,
    "also": lambda kinds: tuple(PlaceKind(kind) for kind in kinds),
    "has": several(Access),
    "has_not": several(Access),
    "doings": several(Doing),
    "form": PlaceForm,
    "wheelchair": Yes,
    "toilet": Yes,
    "parking": Yes,
}


@dataclass(frozen=True)
class PlacePage:
    """Everything that residents are told of a place; `also`: what else it is; `around`: the 町名 of a home, instead of its address.

    `shut`: the coming days on which it is not open as usual; `left_out`: the usual times of those days.
    """

    pk: int
    name: str
    kana: str
    kind: PlaceKind
    also: tuple[PlaceKind, ...]
    form: PlaceForm
    address: str
    latitude: float | None
    longitude: float | None
    phone: str
    url: str
    what: str
    who_for: str
    fee: str
    open_text: str
    how_to_come: str
    welcomer: str
    wheelchair: Yes
    toilet: Yes
    parking: Yes
    has: tuple[Access, ...]
    has_not: tuple[Access, ...]
    doings: tuple[Doing, ...]
    capacity: int | None
    around: str
    welcome_note: str
    goes_along: str
    verified_on: date | None
    organization: str
    is_window: bool
    hours: str
    week: tuple[tuple[str, str], ...]
    next_opening: OpenTime | None
    coming: tuple[OpenTime, ...]
    shut: tuple[OpeningException, ...]
    left_out: tuple[OpenTime, ...]
    rules: tuple[OpeningRule, ...]
    special: tuple[OpeningException, ...]
    is_unsure: bool


@dataclass(frozen=True)
class Neighbour:
    """A place near another one, and how far it is on foot (a guess)."""

    pk: int
    name: str
    kind: PlaceKind
    latitude: float
    longitude: float
    is_window: bool
    walk: Walk


@dataclass(frozen=True)
class StaffPlace:
    """A place in the list of those who keep it; `months`: since anybody confirmed it, None for never."""

    pk: int
    name: str
    kind: PlaceKind
    address: str
    phone: str
    is_public: bool
    verified_on: date | None
    months: int | None
    asked_on: date | None
    hidden_on: date | None
    window: WindowState | None


def place_page(pk: int, *, at: datetime) -> PlacePage:
    """What residents are told of a place; 404 when it is not public or ended. `at` local time; three queries."""
    row = Place.objects.public().filter(pk=pk).values_list(*_FIELDS).first()
    if row is None:
        raise Http404
    facts: dict[str, Any] = dict(zip(_FIELDS, row, strict=True))
    hours = hours_of([pk], on=at.date())[pk]
    state, organization = facts.pop("window__state"), facts.pop("organization__name")
    asked_on = facts.pop("asked_on")
    return PlacePage(
        **{name: _WORDS[name](value) if name in _WORDS else value for name, value in facts.items()},
        organization=organization or "",
        is_window=state == WindowState.OPEN,
        hours=hours.words,
        week=tuple(week_table(hours.rules)) if hours.rules else (),
        next_opening=hours.next(at),
        rules=tuple(hours.rules),
        special=tuple(hours.exceptions),
        coming=tuple(hours.coming(at.date(), COMING_DAYS)),
        shut=tuple(hours.shut(at.date(), COMING_DAYS)),
        left_out=tuple(hours.left_out(at.date(), COMING_DAYS)),
        is_unsure=asked_on is not None,
    )


def neighbours(pk: int, point: Point, *, kinds: tuple[PlaceKind, ...], most: int = 6) -> list[Neighbour]:
    """Other public places of these kinds within a walk, nearest first; one query."""
    box = box_around(point, NEIGHBOURHOOD_METRES)
    rows = Place.objects.public().of_kinds(*kinds).exclude(pk=pk)
    rows = rows.filter(latitude__range=(box.south, box.north), longitude__range=(box.west, box.east))
    fields = ("pk", "name", "kind", "latitude", "longitude", "window__state")
    found = [
        Neighbour(other, name, PlaceKind(kind), lat, lon, state == WindowState.OPEN, walk(point, Point(lat, lon)))
        for other, name, kind, lat, lon, state in rows.values_list(*fields)
    ]
    return sorted(found, key=lambda other: (other.walk.straight_metres, other.pk))[:most]


def place_for(pk: int) -> Place:
    """The record for staff who keep places; 404 when there is none."""
    place = Place.objects.select_related("organization", "verified_by").filter(pk=pk).first()
    if place is None:
        raise Http404
    return place


def staff_places(
    *, on: date, kind: PlaceKind | None = None, text: str = "", after: int = 0, most: int = 50
) -> list[StaffPlace]:
    """Places that staff keep, in the order of their numbers from `after` on; ended ones are left out. One query."""
    rows = Place.objects.filter(ended_on__isnull=True, pk__gt=after)
    if kind is not None:
        rows = rows.of_kinds(kind)
    for word in text.split()[:5]:
        rows = rows.filter(Q(name__icontains=word) | Q(kana__icontains=word) | Q(address__icontains=word))
    return _staff(rows.order_by("pk"), on, most)


def places_to_confirm(*, on: date, most: int = 50) -> list[StaffPlace]:
    """たしかめる場所: those never confirmed first, then the oldest. One query."""
    return _staff(Place.objects.to_confirm(), on, most)


def places_waiting() -> int:
    """How many places wait to be confirmed, and how much that groups said or sent waits for an answer; one query."""
    return sum(count for (count,) in counts_waiting())


@prepared
def counts_waiting() -> QuerySet[Any, Any]:
    """The counts, as rows; none where nothing waits."""
    waiting: list[QuerySet[Any, Any]] = [
        Place.objects.to_confirm(),
        PlaceNews.objects.filter(state=NewsState.WAITING),
        Photo.objects.filter(state=PhotoState.WAITING),
    ]
    first, *more = (
        rows.order_by().annotate(all=Value(1)).values("all").annotate(n=Count("pk")).values_list("n")
        for rows in waiting
    )
    return first.union(*more, all=True)


def _staff(rows: QuerySet[Place], on: date, most: int) -> list[StaffPlace]:
    fields = (
        "pk", "name", "kind", "address", "private_address", "phone", "is_public", "verified_on", "asked_on", "hidden_on",
        "window__state",
    )  # fmt: skip
    return [
        StaffPlace(
            pk, name, PlaceKind(kind), address or private, phone, is_public, verified, months_since(verified, on), asked, hidden,
            WindowState(state) if state else None,
        )
        for pk, name, kind, address, private, phone, is_public, verified, asked, hidden, state in rows.values_list(*fields)[:most]
    ]  # fmt: skip
