"""わたしの地区: what the one in charge of a district meets first; everything stays when somebody else takes over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404

from otagai.base.accounts.acting import Held
from otagai.base.accounts.models import Assignment
from otagai.base.accounts.words import Duty
from otagai.insight.profiles import rules
from otagai.insight.profiles.models import AgreedStep, DistrictVisit, HandoverNote
from otagai.insight.profiles.words import StepState
from otagai.town.areas import queries as areas
from otagai.town.areas.queries import AreaDrawn, Neighbour
from otagai.town.organizations import queries as organizations
from otagai.town.organizations.queries import ServingLine

MOST_VISITS = 200
LEAST_SHARE = 0.2
"""An organisation serves a district when it serves an area that holds at least so much of it."""


@dataclass(frozen=True)
class NoteLine:
    """One version of the hand-over note."""

    version: int
    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class VisitLine:
    """One visit: when, where, what was heard, who wrote it."""

    pk: int
    on: date
    where: str
    heard: str
    by: str


@dataclass(frozen=True)
class StepLine:
    """A step agreed with the district."""

    pk: int
    text: str
    agreed_with: str
    agreed_on: date
    due: date
    state: StepState
    outcome: str
    closed_on: date | None
    by: str
    is_overdue: bool


@dataclass(frozen=True)
class Officer:
    """Somebody in charge of the district, from–until."""

    name: str
    since: date
    until: date | None


@dataclass(frozen=True)
class DistrictWork:
    """A district as its 地区担当 meets it: open steps (overdue first), note, visits, what is done, who was in charge when."""

    area: AreaDrawn
    steps: tuple[StepLine, ...]
    closed: tuple[StepLine, ...]
    note: NoteLine | None
    earlier: tuple[NoteLine, ...]
    visits: tuple[VisitLine, ...]
    officers: tuple[Officer, ...]
    groups: tuple[ServingLine, ...]

    @property
    def version(self) -> int:
        """The version of the note that was seen; 0 where there is none."""
        return self.note.version if self.note else 0


def work_in(pk: int, *, on: date) -> DistrictWork:
    """Everything that was written about a district, and who serves it; 404 when there is none. Seven queries."""
    area = areas.area_for(pk, on=None)
    notes = [
        NoteLine(row.version, row.text, _name(row), row.at)
        for row in HandoverNote.objects.filter(area_id=pk).select_related("by").order_by("-version")
    ]
    steps = [_step(row, on) for row in AgreedStep.objects.filter(area_id=pk).select_related("by").order_by("due", "pk")]
    seen = DistrictVisit.objects.filter(area_id=pk).select_related("by")[:MOST_VISITS]
    return DistrictWork(
        area=area, steps=tuple(one for one in steps if one.state is StepState.OPEN),
        closed=tuple(sorted((one for one in steps if one.closed_on), key=lambda one: one.closed_on or on, reverse=True)),
        note=notes[0] if notes else None, earlier=tuple(notes[1:]),
        visits=tuple(VisitLine(row.pk, row.on, row.where, row.heard, _name(row)) for row in seen), officers=tuple(officers(pk)),
        groups=serving_here(pk, areas.overlaps_of(pk), on=on),
    )  # fmt: skip


def serving_here(pk: int, around: Sequence[Neighbour], *, on: date) -> tuple[ServingLine, ...]:
    """The organisations that serve the district, or an area that holds enough of it; one query."""
    here = [pk, *(other.pk for other in around if other.share >= LEAST_SHARE)]
    return tuple(organizations.serving_any(here, on=on))


def officers(pk: int) -> list[Officer]:
    """Who was in charge of the district, the newest first; one query."""
    rows = Assignment.objects.filter(area_id=pk, duty=Duty.DISTRICT_OFFICER).order_by("-since", "-pk")
    return [Officer(*row) for row in rows.values_list("user__display_name", "since", "until")]


def districts_of(held: Sequence[Held]) -> list[tuple[int, str]]:
    """The districts that the duties of today keep by name, in order; empty for those who keep every one. One query."""
    mine = rules.districts_kept(held)
    return sorted(areas.area_names(sorted(mine or ())).items(), key=lambda pair: pair[1])


def districts_with_work() -> list[tuple[int, str]]:
    """Districts in which somebody is in charge or something was written, by name; four queries."""
    keys: set[int] = set(
        Assignment.objects.filter(duty=Duty.DISTRICT_OFFICER, area__isnull=False).values_list("area_id", flat=True)
    )
    for model in (HandoverNote, DistrictVisit, AgreedStep):
        keys |= set(model.objects.order_by().values_list("area_id", flat=True).distinct())
    return sorted(areas.area_names(sorted(keys)).items(), key=lambda pair: pair[1])


def step_for(area: int, pk: int, *, on: date) -> StepLine:
    """One step of the district; 404 for one of another district. One query."""
    row = AgreedStep.objects.filter(pk=pk, area_id=area).select_related("by").first()
    if row is None:
        raise Http404
    return _step(row, on)


def _step(row: AgreedStep, on: date) -> StepLine:
    state = StepState(row.state)
    return StepLine(
        row.pk, row.text, row.agreed_with, row.agreed_on, row.due, state, row.outcome, row.closed_on, _name(row),
        state is StepState.OPEN and row.due < on,
    )  # fmt: skip


def _name(row: HandoverNote | DistrictVisit | AgreedStep) -> str:
    return row.by.display_name if row.by else ""
