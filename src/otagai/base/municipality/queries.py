"""Questions about the town: its name and desk, and until when a step is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from otagai.base.circles.postgresql.prepared import Slot, prepared
from otagai.base.municipality.models import Deadline, Municipality
from otagai.base.municipality.rules import ASK_MONTHS, DRAFT_DAYS, HIDE_MONTHS, KEEP_NAMES_DAYS
from otagai.base.municipality.words import Unit
from otagai.kernel.working_days import add_working_days


@dataclass(frozen=True)
class Town:
    """What every page says of the town."""

    name: str
    desk_name: str
    desk_phone: str
    desk_hours: str
    front_door_id: int | None
    letterbox_key: str
    attribution: str
    map_center: tuple[float, float] | None
    place_ask_months: int = ASK_MONTHS
    place_hide_months: int = HIDE_MONTHS
    sign_up_keep_days: int = KEEP_NAMES_DAYS
    draft_days: int = DRAFT_DAYS
    code: str = ""
    licence: str = ""
    licence_contact: str = ""


NOT_FOUNDED = Town("（まちの名前）", "相談窓口", "", "", None, "", "", None)


def town() -> Town:
    """The one town; a placeholder while it is not founded yet. One query."""
    row = Municipality.objects.filter(pk=1).first()
    if row is None:
        return NOT_FOUNDED
    center = (row.map_center[0], row.map_center[1]) if len(row.map_center) == 2 else None
    return Town(
        row.name, row.desk_name, row.desk_phone, row.desk_hours, row.front_door_id, row.letterbox_key,
        row.attribution, center, row.place_ask_months, row.place_hide_months,
        row.sign_up_keep_days, row.draft_days, row.code, row.licence, row.licence_contact,
    )  # fmt: skip


def due(step: str, *, start: date) -> date:
    """The day until which the step is due when it begins on `start`. Raises Deadline.DoesNotExist for an unknown step."""
    found = term_of(step=str(step))
    if not found:
        raise Deadline.DoesNotExist(step)
    deadline: Deadline = found[0]
    if deadline.unit == Unit.WORKING_DAYS:
        return add_working_days(start, deadline.amount)
    return start + timedelta(days=deadline.amount if deadline.unit == Unit.DAYS else 0)


@prepared
def term_of(*, step: Slot) -> QuerySet[Deadline]:
    """What the town has set for a step."""
    return Deadline.objects.filter(step=step)


def amount(step: str) -> int:
    """How many minutes or days the town has set for the step."""
    return Deadline.objects.values_list("amount", flat=True).get(step=step)


@dataclass(frozen=True)
class Settings:
    """The town as its settings page shows it; `version` is what a change must have seen."""

    version: int
    code: str
    fields: dict[str, object]


@dataclass(frozen=True)
class DeadlineLine:
    """One deadline: the step's code and what the town has set."""

    step: str
    amount: int
    unit: Unit


def settings_of_town() -> Settings | None:
    """Everything that the town can change; None while it is not founded. One query."""
    row = Municipality.objects.filter(pk=1).first()
    if row is None:
        return None
    names = (
        "name", "desk_name", "desk_phone", "desk_hours", "front_door_id", "attribution", "place_ask_months", "place_hide_months",
        "sign_up_keep_days", "draft_days", "licence", "licence_contact",
    )  # fmt: skip
    return Settings(row.version, row.code, {name: getattr(row, name) for name in names})


def deadlines() -> list[DeadlineLine]:
    """All deadlines in the order in which they were first set; one query."""
    return [DeadlineLine(row.step, row.amount, Unit(row.unit)) for row in Deadline.objects.order_by("pk")]
