"""Organisations from a list: known again by their name; a blank cell takes nothing away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from otagai.kernel.text import fold
from otagai.town.imports import rules
from otagai.town.imports.actions.outcome import Outcome, Rejected
from otagai.town.imports.actions.tables import FactRow
from otagai.town.imports.rules import RowRejected
from otagai.town.organizations.models import Organization
from otagai.town.organizations.words import OrganizationKind

FIELDS = ("kind", "kana", "phone", "email", "address", "takes_on")


@dataclass
class Plan:
    """What will be written, and what became of each row."""

    outcome: Outcome = field(default_factory=Outcome)
    new: list[Organization] = field(default_factory=list)
    changed: list[Organization] = field(default_factory=list)


def plan(rows: Sequence[FactRow], *, kind: OrganizationKind | None) -> Plan:
    """Compare the rows with what is stored; one query, nothing is written."""
    known = {fold(one.name): one for one in Organization.objects.order_by("pk")}
    plan, lines = Plan(Outcome(rows_in=len(rows))), dict[str, int]()
    for row in rows:
        try:
            facts = rules.read_organization(row.values, kind=kind)
            key = fold(facts.name)
            if key in lines:
                raise RowRejected(f"同じ名前の行が 前にもあります（{lines[key]}行目）")
            lines[key] = row.line
        except RowRejected as wrong:
            plan.outcome.rejected.append(Rejected(row.line, dict(row.record), str(wrong)))
            continue
        values = {name: getattr(facts, name) for name in FIELDS}
        if one := known.get(key):
            _plan_change(plan, one, values, kind_is_chosen=kind is not None)
        else:
            plan.new.append(Organization(name=facts.name, **values))
            plan.outcome.created += 1
    return plan


def _plan_change(plan: Plan, one: Organization, values: dict[str, str], *, kind_is_chosen: bool) -> None:
    if not kind_is_chosen:
        values = {name: value for name, value in values.items() if name != "kind"}
    told = {name: value for name, value in values.items() if value and getattr(one, name) != value}
    if not told:
        plan.outcome.unchanged += 1
        return
    for name, value in told.items():
        setattr(one, name, value)
    one.version += 1
    plan.changed.append(one)
    plan.outcome.updated += 1


def write(plan: Plan) -> None:
    """Store what was planned."""
    Organization.objects.bulk_create(plan.new)
    Organization.objects.bulk_update(plan.changed, [*FIELDS, "version"], batch_size=200)
