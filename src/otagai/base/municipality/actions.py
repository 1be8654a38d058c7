"""Founding a town and changing its settings."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.municipality.models import Deadline, Municipality
from otagai.base.municipality.words import Unit


@transaction.atomic
def found(*, name: str, desk_name: str, desk_phone: str, by: Acting, **more: Any) -> Municipality:
    """The town begins to exist; a second founding is refused by the database."""
    founded = Municipality.objects.create(pk=1, name=name, desk_name=desk_name, desk_phone=desk_phone, **more)
    audit.record("municipality.founded", by=by, subject=("municipality", 1))
    return founded


@transaction.atomic
def change(*, by: Acting, **fields: Any) -> None:
    """Change what the town says of itself."""
    Municipality.objects.filter(pk=1).update(**fields)
    audit.record("municipality.changed", by=by, subject=("municipality", 1), fields=sorted(fields))


@transaction.atomic
def set_deadline(step: str, *, amount: int, unit: Unit, by: Acting) -> None:
    """Change until when a step must be done."""
    Deadline.objects.update_or_create(step=step, defaults={"amount": amount, "unit": unit})
    audit.record("municipality.deadline_set", by=by, subject=("deadline", None), step=step, amount=amount, unit=unit)
