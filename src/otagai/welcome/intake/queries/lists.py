"""What the screens of the front door need: frozen values, each in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, cast

from django.db.models import F, Q, QuerySet, Value
from django.http import Http404

from otagai.base.accounts.acting import Acting, Areas
from otagai.base.accounts.words import Permission
from otagai.base.circles.postgresql.prepared import Slot, prepared
from otagai.base.circles.within import standing
from otagai.base.circles.words import Basis
from otagai.kernel.numbers import parse_receipt
from otagai.welcome.intake.models import Consultation, ConsultationQuerySet
from otagai.welcome.intake.words import Door, Kind, Origin, State, Theme, Turn, Urgency

FEW = 8
PAGE = 50
BY_DATE, ORDER = ("next_date", "pk"), {"arrived": ("-arrived_at", "-pk")}
LINE_FIELDS = (
    "pk", "receipt_number", "kind", "door", "urgency", "state", "headline", "themes", "origin", "next_step",
    "next_date", "arrived_at", "updated_at", "holder_id", "holder__name", "held_by_id", "held_by__display_name",
    "origin_window__place__name", "area__name", "hand_backs",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One consultation in a list: number, from where, one line of the worry, urgency, who holds it until when."""

    pk: int
    receipt_number: str
    kind: Kind
    door: Door
    urgency: Urgency
    state: State
    headline: str
    themes: tuple[str, ...]
    origin: Origin
    next_step: str
    next_date: date | None
    arrived_at: datetime
    updated_at: datetime
    holder_id: int
    holder: str
    held_by_id: int | None
    held_by: str
    window: str
    area: str
    hand_backs: int

    def days_over(self, on: date) -> int:
        """Days since the next date passed; 0 when it has not."""
        return max((on - self.next_date).days, 0) if self.next_date and self.state != State.ENDED else 0


@dataclass(frozen=True)
class Lines:
    """A short list; `more` says that there are others (no counting)."""

    lines: tuple[Line, ...]
    more: bool


@dataclass(frozen=True)
class Today:
    """今日の机: whose turn is it?"""

    urgent: Lines
    arrived: Lines
    written_again: Lines
    answer_due: Lines
    overdue: Lines
    mine: Lines
    at_coordinator: Lines


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed to; empty values narrow nothing."""

    state: str = ""
    urgency: str = ""
    door: str = ""
    theme: str = ""
    turn: str = ""
    mine: bool = False
    open_only: bool = True


def may_read(acting: Acting) -> bool:
    """Whether the duties of today read consultations and letters at all; the worker, who is nobody, does."""
    return acting.user is None or acting.may(Permission.READ_CONSULTATION)


def shared_with(acting: Acting) -> ConsultationQuerySet:
    """Those that are more than a letter to the person: whoever was only asked reads the letter, and nothing beside it.

    The circle decides in the database, permission and duty × area narrow further.
    """
    if not may_read(acting):
        return Consultation.objects.none()
    if acting.user is None:
        return Consultation.objects.all()
    return in_hands_of(acting.organizations, acting.areas, user=acting.user.pk)


def in_hands_of(organizations: tuple[int, ...], areas: Areas | None, *, user: int | Slot) -> ConsultationQuerySet:
    """Consultations in whose circle one of the organisations, or the person, stands for more than a letter."""
    mine = Q(organization_id__in=organizations) | Q(user_id=user)
    return Consultation.objects.within(areas).filter(standing(mine & ~Q(basis=Basis.REFERRED)))


def is_shared_with(acting: Acting, pk: int) -> bool:
    """Whether the page of the consultation opens for the person."""
    return shared_with(acting).filter(pk=pk).exists()


def consultation_for(acting: Acting, pk: int) -> Consultation:
    """The door to one consultation; 404 for whoever does not stand in its circle, or was only asked by a letter."""
    if may_read(acting):
        for found in one_of(acting.organizations, acting.areas, pk=pk, user=acting.user.pk if acting.user else 0):
            return cast(Consultation, found)
    raise Http404


@prepared
def one_of(organizations: tuple[int, ...], areas: Areas | None, *, pk: Slot, user: Slot) -> QuerySet[Consultation]:
    """One consultation with everything that its page says of it."""
    around = ("holder", "held_by", "area", "origin_window__place", "origin_organization", "voice")
    outline = "area__geometry"  # kilobytes that no page of a consultation shows
    return in_hands_of(organizations, areas, user=user).select_related(*around).defer(outline).filter(pk=pk)


def consultation_by_number(acting: Acting, text: str) -> Line | None:
    """Found by its receipt number as somebody types it; None when it is not a number, or not theirs to see."""
    number = receipt_in(text)
    if not number or not may_read(acting):
        return None
    user = acting.user.pk if acting.user else 0
    rows = numbered(acting.organizations, acting.areas, number=number, user=user)
    return next((line_of(*row) for row in rows), None)


@prepared
def numbered(organizations: tuple[int, ...], areas: Areas | None, *, number: Slot, user: Slot) -> QuerySet[Any, Any]:
    """The consultation with this receipt number, in the order of LINE_FIELDS."""
    return in_hands_of(organizations, areas, user=user).filter(receipt_number=number).values_list(*LINE_FIELDS)


def receipt_in(text: str) -> str:
    """The receipt number that somebody typed, as it is stored; empty when it is none, or was copied wrongly."""
    try:
        return str(parse_receipt(text))
    except ValueError:
        return ""


def lines_of(rows: QuerySet[Consultation]) -> tuple[Line, ...]:
    """The rows as lines; one query."""
    return tuple(line_of(*row) for row in rows.values_list(*LINE_FIELDS))


def line_of(pk, number, kind, door, urgency, state, headline, themes, origin, *rest) -> Line:  # type: ignore[no-untyped-def]
    """One row, in the order of LINE_FIELDS, as a line."""
    step, until, arrived, updated, holder_id, holder, held_id, held, window, area, hand_backs = rest
    return Line(
        pk, number, Kind(kind), Door(door), Urgency(urgency), State(state), headline, tuple(themes), Origin(origin),
        step, until, arrived, updated, holder_id, holder, held_id, held or "", window or "", area or "", hand_backs,
    )  # fmt: skip


def first_of(rows: Iterable[tuple[Any, ...]], limit: int) -> Lines:
    """The first lines, and whether there are more."""
    lines = tuple(line_of(*row) for row in rows)
    return Lines(lines[:limit], len(lines) > limit)


def today(acting: Acting, *, on: date) -> Today:
    """The seven short lists of the desk, each along an index, all in one query."""
    rows = lists_of_today(acting.organizations, acting.areas, on=on, user=acting.user.pk if acting.user else 0)
    return Today(**few_of_each(rows))


@prepared
def lists_of_today(organizations: tuple[int, ...], areas: Areas | None, *, on: Slot, user: Slot) -> QuerySet[Any, Any]:
    """The first rows of the seven lists, each with the name of its list and LINE_FIELDS: by next date, what arrived newest first.

    What waits too long to be received stands among the overdue, what is of today among the urgent: nothing new hides behind it.
    """
    seen = Consultation.objects.within(areas)
    held = seen.held_by(organizations)
    lists = {
        "arrived": held.open().filter(state=State.ARRIVED),
        "mine": seen.open().filter(held_by_id=user),
        **{turn.value: rows for turn, rows in by_turn(held, on=on).items()},
    }
    first, *others = (
        rows.order_by(*ORDER.get(name, BY_DATE)).annotate(of=Value(name)).values_list("of", *LINE_FIELDS)[: FEW + 1]
        for name, rows in lists.items()
    )
    return first.union(*others, all=True)


def by_turn(rows: ConsultationQuerySet, *, on: date | Slot) -> dict[Turn, ConsultationQuerySet]:
    """The rows of each turn."""
    return {
        Turn.URGENT: rows.urgent(),
        Turn.ANSWER_DUE: rows.owing_an_answer(),
        Turn.OVERDUE: rows.overdue(on),
        Turn.AT_COORDINATOR: rows.at_coordinator(),
        Turn.WRITTEN_AGAIN: rows.written_again(),
    }


def few_of_each(rows: Iterable[tuple[Any, ...]], limit: int = FEW) -> dict[str, Lines]:
    """The first lines of each list in its order, and whether there are more."""
    found: dict[str, list[Line]] = {field.name: [] for field in fields(Today)}
    for name, *row in rows:
        found[name].append(line_of(*row))
    for name, lines in found.items():
        if name in ORDER:
            lines.sort(key=lambda line: (line.arrived_at, line.pk), reverse=True)
        else:
            lines.sort(key=lambda line: (line.next_date or date.max, line.pk))
    return {name: Lines(tuple(lines[:limit]), len(lines) > limit) for name, lines in found.items()}


def page_of_list(
    acting: Acting, narrowed: Filter, *, on: date, before: tuple[datetime, int] | None = None, size: int = PAGE
) -> Lines:
    """One page of all consultations of the organisation, newest change first; keyset paging, no counting; one query."""
    user, shape = acting.user.pk if acting.user else 0, (acting.organizations, acting.areas, narrowed, size)
    if before is None:
        return first_of(held_now(*shape, on=on, user=user), size)
    return first_of(held_now(*shape, on=on, user=user, at=before[0], pk=before[1]), size)


@prepared
def held_now(
    organizations: tuple[int, ...], areas: Areas | None, narrowed: Filter, size: int, *, on: Slot, user: Slot,
    at: Slot | None = None, pk: Slot | None = None,
) -> QuerySet[Any, Any]:  # fmt: skip
    """One page and one line more of what the organisations hold, from the line (at, pk) on; LINE_FIELDS."""
    held = Consultation.objects.within(areas).held_by(organizations)
    turns = by_turn(held, on=on)
    rows = narrow(turns[Turn(narrowed.turn)] if narrowed.turn in set(Turn) else held, narrowed, user)
    if at is not None:
        rows = rows.filter(Q(updated_at__lt=at) | Q(pk__lt=pk), updated_at__lte=at)
    return rows.order_by("-updated_at", "-pk").values_list(*LINE_FIELDS)[: size + 1]


def narrow(rows: QuerySet[Consultation], narrowed: Filter, user: Slot) -> QuerySet[Consultation]:
    """Apply what was chosen."""
    chosen: dict[str, object] = {
        name: value
        for name, value in (("state", narrowed.state), ("urgency", narrowed.urgency), ("door", narrowed.door))
        if value
    }
    if narrowed.theme in set(Theme):
        chosen["themes__contains"] = [narrowed.theme]
    if narrowed.mine:
        chosen["held_by_id"] = user
    if narrowed.open_only and not narrowed.state:
        chosen["ended_at__isnull"] = True
    return rows.filter(**chosen)


def of_person(acting: Acting, person_id: int) -> tuple[Line, ...]:
    """The consultations about one person that the acting person may see."""
    linked = shared_with(acting).filter(people__person_id=person_id, people__until__isnull=True)
    return lines_of(linked.order_by("-arrived_at")[:PAGE])


def of_people(acting: Acting, person_ids: Iterable[int]) -> dict[int, list[tuple[str, int]]]:
    """For search results: per person the open consultations (number, pk); one query."""
    found: dict[int, list[tuple[str, int]]] = {}
    rows = shared_with(acting).open().filter(people__person_id__in=list(person_ids), people__until__isnull=True)
    for person, number, pk in rows.values_list(F("people__person_id"), "receipt_number", "pk"):
        found.setdefault(person, []).append((number, pk))
    return found
