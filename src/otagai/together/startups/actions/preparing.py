"""The six steps before one begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.safekeeping.errors import RuleBroken
from otagai.together.startups import rules
from otagai.together.startups.actions.proposals import kept
from otagai.together.startups.models import Preparation
from otagai.together.startups.words import PreparationKind, Readiness


@transaction.atomic
def prepare(
    pk: int, step: PreparationKind, *, by: Acting, on: date, readiness: Readiness, done_on: date | None = None,
    helped_by_id: int | None = None, note: str = "", documents: Sequence[str] = (),
) -> None:  # fmt: skip
    """How far one step is, who helps, what was noted. RuleBroken with reasons."""
    proposal = kept(pk, by=by)
    if readiness is not Readiness.DONE:
        done_on = None
    if reasons := rules.why_not_step(readiness, done_on, documents, on=on):
        raise RuleBroken(reasons)
    Preparation.objects.update_or_create(
        proposal=proposal,
        step=step,
        defaults={
            "circle_id": proposal.circle_id, "readiness": readiness, "done_on": done_on, "helped_by_id": helped_by_id,
            "note": note.strip(), "documents": list(documents),
        },
    )  # fmt: skip
    audit.record(
        "startups.prepared", by=by, subject=("proposal", pk), circle_id=proposal.circle_id, step=str(step), now=str(readiness)
    )  # fmt: skip
