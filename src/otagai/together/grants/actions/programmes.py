"""Programmes, and what they ask for from when until when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.safekeeping.errors import RuleBroken
from otagai.together.grants import rules
from otagai.together.grants.models import Programme, Terms


@transaction.atomic
def add_programme(*, by: Acting, name: str, giver_id: int, what: str = "") -> Programme:
    """A new programme; its terms follow. RuleBroken with reasons."""
    if reasons := [] if name.strip() else ["制度の名前を 書いてください"]:
        raise RuleBroken(reasons)
    programme = Programme.objects.create(name=name.strip(), giver_id=giver_id, what=what.strip())
    audit.record("grants.programme_added", by=by, subject=("programme", programme.pk))
    return programme


@transaction.atomic
def set_terms(programme_id: int, *, by: Acting, since: date, until: date | None, **conditions: Any) -> Terms:
    """What the programme asks for from this day on; what held without an end ends the day before.

    Earlier applications keep theirs. RuleBroken where days overlap.
    """
    if unknown := set(conditions) - set(rules.Conditions.__dataclass_fields__):
        raise ValueError(f"no condition: {sorted(unknown)}")
    programme = Programme.objects.select_for_update().get(pk=programme_id)
    before = Terms.objects.filter(programme=programme, since__lt=since, until__isnull=True)
    before.update(until=since - timedelta(days=1))
    others = Terms.objects.filter(programme=programme).values_list("since", "until")
    if reasons := rules.why_not_conditions(since, until, others):
        raise RuleBroken(reasons)
    terms = Terms.objects.create(programme=programme, since=since, until=until, **conditions)
    audit.record("grants.terms_set", by=by, subject=("programme", programme_id), since=since.isoformat())
    return terms
