"""Where places stand, for whoever measures ways to them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from itertools import product

from django.db.models import Q

from otagai.kernel.opening import OnHolidays
from otagai.town.places.models import Opening, Place, Window
from otagai.town.places.queries.finder import BANDS, Wanted, fitting
from otagai.town.places.words import PlaceForm, PlaceKind, WindowState

STANDING = ("pk", "name", "kind", "latitude", "longitude", "form", "also")


@dataclass(frozen=True)
class PlaceStanding:
    """A place with its point; the point of somebody's home is for measuring, not for showing."""

    pk: int
    name: str
    kind: PlaceKind
    latitude: float
    longitude: float
    is_home: bool
    also: tuple[str, ...] = ()


def standing(
    kinds: Collection[PlaceKind], *, weekday: int | None = None, band: tuple[time, time] | None = None,
    also: Collection[int] = (),
) -> list[PlaceStanding]:  # fmt: skip
    """Public places of the kinds that have a point, open then if a time is asked for; those in `also` whatever they are.

    One query. Places of which no hours are known are open at no asked time.
    """
    here = Place.objects.public().filter(latitude__isnull=False, longitude__isnull=False).exclude(form=PlaceForm.ONLINE)
    of_kinds = Place.objects.public() if kinds else Place.objects.none()
    fits = fitting(of_kinds, Wanted(kinds=tuple(kinds), weekday=weekday, band=band)).values("pk")
    rows = here.filter(Q(pk__in=fits) | Q(pk__in=list(also))).order_by("pk")
    return [
        PlaceStanding(pk, name, PlaceKind(kind), lat or 0.0, lon or 0.0, form == PlaceForm.PRIVATE_HOME, tuple(also))
        for pk, name, kind, lat, lon, form, also in rows.values_list(*STANDING)
    ]


def open_times(keys: Collection[int]) -> dict[int, frozenset[tuple[int, str]]]:
    """When places are usually open: weekday (Monday 0) and part of the day, as `fitting` asks; none without known hours. One query."""
    found: dict[int, set[tuple[int, str]]] = {}
    rows = Opening.objects.filter(place_id__in=keys).exclude(on_holidays=OnHolidays.ONLY)
    for key, weekdays, opens, closes in rows.values_list("place_id", "weekdays", "opens_at", "closes_at"):
        parts = [name for name, (start, end) in BANDS.items() if opens < end and closes > start]
        found.setdefault(key, set()).update(product(weekdays, parts))
    return {key: frozenset(times) for key, times in found.items()}


def flags_flying() -> dict[int, date | None]:
    """Places with the のぼり旗, and since when; one query."""
    rows = Window.objects.filter(state=WindowState.OPEN, place__ended_on__isnull=True)
    return dict(rows.values_list("place_id", "opened_on"))
