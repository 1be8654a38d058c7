"""What was done with a grant: each time people met, the report, and the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Permission
from otagai.base.audit import actions as audit
from otagai.base.safekeeping.edits import changed
from otagai.base.safekeeping.errors import RuleBroken
from otagai.together.grants import queries, rules
from otagai.together.grants.actions.applications import keep, locked, step_to, why_not_giver
from otagai.together.grants.models import Application, BudgetLine, Gathering
from otagai.together.grants.words import ApplicationState, GatheringForm

S = ApplicationState
TOLD = "この日の 居場所の開催の記録が もう あります。ほかの場所での集まりなら「ほかの場所で」に しるしを つけてください"


@dataclass(frozen=True)
class Besides:
    """What a grant needs besides what the place told: a word, what it cost (yen), how long where that differs, why it does not count."""

    note: str = ""
    cost: int | None = None
    minutes: int | None = None
    struck_because: str = ""


@transaction.atomic
def record_gathering(
    pk: int, *, by: Acting, met: rules.Met, note: str, on: date, elsewhere: bool = False, cost: int | None = None
) -> Gathering:
    """One time people met, of which no place tells. What does not count is kept as well. RuleBroken with reasons."""
    application = locked(pk)
    reasons = [] if application.state in rules.RECORDED else ["決定した助成だけに、実施の記録を書けます"]
    if met.on > on:
        reasons.append("これからの日は 書けません")
    if met.people < 1:
        reasons.append("何人かを 書いてください")
    if met.form is GatheringForm.TOGETHER and not elsewhere and queries.told_on(application, met.on):
        reasons.append(TOLD)
    if reasons:
        raise RuleBroken(reasons)
    gathering = Gathering.objects.create(
        application_id=pk, on=met.on, form=met.form, people=met.people, minutes=met.minutes or 0, note=note.strip(),
        elsewhere=elsewhere, cost=cost,
    )  # fmt: skip
    audit.record("grants.recorded", by=by, subject=("grant", pk), on=met.on.isoformat())
    return gathering


@transaction.atomic
def add_besides(pk: int, session: int, *, by: Acting, besides: Besides, seen_version: int = 0) -> None:
    """What the grant needs besides what its place told; that people met is not written again.

    `seen_version`: of what had been added (0: nothing yet). RuleBroken with reasons, StaleEdit when somebody added meanwhile.
    """
    application = locked(pk)
    told = {line.session: line for line in queries.records_of(application).lines if line.may_add}
    if application.state not in rules.RECORDED or session not in told:
        raise RuleBroken(["決定した助成の、その居場所の記録だけに 書きたせます"])
    if (known := told[session].pk) is None:
        _keep(application, told[session], vars(besides))
    else:
        changed(Gathering.objects.all(), known, seen_version=seen_version, fields=vars(besides))
    audit.record("grants.record_added_to", by=by, subject=("grant", pk), session=session)


@transaction.atomic
def read_records_of(pk: int, place_id: int | None, *, by: Acting, seen_version: int) -> None:
    """Choose the place whose 開催の記録 are the 実施記録; None: all is written by hand.

    Who keeps no places chooses among the group's own. RuleBroken with reasons, StaleEdit when somebody chose meanwhile.
    """
    application = locked(pk)
    may_see_all = by.may(Permission.KEEP_PLACES)
    offered = dict(queries.place_choices(application, may_see_all=may_see_all))
    if application.state in queries.KEPT:
        raise RuleBroken(["報告のあとは かえられません"])
    if place_id is not None and place_id not in offered:
        raise RuleBroken(["この会の居場所だけを えらべます"])
    chosen = {"place_id": place_id, "by_hand": place_id is None}
    changed(Application.objects.all(), pk, seen_version=seen_version, fields=chosen)
    audit.record("grants.place_chosen", by=by, subject=("grant", pk), place=place_id)


def _keep(application: Application, line: queries.GatheringLine, said: Mapping[str, Any]) -> None:
    met = {"on": line.met.on, "form": line.met.form, "people": line.met.people}
    Gathering.objects.update_or_create(
        application=application, session_id=line.session or 0, defaults={**said, **met}, create_defaults={**met, **said}
    )


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
    missing, lines = queries.findings_of(application), queries.records_of(application).lines
    step_to(application, S.REPORTED)
    for number, actual in actuals.items():
        BudgetLine.objects.filter(pk=number, application_id=pk).update(actual=actual)
    if reasons := rules.why_not_report(queries.lines_of(pk), missing, note=note):
        raise RuleBroken(reasons)
    for line in lines:
        if line.session:  # what is reported stays as it is now
            _keep(application, line, {"minutes": line.met.minutes, "struck_because": line.struck})
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
