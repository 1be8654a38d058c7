"""What of the activities is given away as open data: those residents may see, with the times of the coming months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from otagai.town.activities.models import Activity
from otagai.town.activities.queries.calendar import FEED_DAYS, hosts_of
from otagai.town.activities.queries.dates import Held, days_of
from otagai.town.activities.words import ActivityKind, ActivityState
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


def published_activities(*, start: date, days: int = FEED_DAYS) -> list[PublishedActivity]:
    """Every activity residents may see that is on in these days, by name, then number; four queries."""
    rows = Activity.objects.public().order_by("title", "uid")
    return [each for each in _read(rows, start, days) if each.times]


def _read(rows: QuerySet[Activity], start: date, days: int) -> list[PublishedActivity]:
    found = list(rows.values_list(*_FIELDS, *_WHERE))
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
