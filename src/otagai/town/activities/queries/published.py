"""What of the activities is given away as open data: those residents may see, with the times of the coming months."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from otagai.town.activities.models import Activity, ActivityDay, Hosting, Recurrence
from otagai.town.activities.queries.calendar import FEED_DAYS, hosts_of
from otagai.town.activities.queries.dates import Held, days_of
from otagai.town.activities.words import ActivityKind, ActivityState
from otagai.town.organizations.models import Organization
from otagai.town.places.queries import says
from otagai.town.places.words import PlaceForm

_FIELDS = (
    "pk", "uid", "title", "kind", "what", "who_for", "any_age", "fee", "bring", "contact", "phone", "url", "meeting_point", "said",
    "state", "version",
)  # fmt: skip
_WHERE = ("place__uid", "place__name", "place__address", "place__latitude", "place__longitude", "place__form")


@dataclass(frozen=True)
class PublishedActivity:
    """An activity as anybody may copy it; of a private home in which it is held only the name is told."""

    pk: int
    uid: UUID
    title: str
    kind: ActivityKind
    what: str
    who_for: str
    any_age: bool
    fee: str
    bring: str
    contact: str
    phone: str
    url: str
    meeting_point: str
    said: str
    state: ActivityState
    version: int
    place_uid: UUID | None
    place: str
    address: str
    latitude: float | None
    longitude: float | None
    hosts: tuple[str, ...]
    times: tuple[Held, ...]

    @property
    def called_off(self) -> bool:
        """Not held at all."""
        return self.state is ActivityState.CANCELLED


@dataclass(frozen=True)
class ActivitiesWanted:
    """Which of them are asked for; nothing said is every one.

    `text` stands in the name or in what is said of them (or in the word for their kind, where nothing is said). `held_by`: the
    organisation that is named first; `by_none`: none of today is.
    """

    uid: UUID | None = None
    kinds: Collection[ActivityKind] | None = None
    name: str = ""
    text: str = ""
    held_by: UUID | None = None
    by_none: bool = False

    def of(self, start: date, days: int) -> QuerySet[Any, Any]:
        """The activities that fit and go on in these days."""
        rows = going_on(start, days).filter(title__icontains=self.name)
        rows = rows if self.uid is None else rows.filter(uid=self.uid)
        rows = rows if self.kinds is None else rows.filter(kind__in=self.kinds)
        rows = rows.filter(says("title", self.text, ActivityKind)) if self.text else rows
        holders = Organization.objects.active(start)
        rows = rows.exclude(first_host__in=holders.values("pk")) if self.by_none else rows
        return (
            rows if self.held_by is None else rows.filter(first_host__in=holders.filter(uid=self.held_by).values("pk"))
        )


def going_on(start: date, days: int) -> QuerySet[Any, Any]:
    """What residents may see and what has a rule or a single day in these days.

    Whether a day of the rule is a holiday is not asked here: an activity may go on and have no time in few days.
    """
    last = start + timedelta(days=days - 1)
    weekdays = [(start + timedelta(days=ahead)).weekday() for ahead in range(min(days, 7))]
    of = {"activity": OuterRef("pk")}
    rules = Recurrence.objects.filter(Q(valid_from=None) | Q(valid_from__lte=last), weekdays__overlap=weekdays, **of)
    singles = ActivityDay.objects.filter(day__range=(start, last), opens_at__isnull=False, **of)
    first = Hosting.objects.filter(**of).order_by("position").values("organization_id")[:1]
    lasting = rules.filter(Q(valid_until=None) | Q(valid_until__gte=start))
    return Activity.objects.public().filter(Exists(lasting) | Exists(singles)).annotate(first_host=Subquery(first))


def published_activities(*, start: date, days: int = FEED_DAYS) -> list[PublishedActivity]:
    """Every activity residents may see that is on in these days, by name, then number; four queries."""
    return [each for each in _read(Activity.objects.public(), start, days) if each.times]


def page_of_activities(
    wanted: ActivitiesWanted, part: slice, *, start: date, days: int = FEED_DAYS
) -> tuple[int, list[PublishedActivity]]:
    """How many fit and go on in these days, and that part of them, in the same order; five queries."""
    rows = wanted.of(start, days)
    return rows.count(), _read(rows, start, days, part)


def first_hosts(*, start: date, days: int = FEED_DAYS) -> QuerySet[Any, Any]:
    """The keys of the organisations that are named first for what goes on in these days, to be asked with."""
    return going_on(start, days).filter(first_host__isnull=False).values("first_host")


def _read(rows: QuerySet[Any, Any], start: date, days: int, part: slice = slice(None)) -> list[PublishedActivity]:
    found = list(rows.order_by("title", "uid").values_list(*_FIELDS, *_WHERE)[part])
    keys = [row[0] for row in found]
    hosts, times = hosts_of(keys), days_of(keys, start=start)
    return [
        _activity(
            dict(zip((*_FIELDS, *_WHERE), row, strict=True)),
            tuple(hosts[row[0]]),
            tuple(times[row[0]].between(start, days)),
        )
        for row in found
    ]


def _activity(facts: dict[str, Any], hosts: tuple[str, ...], times: tuple[Held, ...]) -> PublishedActivity:
    uid, name, address, latitude, longitude, form = (facts.pop(field) for field in _WHERE)
    if form == PlaceForm.PRIVATE_HOME:
        address, latitude, longitude = "", None, None
    facts |= {"kind": ActivityKind(facts["kind"]), "state": ActivityState(facts["state"])}
    return PublishedActivity(
        **facts, place_uid=uid, place=name or "", address=address or "", latitude=latitude, longitude=longitude,
        hosts=hosts, times=times,
    )  # fmt: skip
