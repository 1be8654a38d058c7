"""The board of proposals: what was agreed to be shown, and what one's own organisation looks after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, Func, Q

from otagai.base.accounts.acting import Acting
from otagai.base.circles.within import within
from otagai.together.startups.models import Mentor, Proposal, ProposalQuerySet
from otagai.together.startups.words import PreparationKind, ProposalKind, ProposalState


@dataclass(frozen=True)
class Looked:
    """What the board is narrowed to; empty values narrow nothing."""

    text: str = ""
    area_id: int | None = None
    state: ProposalState | None = None
    mine: bool = False
    late: bool = False
    asked: bool = False


@dataclass(frozen=True)
class BoardLine:
    """One proposal on the board; what comes next is told to those who look after it."""

    pk: int
    title: str
    what: str
    kind: ProposalKind
    state: ProposalState
    area: str
    holder: str
    coordinator: str
    is_kept: bool
    is_shown: bool
    next_step: str
    next_date: date | None
    is_late: bool
    is_asked: bool
    is_open: bool


FIELDS = (
    "pk", "title", "what", "kind", "state", "area__name", "holder__name", "coordinator__display_name", "is_kept",
    "agreed_on", "next_step", "next_date", "asked_on", "open_on",
)  # fmt: skip


KEPT = Q(is_kept=True)


def seen_by(acting: Acting) -> ProposalQuerySet:
    """Those the person may see: the database shows the own circles and what was agreed; duty × area narrows the own.

    `is_kept` of each: whether the person is of those who look after it.
    """
    own = Q(in_circle=True, holder_id__in=acting.organizations or (0,)) & within(acting.areas)
    rows = Proposal.objects.annotate(
        in_circle=Func(F("circle_id"), function="circles_sees", output_field=BooleanField())
    ).annotate(is_kept=ExpressionWrapper(own, output_field=BooleanField()))
    return rows.filter(Q(agreed_on__isnull=False) | Q(is_kept=True))


def board(acting: Acting, looked: Looked, *, on: date, after: int = 0, most: int = 50) -> list[BoardLine]:
    """Proposals that fit, newest first, from the one before `after` on; one query."""
    rows = seen_by(acting)
    if looked.text:
        rows = rows.filter(Q(title__icontains=looked.text) | Q(what__icontains=looked.text))
    if looked.area_id:
        rows = rows.filter(area_id=looked.area_id)
    if looked.state:
        rows = rows.filter(state=looked.state)
    if looked.mine:
        rows = rows.filter(coordinator=acting.user)
    if looked.late:
        rows = rows.overdue(on).filter(KEPT)
    if looked.asked:
        rows = rows.filter(KEPT, asked_on__isnull=False)
    if after:
        rows = rows.filter(pk__lt=after)
    return _lines(rows.order_by("-pk").values_list(*FIELDS)[:most], on)


def _lines(rows: Any, on: date) -> list[BoardLine]:
    out = []
    for pk, title, what, kind, state, area, holder, coordinator, own, agreed_on, step, day, asked_on, open_on in rows:
        out.append(
            BoardLine(
                pk, title, what, ProposalKind(kind), ProposalState(state), area or "", holder, coordinator, own,
                agreed_on is not None, step if own else "", day if own else None, bool(own and day and day < on),
                own and asked_on is not None, open_on is not None,
            )
        )  # fmt: skip
    return out


def areas_of_board(acting: Acting) -> list[tuple[int, str]]:
    """The areas that proposals one may see belong to; one query."""
    rows = seen_by(acting).filter(area__isnull=False).order_by("area__name").values_list("area_id", "area__name")
    return list(rows.distinct())


def kept_choices(acting: Acting) -> list[tuple[int, str]]:
    """Open proposals that we look after, for a pull-down; one query."""
    return list(seen_by(acting).open().filter(KEPT).order_by("-pk").values_list("pk", "title"))


def of_consultation(acting: Acting, consultation_id: int, *, on: date) -> list[BoardLine]:
    """What came of a consultation, for those in whose folder it lies; one query."""
    rows = seen_by(acting).filter(wishes__consultation_id=consultation_id).order_by("-pk")
    return _lines(rows.values_list(*FIELDS), on)


@dataclass(frozen=True)
class MentorLine:
    """A group that helps: with what, and how it is reached."""

    pk: int
    organization_id: int
    name: str
    phone: str
    steps: tuple[str, ...]
    offer: str


def mentors(*, step: PreparationKind | None = None) -> Sequence[MentorLine]:
    """Groups that help today, with one step or with any; one query."""
    rows = Mentor.objects.filter(until__isnull=True, organization__until__isnull=True)
    if step:
        rows = rows.filter(steps__contains=[step])
    fields = ("pk", "organization_id", "organization__name", "organization__phone", "steps", "offer")
    return [
        MentorLine(pk, organization, name, phone, tuple(map(PreparationKind.label_of, steps)), offer)
        for pk, organization, name, phone, steps, offer in rows.order_by("organization__name").values_list(*fields)
    ]
