"""The page of a proposal, and who may look after one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.models import Assignment
from otagai.base.accounts.rules import duties_with
from otagai.base.accounts.words import Permission
from otagai.together.startups.models import Preparation, Proposal, ProposalTurn, Wish
from otagai.together.startups.queries.board import seen_by
from otagai.together.startups.words import PreparationKind, ProposalState, Readiness


@dataclass(frozen=True)
class WishLine:
    """Who wants it."""

    consultation_id: int | None
    receipt_number: str
    name: str
    contact: str
    text: str
    at: datetime


@dataclass(frozen=True)
class PreparationLine:
    """One of the six steps."""

    step: PreparationKind
    readiness: Readiness = Readiness.OPEN
    done_on: date | None = None
    helped_by: str = ""
    helped_by_id: int | None = None
    note: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True)
class TurnLine:
    """One change of state."""

    state: ProposalState
    note: str
    who: str
    at: datetime


@dataclass(frozen=True)
class ProposalPage:
    """A proposal; who wished it, the steps and the story only for those who look after it (`is_kept`)."""

    proposal: Proposal
    state: ProposalState
    is_kept: bool
    wishes: tuple[WishLine, ...] = ()
    preparations: tuple[PreparationLine, ...] = ()
    turns: tuple[TurnLine, ...] = ()

    @property
    def names_somebody(self) -> bool:
        """Whether the page tells of a person: then reading it is written down."""
        return bool(self.wishes)


def proposal_for(acting: Acting, pk: int) -> ProposalPage:
    """The door to one proposal; 404 for whoever may not see it. One query, four for those who look after it."""
    rows = seen_by(acting).select_related("area", "holder", "coordinator", "organization", "place", "activity")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    is_kept: bool = found.is_kept  # type: ignore[attr-defined]
    state = ProposalState(found.state)
    if not is_kept:
        return ProposalPage(found, state, is_kept=False)
    return ProposalPage(found, state, True, wishes_of(pk), preparations_of(pk), turns_of(pk))


def kept_proposal(acting: Acting, pk: int) -> ProposalPage:
    """The proposal for those who look after it; 404 for everybody else."""
    page = proposal_for(acting, pk)
    if not page.is_kept:
        raise Http404
    return page


def wishes_of(pk: int) -> tuple[WishLine, ...]:
    """Who wants it, as far as one stands in their circles."""
    fields = ("consultation_id", "consultation__receipt_number", "name", "contact", "text", "at")
    rows = Wish.objects.filter(proposal_id=pk).order_by("at", "pk").values_list(*fields)
    return tuple(WishLine(one, number or "", *rest) for one, number, *rest in rows)


def preparations_of(pk: int) -> tuple[PreparationLine, ...]:
    """All six steps, those nobody touched as well."""
    fields = ("step", "readiness", "done_on", "helped_by__name", "helped_by_id", "note", "documents")
    rows = Preparation.objects.filter(proposal_id=pk).values_list(*fields)
    known = {
        step: PreparationLine(
            PreparationKind(step), Readiness(readiness), done_on, name or "", helped_by, note, tuple(documents)
        )
        for step, readiness, done_on, name, helped_by, note, documents in rows
    }  # fmt: skip
    return tuple(known.get(step, PreparationLine(step)) for step in PreparationKind)


def readiness_of(pk: int) -> dict[PreparationKind, Readiness]:
    """How far each step is; one query."""
    return {line.step: line.readiness for line in preparations_of(pk)}


def turns_of(pk: int) -> tuple[TurnLine, ...]:
    """The story, newest first."""
    rows = ProposalTurn.objects.filter(proposal_id=pk).order_by("-at", "-pk")
    fields = rows.values_list("to_state", "note", "by__display_name", "at")
    return tuple(TurnLine(ProposalState(state), note, who or "", at) for state, note, who, at in fields)


def is_somebodys(pk: int) -> bool:
    """Whether anybody wished it."""
    return Wish.objects.filter(proposal_id=pk).exists()


def coordinators(organization_id: int, *, on: date) -> list[int]:
    """Whoever may look after proposals at the organisation today; one query."""
    held = Assignment.objects.active(on).of(*duties_with(Permission.KEEP_STARTUPS))
    return held.filter(organization_id=organization_id).people()


def coordinator_choices(organization_id: int, *, on: date) -> list[tuple[int, str]]:
    """The same with names, for pull-downs."""
    held = (
        Assignment.objects.active(on).of(*duties_with(Permission.KEEP_STARTUPS)).filter(organization_id=organization_id)
    )
    rows = held.order_by("user__display_name", "user_id").values_list("user_id", "user__display_name").distinct()
    return list(rows)
