"""An application: written, its budget, sent, decided, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Permission
from otagai.base.audit import actions as audit
from otagai.base.safekeeping.edits import changed
from otagai.base.safekeeping.errors import RuleBroken, StaleEdit
from otagai.together.grants import queries, rules
from otagai.together.grants.models import Application, BudgetLine, Programme
from otagai.together.grants.words import ApplicationState
from otagai.together.startups.models import Proposal

S = ApplicationState
CHANGEABLE = frozenset({"group", "organization_id", "purpose", "plan", "starts_on", "ends_on", "people", "amount"})


@transaction.atomic
def apply_for(
    terms_id: int, *, by: Acting, lines: Sequence[rules.Line], proposal_id: int | None = None, **fields: Any
) -> Application:
    """A new application, a draft until it is sent. RuleBroken when the proposal may not be shown yet."""
    _only(fields)
    if proposal_id is not None and not Proposal.objects.filter(pk=proposal_id, agreed_on__isnull=False).exists():
        raise RuleBroken(["企画を見せてよいと聞いてから、申請してください"])
    _check(fields)
    application = Application.objects.create(terms_id=terms_id, proposal_id=proposal_id, written_by=by.user, **fields)
    _write(application.pk, lines)
    audit.record("grants.written", by=by, subject=("grant", application.pk))
    return application


@transaction.atomic
def change_application(
    pk: int, *, by: Acting, seen_version: int, lines: Sequence[rules.Line], **fields: Any
) -> Application:
    """Write a draft anew, with its budget. StaleEdit with both texts when somebody else did so meanwhile."""
    _only(fields)
    now = locked(pk)
    _in(now, S.DRAFT)
    _check(fields)
    if now.version != seen_version and queries.lines_of(pk) != tuple(lines):
        raise StaleEdit(theirs={"予算": words_of(queries.lines_of(pk))}, yours={"予算": words_of(lines)})
    application = changed(Application.objects.all(), pk, seen_version=seen_version, fields=fields)
    if queries.lines_of(pk) != tuple(lines):
        set_budget(pk, by=by, lines=lines)
    audit.record("grants.changed", by=by, subject=("grant", pk), fields=sorted(fields))
    return application


@transaction.atomic
def set_budget(pk: int, *, by: Acting, lines: Sequence[rules.Line]) -> None:
    """The budget of a draft."""
    application = locked(pk)
    _in(application, S.DRAFT)
    BudgetLine.objects.filter(application_id=pk).delete()
    _write(pk, lines)
    application.version += 1
    application.save(update_fields=["version"])
    audit.record("grants.budgeted", by=by, subject=("grant", pk), lines=len(lines))


@transaction.atomic
def submit(pk: int, *, by: Acting, on: date, twice_because: str = "") -> None:
    """申請する: fits the programme, the budget balances, and whoever else funds it is known. RuleBroken with reasons."""
    application = _alone(pk)
    step_to(application, S.SUBMITTED)
    asked, mine = queries.conditions_of(application.terms), queries.asked_of(application)
    reasons = rules.why_not_apply(
        queries.lines_of(pk), asked, mine.purpose, amount=application.amount, people=application.people,
        starts_on=application.starts_on, ends_on=application.ends_on,
    )  # fmt: skip
    reasons += queries.why_not_under(application) + queries.why_not_again(application)
    beside = queries.living_beside(application)
    reasons += rules.why_not_twice(mine, beside, answer=twice_because)
    if reasons:
        raise RuleBroken(reasons)
    application.twice_known = sorted(other.pk for other in rules.overlapping(mine, beside))
    application.twice_because, application.submitted_on = twice_because.strip(), on
    keep(application, "grants.submitted", by=by)


@transaction.atomic
def decide(
    pk: int, *, by: Acting, on: date, grants: bool, amount: int = 0, reason: str = "", twice_because: str = ""
) -> None:
    """決定 or 見送り by the one who gives. Other applications are looked at again. RuleBroken with reasons."""
    application = _alone(pk)
    to = S.GRANTED if grants else S.DECLINED
    step_to(application, to)
    decision = rules.Decision(
        grants, amount, reason, application.amount, application.written_by_id, by.user.pk if by.user else None
    )  # fmt: skip
    reasons = why_not_giver(by, application.terms.programme.giver_id) + rules.why_not_decide(decision)
    answer = twice_because or application.twice_because
    if grants:
        mine, beside = queries.asked_of(application), queries.living_beside(application)
        found = {other.pk for other in rules.overlapping(mine, beside)}
        reasons += queries.why_not_again(application)
        is_new = bool(found - set(application.twice_known))
        reasons += rules.why_not_twice(mine, beside, answer=twice_because if is_new else answer)
        application.twice_known = sorted(found)
    if reasons:
        raise RuleBroken(reasons)
    if grants:  # a second place later does not take the records of the first away
        application.place_id = queries.read_from([application])[pk]
    application.granted, application.decided_on, application.decided_by = amount if grants else None, on, by.user
    application.decided_because, application.twice_because = reason.strip(), answer.strip()
    keep(application, "grants.granted" if grants else "grants.declined", by=by)


@transaction.atomic
def reopen(pk: int, *, by: Acting) -> None:
    """Back to a draft: sent back before it was decided, or written anew after 見送り."""
    application = locked(pk)
    step_to(application, S.DRAFT)
    keep(application, "grants.reopened", by=by)


@transaction.atomic
def withdraw(pk: int, *, by: Acting) -> None:
    """取り下げる: no reason is asked."""
    application = locked(pk)
    step_to(application, S.WITHDRAWN)
    keep(application, "grants.withdrawn", by=by)


def why_not_giver(by: Acting, giver_id: int) -> list[str]:
    """Whoever gives decides: somebody of that organisation whose duty it is."""
    if by.may(Permission.DECIDE_GRANTS) and giver_id in {held.organization_id for held in by.held}:
        return []
    return ["決めるのは、助成を出すところの 決める人です"]


def locked(pk: int) -> Application:
    """The application with its programme, locked."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("terms__programme")
    return rows.get(pk=pk)


def _alone(pk: int) -> Application:
    """Locked so that no other application is sent or decided at the same time: else two could miss each other."""
    list(Programme.objects.select_for_update().order_by("pk").values_list("pk"))
    return locked(pk)


def _in(application: Application, state: ApplicationState) -> None:
    if application.state != state:
        raise RuleBroken([f"いまは「{ApplicationState(application.state).label}」なので、書きなおせません"])


def step_to(application: Application, to: ApplicationState) -> None:
    """The next state, when it can follow; RuleBroken when not."""
    now = ApplicationState(application.state)
    if to not in rules.NEXT[now]:
        raise RuleBroken([f"いまは「{now.label}」なので、「{to.label}」にはできません"])
    application.state = to


def keep(application: Application, verb: str, *, by: Acting) -> None:
    """Store it as it is now, with its trace."""
    application.version += 1
    application.save()
    audit.record(verb, by=by, subject=("grant", application.pk))


def _check(fields: dict[str, Any]) -> None:
    reasons = [] if fields.get("group", "-").strip() else ["団体の名前を 書いてください"]
    if "starts_on" in fields and "ends_on" in fields and fields["ends_on"] < fields["starts_on"]:
        reasons.append("期間の おわりは はじまりより あとにしてください")
    if reasons:
        raise RuleBroken(reasons)


def _write(pk: int, lines: Sequence[rules.Line]) -> None:
    BudgetLine.objects.bulk_create(
        BudgetLine(application_id=pk, side=line.side, item=line.item.strip(), amount=line.amount, actual=line.actual, position=position)
        for position, line in enumerate(lines)
    )  # fmt: skip


def words_of(lines: Sequence[rules.Line]) -> str:
    """A budget in one line of text."""
    return "、".join(f"{line.side.label} {line.item} {line.amount:,}円" for line in lines)


def _only(fields: dict[str, Any]) -> None:
    if unknown := set(fields) - CHANGEABLE:
        raise ValueError(f"not changeable here: {sorted(unknown)}")
