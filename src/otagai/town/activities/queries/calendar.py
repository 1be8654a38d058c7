"""What residents are told: the calendar by day, and the page of an activity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from otagai.town.activities.models import SHOWN, Activity, ActivityQuerySet, HelpingSlot, Hosting
from otagai.town.activities.queries.dates import Held, days_of
from otagai.town.activities.words import ActivityKind, ActivityState

COMING_DAYS, FEED_DAYS = 120, 180
_FIELDS = (
    "pk", "title", "kind", "any_age", "who_for", "fee", "area__name", "place__name", "meeting_point", "helpers_wanted", "state", "said",
    "with_children", "wheelchair", "terms__takes_guests", "has_slots", "phone",
)  # fmt: skip
_MORE = (
    "what", "bring", "contact", "url", "place_id", "place__address", "area_id", "terms__how", "terms__form_url", "terms__capacity",
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """Which activities somebody looks for; nothing said is everything."""

    kinds: tuple[ActivityKind, ...] = ()
    area_id: int | None = None
    any_age: bool = False
    with_children: bool = False
    wheelchair: bool = False
    helpers: bool = False
    signing_up: bool = False
    weekday: int | None = None
    band: tuple[time, time] | None = None

    def fits(self, held: Held) -> bool:
        """Whether a time is on the weekday and in the part of the day."""
        on_day = self.weekday is None or held.on.weekday() == self.weekday
        return on_day and (self.band is None or (held.start < self.band[1] and held.end > self.band[0]))


@dataclass(frozen=True)
class ActivityLine:
    """An activity in the calendar."""

    pk: int
    title: str
    kind: ActivityKind
    any_age: bool
    who_for: str
    fee: str
    area: str
    place: str
    meeting_point: str
    helpers_wanted: tuple[str, ...]
    called_off: bool
    said: str
    hosts: tuple[str, ...]
    with_children: bool = False
    wheelchair: bool = False
    takes_sign_ups: bool = False
    has_slots: bool = False
    phone: str = ""

    @property
    def wants_helpers(self) -> bool:
        """Whether hands are wanted: in words, or as places one can sign up for."""
        return bool(self.helpers_wanted) or self.has_slots


@dataclass(frozen=True)
class Entry:
    """One line of the calendar: an activity at a time."""

    held: Held
    activity: ActivityLine

    @property
    def called_off(self) -> bool:
        """Not held: this time, or altogether."""
        return self.held.called_off or self.activity.called_off


@dataclass(frozen=True)
class ActivityPage:
    """Everything that residents are told of an activity; `how`, `form_url`: how one signs up elsewhere."""

    line: ActivityLine
    what: str
    bring: str
    contact: str
    url: str
    place_id: int | None
    address: str
    area_id: int | None
    how: str
    form_url: str
    capacity: int | None
    days: str
    coming: tuple[Held, ...]

    @property
    def phone(self) -> str:
        """Whom to ask."""
        return self.line.phone


def calendar(wanted: Wanted, *, start: date, days: int) -> list[Entry]:
    """The calendar from a day on, in order of time; four queries."""
    lines = _lines(_shown().filter(_filter(wanted)).values_list(*_FIELDS))
    found = days_of(list(lines), start=start)
    entries = [
        Entry(held, line) for pk, line in lines.items() for held in found[pk].between(start, days) if wanted.fits(held)
    ]
    return sorted(entries, key=lambda entry: (entry.held, entry.activity.title, entry.activity.pk))


def activity_page(pk: int, *, on: date) -> ActivityPage:
    """What residents are told of an activity; 404 when it is not public. Four queries."""
    row = _shown().filter(pk=pk).values_list(*_FIELDS, *_MORE).first()
    if row is None:
        raise Http404
    line = _lines([row[: len(_FIELDS)]])[pk]
    more = dict(zip(_MORE, row[len(_FIELDS) :], strict=True))
    days = days_of([pk], start=on)[pk]
    return ActivityPage(
        line=line, days=days.hours.words, coming=tuple(days.between(on, COMING_DAYS)), address=more.pop("place__address") or "",
        how=more.pop("terms__how") or "", form_url=more.pop("terms__form_url") or "", capacity=more.pop("terms__capacity"), **more
    )  # fmt: skip


def entries_of(pk: int, *, start: date, days: int) -> list[Entry]:
    """The times of one activity, for its calendar file; 404 when it is not public. Four queries."""
    lines = _lines(_shown().filter(pk=pk).values_list(*_FIELDS))
    if not lines:
        raise Http404
    return [Entry(held, lines[pk]) for held in days_of([pk], start=start)[pk].between(start, days)]


def areas_with_activities() -> list[tuple[int, str]]:
    """Pairs (key, name) of the areas in which something is on; one query."""
    rows = Activity.objects.public().filter(area__isnull=False).order_by("area__name", "area_id")
    return list(rows.values_list("area_id", "area__name").distinct())


def _shown() -> ActivityQuerySet:
    """The public activities, each with whether it has places for helpers."""
    slots = HelpingSlot.objects.filter(activity=OuterRef("pk"), is_open=True)
    return Activity.objects.public().annotate(has_slots=Exists(slots))


def _filter(wanted: Wanted) -> Q:
    chosen = Q(state__in=SHOWN)
    if wanted.kinds:
        chosen &= Q(kind__in=wanted.kinds)
    if wanted.area_id is not None:
        chosen &= Q(area_id=wanted.area_id)
    for name in ("any_age", "with_children", "wheelchair"):
        if getattr(wanted, name):
            chosen &= Q(**{name: True})
    if wanted.signing_up:
        chosen &= Q(terms__takes_guests=True)
    return chosen & (~Q(helpers_wanted=[]) | Q(has_slots=True)) if wanted.helpers else chosen


def _lines(rows: Any) -> dict[int, ActivityLine]:
    known = [dict(zip(_FIELDS, row, strict=True)) for row in rows]
    hosts = hosts_of([each["pk"] for each in known])
    return {each["pk"]: _line(each, hosts[each["pk"]]) for each in known}


def _line(row: dict[str, Any], hosts: list[str]) -> ActivityLine:
    return ActivityLine(
        pk=row["pk"], title=row["title"], kind=ActivityKind(row["kind"]), any_age=row["any_age"], who_for=row["who_for"],
        fee=row["fee"], area=row["area__name"] or "", place=row["place__name"] or "", meeting_point=row["meeting_point"],
        helpers_wanted=tuple(row["helpers_wanted"]), called_off=row["state"] == ActivityState.CANCELLED, said=row["said"],
        hosts=tuple(hosts), with_children=row["with_children"], wheelchair=row["wheelchair"],
        takes_sign_ups=bool(row["terms__takes_guests"]), has_slots=row["has_slots"], phone=row["phone"],
    )  # fmt: skip


def hosts_of(keys: Collection[int]) -> dict[int, list[str]]:
    """The names of those who hold activities, by key, in their order; one query."""
    found: dict[int, list[str]] = defaultdict(list)
    if keys:
        rows = Hosting.objects.filter(activity_id__in=keys).order_by("position")
        for key, name in rows.values_list("activity_id", "organization__name"):
            found[key].append(name)
    return found
