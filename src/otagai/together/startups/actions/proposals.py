"""From a wish to a proposal: proposed, changed, agreed to be shown, moved on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.circles import actions as circles
from otagai.base.circles.words import Basis
from otagai.base.safekeeping.edits import changed
from otagai.base.safekeeping.errors import RuleBroken
from otagai.together.startups import queries, rules
from otagai.together.startups.models import Proposal, ProposalTurn, Wish
from otagai.together.startups.words import Agreed, ProposalState
from otagai.welcome.intake import actions as intake
from otagai.welcome.intake.models import Consultation
from otagai.welcome.intake.words import RecordKind

CHANGEABLE = frozenset(
    {
        "kind", "title", "what", "area_id", "group_name", "organization_id", "coordinator_id", "next_step", "next_date",
    }
)  # fmt: skip
SHOWN = ("title", "what")
PROPOSED = "企画にしました：{}"


@dataclass(frozen=True)
class WishFacts:
    """Who wants it: a consultation, or what somebody said to a member of staff."""

    consultation: Consultation | None = None
    name: str = ""
    contact: str = ""
    text: str = ""

    @property
    def is_somebodys(self) -> bool:
        """Whether there is anybody behind it at all."""
        return self.consultation is not None or bool(self.name.strip() or self.text.strip())


@transaction.atomic
def propose(
    *, by: Acting, at: datetime, title: str, coordinator_id: int, next_step: str, next_date: date | None,
    wish: WishFacts | None = None, agreed: Agreed | None = None, **fields: Any,
) -> Proposal:  # fmt: skip
    """A new proposal, held by the organisation of whoever writes it. RuleBroken with reasons.

    A consultation keeps its own course; its story says that a proposal came of it.
    """
    _only(fields)
    on = timezone.localdate(at)
    holder_id = by.organization_id
    if holder_id is None:
        raise RuleBroken(["担当の団体が わかりません"])
    wish = wish or WishFacts()
    offered = queries.coordinators(holder_id, on=on)
    reasons = rules.why_not_propose(title, next_step, next_date, coordinator=coordinator_id, offered=offered, on=on)
    if agreed:
        reasons += rules.why_not_agree(agreed, is_somebodys=wish.is_somebodys)
    if reasons:
        raise RuleBroken(reasons)
    circle = circles.open_circle(organization_id=holder_id, basis=Basis.RECEIVED, by=by, at=at)
    proposal = Proposal.objects.create(
        circle=circle, holder_id=holder_id, title=title.strip(), coordinator_id=coordinator_id, next_step=next_step.strip(),
        next_date=next_date, proposed_on=on, agreed_on=on if agreed else None, agreed_how=agreed or "", **fields,
    )  # fmt: skip
    leave_turn(proposal, by=by, at=at, note="企画にしました")
    audit.record("startups.proposed", by=by, subject=("proposal", proposal.pk), circle_id=circle.pk)
    if wish.is_somebodys:
        _wish(proposal, wish, by=by, at=at)
    return proposal


@transaction.atomic
def add_wish(pk: int, *, by: Acting, at: datetime, wish: WishFacts) -> None:
    """Somebody else wants the same. RuleBroken with reasons."""
    proposal = kept(pk, by=by)
    if not wish.is_somebodys:
        raise RuleBroken(["名前か ことばを 書いてください"])
    _wish(proposal, wish, by=by, at=at)
    audit.record("startups.wish_added", by=by, subject=("proposal", pk), circle_id=proposal.circle_id)


def _wish(proposal: Proposal, wish: WishFacts, *, by: Acting, at: datetime) -> None:
    circle_id = proposal.circle_id
    if wish.consultation is not None:
        if Wish.objects.filter(proposal=proposal, consultation=wish.consultation).exists():
            raise RuleBroken(["この相談は、もう この企画に 結びついています"])
        entry = intake.Entry(kind=RecordKind.DECISION, text=PROPOSED.format(proposal.title), at=at)
        step = wish.consultation.next_step or "企画のようすを 伝える"
        written = intake.record(
            wish.consultation, by=by, entry=entry, at=at, next_step=step, next_date=wish.consultation.next_date
        )
        circle_id = written.circle_id
    Wish.objects.create(
        proposal=proposal, circle_id=circle_id, consultation=wish.consultation, name=wish.name.strip(),
        contact=wish.contact.strip(), text=wish.text.strip(), at=at,
    )  # fmt: skip


@transaction.atomic
def change_proposal(
    pk: int, *, by: Acting, at: datetime, seen_version: int, agreed: Agreed | None = None, **fields: Any
) -> Proposal:
    """Change what is said of a proposal; other words than those that were agreed are not shown until they are agreed too.

    StaleEdit with both texts when somebody else changed it meanwhile.
    """
    _only(fields)
    now, on = kept(pk, by=by), timezone.localdate(at)
    coordinator = fields.get("coordinator_id", now.coordinator_id)
    offered = {*queries.coordinators(now.holder_id, on=on), now.coordinator_id}
    reasons = rules.why_not_propose(
        fields.get("title", now.title), fields.get("next_step", now.next_step), fields.get("next_date", now.next_date),
        coordinator=coordinator, offered=offered, on=on,
    )  # fmt: skip
    if agreed:
        reasons += rules.why_not_agree(agreed, is_somebodys=queries.is_somebodys(pk))
    if reasons:
        raise RuleBroken(reasons)
    said_otherwise = any(name in fields and fields[name] != getattr(now, name) for name in SHOWN)
    proposal = changed(Proposal.objects.all(), pk, seen_version=seen_version, fields=fields)
    if agreed or said_otherwise:
        _agreed(proposal, on if agreed else None, agreed, open_on=None if said_otherwise else proposal.open_on)
    audit.record(
        "startups.changed", by=by, subject=("proposal", pk), circle_id=proposal.circle_id, fields=sorted(fields)
    )
    return proposal


@transaction.atomic
def agree(pk: int, *, by: Acting, how: Agreed, on: date, everybody: bool = False) -> None:
    """Title and words may be shown to those who help beginnings; `everybody`: to all residents as well, on the open board.

    RuleBroken when somebody has to be asked first, or the words say where somebody lives or how to reach them.
    """
    proposal = kept(pk, by=by)
    reasons = rules.why_not_agree(how, is_somebodys=queries.is_somebodys(pk))
    if everybody:
        reasons += rules.why_not_open(proposal.title, proposal.what)
    if reasons:
        raise RuleBroken(reasons)
    _agreed(proposal, on, how, open_on=on if everybody else proposal.open_on)
    audit.record(
        "startups.opened" if everybody else "startups.agreed", by=by, subject=("proposal", pk), circle_id=proposal.circle_id,
        how=str(how),
    )  # fmt: skip


@transaction.atomic
def close_to_residents(pk: int, *, by: Acting) -> None:
    """From the next request on no resident reads it; those who help beginnings still do."""
    proposal = kept(pk, by=by)
    proposal.open_on = None
    proposal.save(update_fields=["open_on"])
    audit.record("startups.closed", by=by, subject=("proposal", pk), circle_id=proposal.circle_id)


@transaction.atomic
def withdraw_agreement(pk: int, *, by: Acting) -> None:
    """From the next request on nobody outside the circle sees it; no reason is asked."""
    proposal = kept(pk, by=by)
    _agreed(proposal, None, None)
    audit.record("startups.agreement_withdrawn", by=by, subject=("proposal", pk), circle_id=proposal.circle_id)


def _agreed(proposal: Proposal, on: date | None, how: Agreed | None, *, open_on: date | None = None) -> None:
    proposal.agreed_on, proposal.agreed_how, proposal.open_on = on, how or "", open_on if on else None
    proposal.save(update_fields=["agreed_on", "agreed_how", "open_on"])


@transaction.atomic
def move(
    pk: int, *, by: Acting, at: datetime, to: ProposalState, reason: str = "", next_step: str = "",
    next_date: date | None = None,
) -> Proposal:  # fmt: skip
    """思いつき→準備中→始まった→続いている, お休み, やめた. What is open keeps a next step and its day. RuleBroken with reasons."""
    proposal, on = kept(pk, by=by), timezone.localdate(at)
    asked = rules.Move(
        ProposalState(proposal.state), to, reason, next_step, next_date, proposal.started_on is not None, queries.readiness_of(pk)
    )  # fmt: skip
    if reasons := rules.why_not_move(asked, on=on):
        raise RuleBroken(reasons)
    proposal.state, proposal.reason, proposal.version = to, reason.strip(), proposal.version + 1
    proposal.next_step, proposal.next_date = next_step.strip(), next_date
    if to is ProposalState.STOPPED:
        proposal.next_step, proposal.next_date = "", None
    if to is ProposalState.STARTED:
        proposal.started_on = proposal.started_on or on
    if to is ProposalState.GOING:
        proposal.confirmed_on = on
    proposal.asked_on = None
    proposal.save()
    leave_turn(proposal, by=by, at=at, note=reason.strip())
    audit.record("startups.moved", by=by, subject=("proposal", pk), circle_id=proposal.circle_id, to=str(to))
    return proposal


def leave_turn(proposal: Proposal, *, by: Acting, at: datetime, note: str) -> None:
    """One line of the story."""
    ProposalTurn.objects.create(
        proposal=proposal, circle_id=proposal.circle_id, to_state=proposal.state, note=note[:200], by=by.user, at=at
    )


def kept(pk: int, *, by: Acting) -> Proposal:
    """The proposal, locked, for somebody of the organisation that looks after it; RuleBroken for others."""
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=pk)
    if by.user is not None and (reasons := rules.why_not_keep(proposal.holder_id, by.organizations)):
        raise RuleBroken(reasons)
    return proposal


def _only(fields: dict[str, Any]) -> None:
    if unknown := set(fields) - CHANGEABLE:
        raise ValueError(f"not changeable here: {sorted(unknown)}")
