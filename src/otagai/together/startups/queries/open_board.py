"""The open board: what residents read of beginnings, as the public role. Nobody's name, no address, no next step."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from otagai.together.startups import rules
from otagai.together.startups.models import Preparation, Proposal
from otagai.together.startups.words import PreparationKind, ProposalKind, ProposalState, Readiness

FIELDS = ("pk", "title", "what", "kind", "state", "area__name", "place_id", "place__name")


@dataclass(frozen=True)
class OpenLine:
    """One proposal as residents read it: where it stands, what is found already (company never is), what is looked for.

    `place_id`, `place`: where it began, when residents find it in the list of places.
    """

    pk: int
    title: str
    what: str
    kind: ProposalKind
    state: ProposalState
    area: str
    place_id: int | None
    place: str
    found: tuple[PreparationKind, ...]
    sought: tuple[PreparationKind, ...]


def open_board(*, area_id: int | None = None, after: int = 0, most: int = 50) -> list[OpenLine]:
    """What all residents may read, newest first, from the one before `after` on; two queries.

    The database shows the public role nothing else; for every other role the same is asked here.
    """
    rows = _open()
    if area_id:
        rows = rows.filter(area_id=area_id)
    if after:
        rows = rows.filter(pk__lt=after)
    return _lines(rows.order_by("-pk")[:most])


def open_proposal(pk: int) -> OpenLine:
    """One of them; 404 for all that is not for everybody. Two queries."""
    for line in _lines(_open().filter(pk=pk)):
        return line
    raise Http404


def areas_of_open_board() -> list[tuple[int, str]]:
    """The areas that something on the open board belongs to; one query."""
    rows = _open().filter(area__isnull=False).order_by("area__name", "area_id")
    return list(rows.values_list("area_id", "area__name").distinct())


def _open() -> Any:
    return Proposal.objects.filter(open_on__isnull=False, state__in=rules.OPEN_STATES)


def _lines(rows: Any) -> list[OpenLine]:
    known = list(rows.values_list(*FIELDS))
    ready = _readiness([pk for pk, *_ in known])
    return [
        OpenLine(
            pk, title, what, ProposalKind(kind), ProposalState(state), area or "", place_id if place else None, place or "",
            tuple(
                step for step in PreparationKind if ready[pk].get(step) is Readiness.DONE and step is not PreparationKind.PEOPLE
            ),
            tuple(rules.sought(ready[pk], state=ProposalState(state))),
        )
        for pk, title, what, kind, state, area, place_id, place in known
    ]  # fmt: skip


def _readiness(keys: Collection[int]) -> dict[int, dict[PreparationKind, Readiness]]:
    ready: dict[int, dict[PreparationKind, Readiness]] = {key: {} for key in keys}
    rows = Preparation.objects.filter(proposal_id__in=keys).values_list("proposal_id", "step", "readiness")
    for key, step, readiness in rows if keys else ():
        ready[key][PreparationKind(step)] = Readiness(readiness)
    return ready
