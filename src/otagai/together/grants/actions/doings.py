"""What was done with a grant: each time people met, the report, and the end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.safekeeping.errors import RuleBroken
from otagai.together.grants import queries, rules
from otagai.together.grants.actions.applications import keep, locked, step_to, why_not_giver
from otagai.together.grants.models import BudgetLine, Gathering
from otagai.together.grants.words import ApplicationState

S = ApplicationState


@transaction.atomic
def record_gathering(pk: int, *, by: Acting, met: rules.Met, note: str, on: date) -> Gathering:
    """One time people met. What does not count is kept as well. RuleBroken with reasons."""
    application = locked(pk)
    reasons = [] if application.state in rules.RECORDED else ["決定した助成だけに、実施の記録を書けます"]
    if met.on > on:
        reasons.append("これからの日は 書けません")
    if met.people < 1:
        reasons.append("何人かを 書いてください")
    if reasons:
        raise RuleBroken(reasons)
    gathering = Gathering.objects.create(
        application_id=pk, on=met.on, form=met.form, people=met.people, minutes=met.minutes, note=note.strip()
    )
    audit.record("grants.recorded", by=by, subject=("grant", pk), on=met.on.isoformat())
    return gathering


@transaction.atomic
def strike_gathering(pk: int, gathering_id: int, *, by: Acting, reason: str) -> None:
    """A record was wrong: it stays, struck out, with the reason."""
    application = locked(pk)
    if application.state not in rules.RECORDED or not reason.strip():
        raise RuleBroken(["報告の前に、わけを書いて 取り消してください"])
    Gathering.objects.filter(pk=gathering_id, application_id=pk).update(struck_because=reason.strip()[:120])
    audit.record("grants.record_struck", by=by, subject=("grant", pk))


@transaction.atomic
def report(pk: int, *, by: Acting, on: date, actuals: Mapping[int, int | None], note: str) -> None:
    """実績報告: what each line came to (by its number), and why where something is missing. RuleBroken with reasons."""
    application = locked(pk)
    step_to(application, S.REPORTED)
    for number, actual in actuals.items():
        BudgetLine.objects.filter(pk=number, application_id=pk).update(actual=actual)
    missing = queries.findings_of(application)
    if reasons := rules.why_not_report(queries.lines_of(pk), missing, note=note):
        raise RuleBroken(reasons)
    application.reported_on, application.report_note = on, note.strip()
    keep(application, "grants.reported", by=by)


@transaction.atomic
def settle(pk: int, *, by: Acting) -> None:
    """確定: the one who gives has read the report."""
    application = locked(pk)
    step_to(application, S.SETTLED)
    if reasons := why_not_giver(by, application.terms.programme.giver_id):
        raise RuleBroken(reasons)
    keep(application, "grants.settled", by=by)
