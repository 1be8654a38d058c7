"""Writing, sending, holding and taking back the baton: verbs of the giver."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.circles import actions as circles
from otagai.base.circles.words import Basis
from otagai.base.disclosure import actions as disclosure
from otagai.base.disclosure.words import Item, LegalBasis, Means
from otagai.base.safekeeping.errors import RuleBroken
from otagai.town.consents.models import Consent
from otagai.town.consents.queries import given_of
from otagai.town.consents.rules import items_allowed
from otagai.welcome.intake import actions as intake
from otagai.welcome.intake.models import Consultation
from otagai.welcome.intake.words import State, Timer
from otagai.welcome.referrals import rules
from otagai.welcome.referrals.actions.advance import advance, due, leave_step, let_go, let_in, locked, sides_of, tell
from otagai.welcome.referrals.letter import letter_of
from otagai.welcome.referrals.models import Referral
from otagai.welcome.referrals.words import ReferralState as S

ONLY_THE_HOLDER = "いま担当している団体の人だけが つなげます"
NAMED_ONLY = "この相談は「名前をあげた人だけ」が見られます。つなぐときは、先に「だれが見られるか」で 団体のみんなに もどしてください"


@dataclass(frozen=True)
class Draft:
    """What the giver chose: to whom, why, which items, on which basis, and the one line that the taker will read."""

    receiver_id: int
    reason: str
    basis: LegalBasis | None
    basis_note: str = ""
    items: frozenset[Item] = field(default_factory=lambda: frozenset({Item.GIST, Item.THEMES}))
    consent: Consent | None = None
    headline: str = ""


@transaction.atomic
def draft(consultation: Consultation, *, by: Acting, draft: Draft, at: datetime) -> Referral:
    """下書き: nobody but the giver sees it yet."""
    sender_id = consultation.holder_id
    if sender_id not in by.organizations:
        raise RuleBroken([ONLY_THE_HOLDER])
    if consultation.circle.named_only:
        raise RuleBroken([NAMED_ONLY])
    if reasons := rules.why_not_send(sending_of(consultation, draft, on=timezone.localdate(at))):
        raise RuleBroken(reasons)
    circle = circles.open_circle(
        organization_id=sender_id, basis=Basis.RECEIVED, by=by, at=at, like=consultation.circle_id
    )
    referral = Referral.objects.create(
        consultation=consultation, circle=circle, sender_id=sender_id, receiver_id=draft.receiver_id,
        reason=draft.reason, basis=draft.basis or "", basis_note=draft.basis_note, consent=draft.consent,
        items=sorted(draft.items), letter=letter_of(consultation, draft.items, headline=draft.headline),
        headline=draft.headline, drafted_by=by.user, drafted_at=at,
    )  # fmt: skip
    leave_step(referral, before=None, by=by, at=at)
    return referral


def is_waiting(consultation: Consultation) -> bool:
    """Whether another baton of this consultation waits for an answer."""
    return Referral.objects.waiting().filter(consultation=consultation).exists()


def sending_of(consultation: Consultation, draft: Draft, *, on: date) -> rules.Sending:
    """The facts that the rule of sending asks for on the day; a consent that ran out or was withdrawn counts as none."""
    given = [given_of(draft.consent)] if draft.consent else []
    items = items_allowed(given, draft.receiver_id, on) or None
    voice = getattr(consultation, "voice", None)
    return rules.Sending(
        sender_id=consultation.holder_id, receiver_id=draft.receiver_id, reason=draft.reason, basis=draft.basis,
        basis_note=draft.basis_note, items=draft.items, consented_items=items,
        another_is_waiting=is_waiting(consultation), headline=draft.headline, said=voice.text if voice else "",
    )  # fmt: skip


@transaction.atomic
def send(referral: Referral, *, by: Acting, at: datetime) -> Referral:
    """送る: the letter leaves through the one gate; the giver keeps the baton until it is taken."""
    now = locked(referral, S.SENT, by=by)
    consultation = (
        Consultation.objects.select_for_update(of=("self",)).select_related("circle").get(pk=now.consultation_id)
    )
    if now.sender_id != consultation.holder_id or now.sender_id not in by.organizations:
        raise RuleBroken([ONLY_THE_HOLDER])
    if consultation.circle.named_only:
        raise RuleBroken([NAMED_ONLY])
    chosen = Draft(
        now.receiver_id, now.reason, LegalBasis(now.basis), now.basis_note, frozenset(map(Item, now.items)), now.consent,
        now.headline,
    )  # fmt: skip
    if reasons := rules.why_not_send(sending_of(consultation, chosen, on=timezone.localdate(at))):
        raise RuleBroken(reasons)
    disclosure.disclose(
        by=by, circle_id=now.circle_id, subject=("referral", now.pk), recipient_id=now.receiver_id,
        recipient_name=now.receiver.name, basis=LegalBasis(now.basis), reason=now.basis_note, purpose=now.reason[:200],
        items=[Item(code) for code in now.items], means=Means.LETTER, consent=now.consent, at=at,
    )  # fmt: skip
    let_in(now, by=by, at=at)
    until = due(Timer.REFERRAL_ANSWER, consultation, at=at)
    letter = letter_of(consultation, chosen.items, headline=now.headline)
    advance(now, to=S.SENT, by=by, at=at, letter=letter, sent_at=at, due_on=until)
    intake.pass_baton(
        consultation, verb="sent", to=State.REFERRING, by=by, at=at, next_step="つなぎの返事を待つ", next_date=until,
        note=f"{now.receiver.name} へ", headline=now.headline,
    )  # fmt: skip
    tell(now, now.receiver_id, text="つなぎが届きました", key="sent", by=by)
    return now


@transaction.atomic
def take_back(referral: Referral, *, by: Acting, reason: str, at: datetime) -> Referral:
    """取り戻す: the giver takes a letter back before it was answered; the taker sees nothing of it from then on."""
    now = locked(referral, S.TAKEN_BACK, by=by)
    was_sent = now.state in rules.WAITING
    tell(now, now.receiver_id, text="つなぎが取り戻されました", key="taken_back", by=by) if was_sent else None
    advance(now, to=S.TAKEN_BACK, by=by, at=at, note=reason)
    if was_sent:
        intake.pass_baton(
            now.consultation, verb="taken_back", to=State.RECEIVED, by=by, at=at, next_step="つなぎ先を考えなおす",
            next_date=due(Timer.FIRST_CONTACT, now.consultation, at=at), note=reason,
        )  # fmt: skip
        let_go(now, by=by, at=at)
    return now


@transaction.atomic
def reroute(referral: Referral, *, by: Acting, draft_again: Draft, at: datetime) -> Referral:
    """送り先を変える: take it back and write it anew to somebody else."""
    taken = take_back(referral, by=by, reason="送り先を変えるため", at=at)
    return draft(taken.consultation, by=by, draft=draft_again, at=at)


@transaction.atomic
def put_on_hold(referral: Referral, *, by: Acting, until: date, reason: str, at: datetime) -> Referral:
    """待ち: an answer will come later, on a date that everybody sees; the deadline moves there."""
    now = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    ahead = until > timezone.localdate(at)
    if reasons := rules.why_not_wait(S(now.state), **sides_of(now, by), is_ahead=ahead, reason=reason):
        raise RuleBroken(reasons)
    advance(now, to=S(now.state), by=by, at=at, on_hold_until=until, due_on=until, note=reason)
    intake.pass_baton(
        now.consultation, verb="put_on_hold", to=State.REFERRING, by=by, at=at, next_step="つなぎの返事を待つ",
        next_date=until, note=reason,
    )  # fmt: skip
    return now
