"""実施記録 of a grant: what its place told of people meeting, with what the grant needs besides, and what was written by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from otagai.together.grants import rules
from otagai.together.grants.models import Application, Gathering, Terms
from otagai.together.grants.words import ApplicationState, GatheringForm, Purpose
from otagai.town.places import queries as places
from otagai.town.places.models import Place
from otagai.town.places.words import PlaceKind

OWN_PLACES = (PlaceKind.SALON, PlaceKind.STATION, PlaceKind.OTHER)
"""Places of groups; a hall of the town, where many meet, is read only when somebody chose it."""
KEPT = frozenset({ApplicationState.REPORTED, ApplicationState.SETTLED})
"""What was reported stays as it was reported, whatever the place tells later."""
GONE = "居場所の記録では なくなりました"
GONE_SINCE = "報告のあとで 居場所の記録が 取り消されました"


@dataclass(frozen=True)
class GatheringLine:
    """One time people met, and why it does not count (empty when it does).

    `pk`: of what was written for this grant (None: nothing yet); `session`: of what the place told (None: written by hand);
    `beside`: what else was said of the same time; `folded`: the records by hand that say so.
    """

    pk: int | None
    met: rules.Met
    note: str = ""
    struck: str = ""
    why_not: tuple[str, ...] = ()
    session: int | None = None
    part: str = ""
    elsewhere: bool = False
    cost: int | None = None
    beside: tuple[str, ...] = ()
    typed_minutes: int | None = None
    folded: tuple[int, ...] = ()
    version: int = 0

    @property
    def counts(self) -> bool:
        """Whether it counts towards the programme."""
        return not self.struck and not self.why_not

    @property
    def may_add(self) -> bool:
        """Whether the place tells of it now, so that something may be added."""
        return self.session is not None and self.struck != GONE

    @property
    def length(self) -> str:
        """90分, or that nobody knows."""
        return rules.length(self.met.minutes)


@dataclass(frozen=True)
class Records:
    """All of an application, each time once, in order of days; `late`: how many times the place told of after the report."""

    place_id: int | None
    lines: tuple[GatheringLine, ...]
    late: int = 0


def conditions_of(terms: Terms) -> rules.Conditions:
    """The terms as values."""
    return rules.Conditions(**{name: getattr(terms, name) for name in rules.Conditions.__dataclass_fields__})


def records_of(application: Application) -> Records:
    """The records, each looked at by the rules; five queries at the most."""
    place_id = read_from([application])[application.pk]
    between = application.starts_on, application.ends_on
    held = {one.pk: one for one in places.held_between(place_id, *between)} if place_id else {}
    living = {pk: one for pk, one in held.items() if not one.is_withdrawn}
    rows = list(Gathering.objects.filter(application=application).order_by("on", "pk"))
    added = {row.session_id: row for row in rows if row.session_id is not None}
    if application.state in KEPT:
        told = [_reported(row, held.get(key)) for key, row in added.items()]
    else:
        told = [_told(one, added.get(one.pk)) for one in living.values()]
        told += [_of_row(row, struck=row.struck_because or GONE) for key, row in added.items() if key not in living]
    lines = _once(told, [_of_row(row) for row in rows if row.session_id is None])
    asked = conditions_of(application.terms)
    looked_at = (
        replace(line, why_not=tuple(rules.why_not_counted(line.met, asked, starts_on=between[0], ends_on=between[1])))
        for line in lines
    )
    late = len(living.keys() - added.keys()) if application.state in KEPT else 0
    return Records(place_id, tuple(sorted(looked_at, key=lambda line: line.met.on)), late)


def read_from(applications: Sequence[Application]) -> dict[int, int | None]:
    """The place whose 開催の記録 are the 実施記録 of each application (with its proposal at hand); one query, none without groups."""
    groups = {one.organization_id for one in applications if one.organization_id}
    known = list(Place.objects.filter(kind__in=OWN_PLACES, organization__in=groups).order_by("pk")) if groups else []
    return {
        one.pk: rules.read_from(
            Purpose(one.purpose), chosen=one.place_id, by_hand=one.by_hand, began_at=began_at(one),
            holds=[place.pk for place in known if place.organization_id == one.organization_id and _there(place, one)],
        )
        for one in applications
    }  # fmt: skip


def began_at(application: Application) -> int | None:
    """The place of its own that the group began."""
    place = application.proposal.place if application.proposal else None
    return place.pk if place and place.kind in OWN_PLACES else None


def place_choices(application: Application, *, may_see_all: bool) -> list[tuple[int, str]]:
    """Places of which the records may be read: of any group for who keeps places, else the group's own; one query."""
    own = Q(pk__in=[key for key in (application.place_id, began_at(application)) if key])
    if application.organization_id:
        own |= Q(organization_id=application.organization_id)
    there = Q(ended_on__isnull=True) | Q(ended_on__gte=application.starts_on)
    rows = Place.objects.filter(there if may_see_all else there & own, kind__in=OWN_PLACES)
    return list(rows.order_by("name", "pk").values_list("pk", "name"))


def grants_reading(place_id: int) -> list[tuple[int, str]]:
    """Running grants whose 実施記録 this place tells: number and group; two queries."""
    running = list(
        Application.objects.filter(state=ApplicationState.GRANTED).select_related("proposal__place").order_by("pk")
    )
    where = read_from(running)
    return [(one.pk, one.group) for one in running if where[one.pk] == place_id]


def told_on(application: Application, day: date) -> bool:
    """Whether the place told of people meeting on this day, and it is not left out."""
    return any(line.session and not line.struck and line.met.on == day for line in records_of(application).lines)


def _there(place: Place, application: Application) -> bool:
    return place.ended_on is None or place.ended_on >= application.starts_on


def _of_row(row: Gathering, *, struck: str = "", beside: tuple[str, ...] = ()) -> GatheringLine:
    met = rules.Met(row.on, GatheringForm(row.form), row.people, row.minutes)
    return GatheringLine(
        row.pk, met, row.note, struck or row.struck_because, (), row.session_id, "", row.elsewhere, row.cost, beside
    )  # fmt: skip


def _told(one: places.Held, row: Gathering | None) -> GatheringLine:
    minutes = one.minutes if row is None or row.minutes is None else row.minutes
    met = rules.Met(one.held_on, GatheringForm.TOGETHER, one.came, minutes)
    if row is None:
        return GatheringLine(None, met, session=one.pk, part=one.when)
    return GatheringLine(
        row.pk, met, row.note, row.struck_because, session=one.pk, part=one.when, cost=row.cost,
        typed_minutes=row.minutes, version=row.version,
    )  # fmt: skip


def _reported(row: Gathering, now: places.Held | None) -> GatheringLine:
    gone = now is None or now.is_withdrawn
    line = _of_row(row, beside=(GONE_SINCE,) if gone and not row.struck_because else ())
    return replace(line, part=now.when) if now else line


def _once(told: list[GatheringLine], by_hand: Iterable[GatheringLine]) -> list[GatheringLine]:
    """Each time once: what was also written by hand stands beside what the place told."""
    lines = {line.session: line for line in told}
    typed = {line.pk: line for line in by_hand}
    here = [
        (line.pk or 0, line.met.on)
        for line in typed.values()
        if line.met.form is GatheringForm.TOGETHER and not line.elsewhere and not line.struck
    ]
    same = rules.same_times([(line.session or 0, line.met.on) for line in told if not line.struck], here)
    for number, session in same.items():
        line, other = lines[session], typed.pop(number)
        note, cost = line.note or other.note, other.cost if line.cost is None else line.cost
        beside = (*line.beside, rules.difference(line.met, other.met))
        lines[session] = replace(line, note=note, cost=cost, beside=beside, folded=(*line.folded, number))
    return [*lines.values(), *typed.values()]
