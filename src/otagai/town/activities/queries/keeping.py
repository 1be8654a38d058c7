"""What those see who keep activities."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.http import Http404

from otagai.base.accounts.acting import Acting
from otagai.kernel.opening import OpeningException, OpeningRule
from otagai.town.activities import rules
from otagai.town.activities.models import Activity, Hosting
from otagai.town.activities.queries.calendar import hosts_of
from otagai.town.activities.queries.dates import Held, days_of, single_days
from otagai.town.activities.words import ActivityKind, ActivityState
from otagai.town.places.models import Place
from otagai.town.places.words import PlaceKind

MEETING_KINDS = (
    PlaceKind.SALON, PlaceKind.STATION, PlaceKind.COMMUNITY_CENTER, PlaceKind.WELFARE_HALL, PlaceKind.CITY_OFFICE, PlaceKind.LIBRARY,
    PlaceKind.CHILD_SUPPORT, PlaceKind.PARK,
)  # fmt: skip
"""Kinds of places in which people meet for an activity."""


@dataclass(frozen=True)
class KeptLine:
    """An activity in the list of those who keep it."""

    pk: int
    title: str
    kind: ActivityKind
    state: ActivityState
    hosts: tuple[str, ...]
    days: str
    next: Held | None


@dataclass(frozen=True)
class KeptActivity:
    """An activity with its hosts and days, for those who keep it."""

    activity: Activity
    hosts: tuple[int, ...]
    state: ActivityState
    days: str
    coming: tuple[Held, ...]


def kept_activities(
    *, by: Acting, on: date, text: str = "", state: ActivityState | None = None, after: int = 0, most: int = 50
) -> list[KeptLine]:
    """The activities that the person keeps, newest first, narrowed by words and state; four queries."""
    found = Activity.objects.order_by("-pk")
    led = rules.led_by(by)
    if led is not None:
        found = found.filter(hosts__in=led).distinct()
    if text:
        found = found.filter(title__icontains=text)
    if state is not None:
        found = found.filter(state=state)
    rows = list((found.filter(pk__lt=after) if after else found).values_list("pk", "title", "kind", "state")[:most])
    keys = [pk for pk, *_ in rows]
    days, hosts = days_of(keys, start=on), hosts_of(keys)
    return [
        KeptLine(
            pk, title, ActivityKind(kind), ActivityState(now), tuple(hosts[pk]), days[pk].hours.words,
            next(iter(days[pk].between(on, 60)), None),
        )
        for pk, title, kind, now in rows
    ]  # fmt: skip


def activity_for(pk: int, *, on: date) -> KeptActivity:
    """One activity with what is coming; 404 when there is none. Four queries."""
    found = Activity.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    hosts = Hosting.objects.filter(activity_id=pk).order_by("position").values_list("organization_id", flat=True)
    days = days_of([pk], start=on)[pk]
    return KeptActivity(found, tuple(hosts), ActivityState(found.state), days.hours.words, tuple(days.between(on, 120)))


def typed_days(pk: int) -> tuple[list[OpeningRule], list[OpeningException]]:
    """The rules and the single days of an activity as they are stored, without those called off; two queries."""
    stored = days_of([pk])[pk]
    called_off = {day.day for day in single_days([pk], None) if day.is_called_off}
    return list(stored.hours.rules), [day for day in stored.hours.exceptions if day.on not in called_off]


def place_choices() -> list[tuple[str, list[tuple[int, str]]]]:
    """Places in which people meet, by kind, for a pull-down; one query."""
    groups: dict[str, list[tuple[int, str]]] = {kind.label: [] for kind in MEETING_KINDS}
    rows = Place.objects.public().filter(kind__in=MEETING_KINDS).order_by("name", "pk")
    for pk, name, kind in rows.values_list("pk", "name", "kind"):
        groups[PlaceKind(kind).label].append((pk, name))
    return [(label, choices) for label, choices in groups.items() if choices]


def held_in(area_id: int, places: Collection[int]) -> frozenset[int]:
    """The activities of an area: said to be there, or held in one of the places; one query."""
    rows = Activity.objects.filter(Q(area_id=area_id) | Q(place_id__in=places))
    return frozenset(rows.values_list("pk", flat=True))


def titles(keys: Collection[int]) -> dict[int, str]:
    """What the activities are called, of those that residents may see; one query, none for no activities."""
    if not keys:
        return {}
    return dict(Activity.objects.public().filter(pk__in=keys).values_list("pk", "title"))
