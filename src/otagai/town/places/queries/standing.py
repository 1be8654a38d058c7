"""Where places stand, for whoever measures ways to them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from itertools import product

from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils import timezone

from otagai.kernel.opening import OnHolidays
from otagai.town.places.models import Change, Opening, Place, Session, Window, WindowStep
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
    return [_standing(*row) for row in rows.values_list(*STANDING)]


def _standing(
    pk: int, name: str, kind: str, lat: float | None, lon: float | None, form: str, also: Collection[str]
) -> PlaceStanding:
    return PlaceStanding(pk, name, PlaceKind(kind), lat or 0.0, lon or 0.0, form == PlaceForm.PRIVATE_HOME, tuple(also))


@dataclass(frozen=True)
class Then:
    """Places on an earlier day: those of which something dated says that they were there, and those of which nothing does."""

    there: tuple[PlaceStanding, ...]
    unknown: tuple[PlaceStanding, ...]


def standing_then(kinds: Collection[PlaceKind], *, on: date) -> Then:
    """Public places of the kinds on an earlier day, those too that have ended since; one query.

    Nothing says when a place began. It was there when by that day it had been confirmed, had been written down, had met,
    or was on the way to the flag; a list names it for the day of its edition.
    """
    by_then = {"place": OuterRef("pk")}
    traces = (
        Change.objects.filter(at__date__lte=on, **by_then),
        Session.objects.filter(held_on__lte=on, withdrawn_at__isnull=True, **by_then),
        WindowStep.objects.filter(at__date__lte=on, window__place=OuterRef("pk")),
    )
    known = Q(verified_on__lte=on)
    for trace in traces:
        known |= Q(Exists(trace))
    rows = (
        Place.objects.of_kinds(*kinds)
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), Q(hidden_on__isnull=True) | Q(hidden_on__gt=on))
        .filter(is_public=True, latitude__isnull=False, longitude__isnull=False)
        .exclude(form=PlaceForm.ONLINE)
        .annotate(known=Case(When(known, then=Value(True)), default=Value(False)))
        .order_by("pk")
    )
    found = [(known, _standing(*row)) for *row, known in rows.values_list(*STANDING, "known")]
    return Then(tuple(one for known, one in found if known), tuple(one for known, one in found if not known))


def ended_between(kinds: Collection[PlaceKind], since: date, until: date) -> list[tuple[PlaceStanding, date]]:
    """Public places of the kinds that ended after a day, up to another, and when; one query."""
    rows = Place.objects.of_kinds(*kinds).filter(
        is_public=True, ended_on__gt=since, ended_on__lte=until, latitude__isnull=False, longitude__isnull=False
    )
    found = rows.order_by("ended_on", "pk").values_list(*STANDING, "ended_on")
    return [(_standing(*row), ended) for *row, ended in found if ended]


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


def flags_flown(*, on: date) -> dict[int, date | None]:
    """Places with the のぼり旗 on an earlier day, and since when, as the steps of the accreditation tell; one query."""
    steps = WindowStep.objects.filter(at__date__lte=on).order_by("at", "pk")
    flown: dict[int, date | None] = {}
    for place, state, opened_on, at in steps.values_list("window__place_id", "to_state", "window__opened_on", "at"):
        if state != WindowState.OPEN:
            flown.pop(place, None)
        elif place not in flown:
            flown[place] = opened_on if opened_on and opened_on <= on else timezone.localdate(at)
    return flown
