"""帳簿のつなぎ: what the actions of referrals would have left, one baton after the other."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from demo.book import Book, Told, due
from otagai.base.accounts.acting import Acting
from otagai.base.circles.words import Basis
from otagai.base.disclosure.models import Disclosure
from otagai.base.disclosure.words import Item, LegalBasis, Means
from otagai.town.consents.models import Consent
from otagai.town.consents.words import ConsentGiver, ConsentMethod
from otagai.town.organizations.models import Organization
from otagai.town.people.models import Person
from otagai.welcome.intake.models import Consultation
from otagai.welcome.intake.words import Method, RecordKind, State, Timer, Urgency
from otagai.welcome.referrals import letter as letters
from otagai.welcome.referrals import rules
from otagai.welcome.referrals.models import Referral, ReferralStep
from otagai.welcome.referrals.words import HandBackReason
from otagai.welcome.referrals.words import ReferralState as S

PURPOSE = "相談をつなぐため"


def soon(timer: Timer, one: Consultation, *, at: datetime) -> date:
    """referrals.due."""
    return rules.until(due(timer, at=at), Urgency(one.urgency), today=at.date())


class Batons(Book):
    """The book with the batons that were handed on."""

    def send(
        self, told: Told, *, by: Acting, to: Organization, reason: str, items: tuple[Item, ...], basis: LegalBasis,
        why: str, at: datetime, headline: str,
    ) -> None:  # fmt: skip
        """referrals.draft and referrals.send."""
        one, sender_id = told.consultation, told.consultation.holder_id
        circle_id = self.open_circle(sender_id, by, at)
        consent = self.consent(told, to, items, by, at, circle_id) if basis is LegalBasis.CONSENT else None
        letter = self.letter_lines(told, items, headline)
        baton = self.rows.add(
            Referral(
                consultation=one, circle_id=circle_id, sender_id=sender_id, receiver=to, reason=reason, basis=basis,
                basis_note=why, consent=consent, items=sorted(items), letter=letter, headline=headline, drafted_by=by.user, drafted_at=at,
            )
        )  # fmt: skip
        told.referrals.append(baton)
        self.baton_step(baton, before=None, by=by, at=at)
        line = self.rows.add(
            Disclosure(
                circle_id=circle_id, at=at, subject="referral", subject_id=baton.pk, recipient=to, recipient_name=to.name,
                basis=basis, reason=why, purpose=reason[:200], items=[str(item) for item in sorted(items)], means=Means.LETTER,
                decided_by=by.user, consent_id=consent.pk if consent else None,
            )
        )  # fmt: skip
        self.deed(
            "disclosure.disclosed", by, ("referral", baton.pk), circle_id, at, recipient=to.pk, basis=str(basis),
            items=line.items, means=str(Means.LETTER),
        )  # fmt: skip
        for circle in self.circles_of(told, baton):
            self.join(circle, to.pk, Basis.REFERRED, by, at, through=f"referral:{baton.pk}")
        until = soon(Timer.REFERRAL_ANSWER, one, at=at)
        self.move(baton, S.SENT, by=by, at=at, sent_at=at, due_on=until)
        self.advance(
            told, verb="sent", by=by, at=at, to=State.REFERRING, note=f"{to.name} へ", next_step="つなぎの返事を待つ",
            next_date=until, headline=headline,
        )  # fmt: skip

    def consent(
        self, told: Told, to: Organization, items: tuple[Item, ...], by: Acting, at: datetime, circle_id: int
    ) -> Consent:
        """consents.give: who said yes to what, and how."""
        person = told.person
        return self.rows.add(
            Consent(
                circle_id=person.circle_id if person else told.consultation.circle_id, person=person, recipient=to,
                subject="" if person else "consultation", subject_id=None if person else told.consultation.pk,
                purpose=PURPOSE, items=[str(item) for item in sorted(items)], method=ConsentMethod.SPOKEN,
                giver=ConsentGiver.PERSON, given_at=at, recorded_by=by.user,
            )
        )  # fmt: skip

    def letter_lines(self, told: Told, items: tuple[Item, ...], headline: str) -> list[dict[str, str]]:
        """The lines of the letter, in the order of the items."""
        known = {item: value for item, value in self.values(told, told.person, headline).items() if value}
        return [
            {"item": item.value, "label": item.label, "value": known.get(item, "（聞いていません）")}
            for item in Item
            if item in items
        ]

    def values(self, told: Told, person: Person | None, headline: str) -> dict[Item, str]:
        """What the giver knows."""
        one, voice = told.consultation, told.voice
        contacts = self.registry.ways.get(person.pk, ()) if person else ()
        facts = letters.Known(one, person, voice, headline, contacts)
        asked = set(letters.VALUE) - {Item.RECORDS, Item.HOUSEHOLD}
        return {item: letters.VALUE[item](facts) for item in asked} | {
            Item.RECORDS: "\n".join(told.entries), Item.HOUSEHOLD: self.registry.homes.get(person.pk, "") if person else "",
        }  # fmt: skip

    def circles_of(self, told: Told, baton: Referral) -> list[int]:
        """The circles that the taker stands in because of the baton."""
        person = told.person if rules.shares_identity(baton.items) else None
        return [told.consultation.circle_id, *([person.circle_id] if person else []), baton.circle_id]

    def baton_step(self, baton: Referral, *, before: S | None, by: Acting, at: datetime, note: str = "") -> None:
        """referrals.leave_step."""
        self.rows.add(
            ReferralStep(
                referral=baton, circle_id=baton.circle_id, from_state=before or "", to_state=baton.state, note=note[:400],
                by=by.user, at=at,
            )
        )  # fmt: skip
        self.deed(f"referrals.{S(baton.state)}", by, ("referral", baton.pk), baton.circle_id, at)

    def move(self, baton: Referral, to: S, *, by: Acting, at: datetime, note: str = "", **changes: Any) -> None:
        """referrals.advance."""
        before = S(baton.state)
        for name, value in {**changes, "state": to, "version": baton.version + 1}.items():
            setattr(baton, name, value)
        self.baton_step(baton, before=before, by=by, at=at, note=note)

    def read(self, told: Told, *, by: Acting, at: datetime) -> None:
        """referrals.receive."""
        self.move(told.referrals[-1], S.RECEIVED, by=by, at=at, received_at=at)

    def take(self, told: Told, *, by: Acting, at: datetime, jointly: bool) -> None:
        """referrals.accept and referrals.join."""
        baton, one = told.referrals[-1], told.consultation
        for circle in self.circles_of(told, baton):
            standing = self.members[circle, baton.receiver_id, f"referral:{baton.pk}"]
            standing.basis = Basis.JOINED if jointly else Basis.ACCEPTED
            self.deed("circles.stands_on", by, ("circle", circle), circle, at, basis=standing.basis)
        self.move(
            baton,
            S.JOINED if jointly else S.ACCEPTED,
            by=by,
            at=at,
            answered_at=at,
            received_at=baton.received_at or at,
        )
        held = (
            {}
            if jointly or baton.receiver_id == one.holder_id
            else {"holder_id": baton.receiver_id, "held_by": by.user}
        )
        self.advance(
            told, verb="joined" if jointly else "accepted", by=by, at=at, to=State.SUPPORTING, note=baton.receiver.name,
            next_step="一緒に最初の連絡" if jointly else "最初の連絡", next_date=soon(Timer.REFERRAL_CONTACT, one, at=at), **held,
        )  # fmt: skip

    def give_back(
        self, told: Told, *, by: Acting, reason: HandBackReason, note: str, suggestion: str, at: datetime
    ) -> None:
        """referrals.hand_back."""
        baton, one = told.referrals[-1], told.consultation
        self.move(
            baton, S.HANDED_BACK, by=by, at=at, note=suggestion, answered_at=at, hand_back_reason=reason,
            hand_back_note=note, suggestion=suggestion,
        )  # fmt: skip
        changes: dict[str, Any] = {"hand_backs": one.hand_backs + 1}
        if one.hand_backs + 1 >= rules.COORDINATOR_AFTER_HAND_BACKS:
            changes["at_coordinator_since"] = at
        self.advance(
            told, verb="handed_back", by=by, at=at, to=State.RECEIVED, note=baton.receiver.name, next_step="つなぎ先を考えなおす",
            next_date=soon(Timer.FIRST_CONTACT, one, at=at), **changes,
        )  # fmt: skip
        self.let_go(told, baton, by, at)

    def let_go(self, told: Told, baton: Referral, by: Acting, at: datetime) -> None:
        """The taker leaves, where it stood on this baton alone."""
        for circle in self.circles_of(told, baton):
            self.members.pop((circle, baton.receiver_id, f"referral:{baton.pk}")).until = at
            self.deed("circles.left", by, ("circle", circle), circle, at, organization=baton.receiver_id)

    def take_back(self, told: Told, *, by: Acting, reason: str, at: datetime) -> None:
        """referrals.take_back."""
        baton = told.referrals[-1]
        self.move(baton, S.TAKEN_BACK, by=by, at=at, note=reason)
        self.advance(
            told, verb="taken_back", by=by, at=at, to=State.RECEIVED, note=reason, next_step="つなぎ先を考えなおす",
            next_date=soon(Timer.FIRST_CONTACT, told.consultation, at=at),
        )  # fmt: skip
        self.let_go(told, baton, by, at)

    def hold(self, told: Told, *, by: Acting, until: date, reason: str, at: datetime) -> None:
        """referrals.put_on_hold."""
        baton = told.referrals[-1]
        self.move(baton, S(baton.state), by=by, at=at, note=reason, on_hold_until=until, due_on=until)
        self.advance(
            told, verb="put_on_hold", by=by, at=at, note=reason, next_step="つなぎの返事を待つ", next_date=until
        )

    def contact(
        self, told: Told, *, by: Acting, at: datetime, text: str, method: Method, whom: str, minutes: int
    ) -> None:
        """referrals.report_contact."""
        self.record(
            told, by=by, at=at, kind=RecordKind.CONTACT, text=text, method=method, with_whom=whom, minutes=minutes,
            next_step="支援を進める",
        )  # fmt: skip
        self.move(told.referrals[-1], S.CONTACTED, by=by, at=at, first_contact_at=at)

    def report(self, told: Told, *, by: Acting, result: str, at: datetime) -> None:
        """referrals.report_result."""
        self.move(told.referrals[-1], S.REPORTED, by=by, at=at, result=result, reported_at=at)

    def complete(self, told: Told, *, by: Acting, at: datetime) -> None:
        """referrals.complete_reported."""
        for baton in told.referrals:
            if baton.state == S.REPORTED:
                self.move(baton, S.DONE, by=by, at=at, done_at=at)
