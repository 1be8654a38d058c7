"""Founding a town and changing its settings."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.municipality import rules
from otagai.base.municipality.models import Deadline, Municipality
from otagai.base.municipality.words import Unit
from otagai.base.safekeeping.edits import changed
from otagai.base.safekeeping.errors import RuleBroken


@transaction.atomic
def found(*, name: str, desk_name: str, desk_phone: str, by: Acting, **more: Any) -> Municipality:
    """The town begins to exist; a second founding is refused by the database. Raises RuleBroken."""
    if reasons := rules.why_not_town(name=name, desk_name=desk_name, desk_phone=desk_phone):
        raise RuleBroken(reasons)
    founded = Municipality.objects.create(pk=1, name=name, desk_name=desk_name, desk_phone=desk_phone, **more)
    audit.record("municipality.founded", by=by, subject=("municipality", 1))
    return founded


@transaction.atomic
def change(*, by: Acting, seen_version: int, **fields: Any) -> None:
    """Change what the town says of itself. Raises RuleBroken, or StaleEdit with both texts when somebody else did so meanwhile."""
    if reasons := rules.why_not_town(
        name=fields.get("name", "そのまま"), desk_name=fields.get("desk_name", "そのまま"),
        desk_phone=fields.get("desk_phone", "110"),
    ):  # fmt: skip
        raise RuleBroken(reasons)
    if reasons := rules.why_not_months(**_months(fields)):
        raise RuleBroken(reasons)
    if reasons := rules.why_not_draft_days(fields.get("draft_days", rules.DRAFT_DAYS)):
        raise RuleBroken(reasons)
    changed(Municipality.objects.all(), 1, seen_version=seen_version, fields=fields)
    audit.record("municipality.changed", by=by, subject=("municipality", 1), fields=sorted(fields))


def _months(fields: dict[str, Any]) -> dict[str, int]:
    """After how many months a place is asked about and rests: as typed, or as it was."""
    now = Municipality.objects.get(pk=1)
    return {name: fields.get(f"place_{name}_months", getattr(now, f"place_{name}_months")) for name in ("ask", "hide")}


@transaction.atomic
def set_deadline(step: str, *, amount: int, unit: Unit, by: Acting) -> None:
    """Change until when a step must be done; the same value again leaves no trace. Raises RuleBroken."""
    if reasons := rules.why_not_deadline(amount, unit):
        raise RuleBroken(reasons)
    if Deadline.objects.filter(step=step, amount=amount, unit=unit).exists():
        return
    Deadline.objects.update_or_create(step=step, defaults={"amount": amount, "unit": unit})
    audit.record("municipality.deadline_set", by=by, subject=("deadline", None), step=step, amount=amount, unit=unit)
