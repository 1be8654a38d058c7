"""The same verbs as `batons.Batons`, done by the real actions: the last weeks of the sample town are alive."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from otagai.base.accounts.acting import WORKER, Acting
from otagai.base.circles.middleware import scope_for
from otagai.base.circles.scope import Scope, Zone, acting_in
from otagai.base.disclosure.words import Item, LegalBasis
from otagai.town.consents import actions as consents
from otagai.town.consents.words import ConsentMethod
from otagai.town.organizations.models import Organization
from otagai.town.people.models import Person
from otagai.welcome.intake import actions as intake
from otagai.welcome.intake.actions.arrival import open_letter
from otagai.welcome.intake.models import Consultation
from otagai.welcome.intake.rules import Closing
from otagai.welcome.intake.words import Door, Method, Outcome, RecordKind, ReplyBy
from otagai.welcome.letterbox import actions as letterbox
from otagai.welcome.letterbox.models import Letter
from otagai.welcome.letterbox.words import LetterKind
from otagai.welcome.referrals import actions as referrals
from otagai.welcome.referrals.models import Referral
from otagai.welcome.referrals.words import HandBackReason

PURPOSE = "相談をつなぐため"


@dataclass
class Live:
    """A consultation whose story is being told by the actions themselves."""

    pk: int
    person: Person | None = None
    passphrase: str = ""

    @property
    def consultation(self) -> Consultation:
        """As it is now."""
        return Consultation.objects.get(pk=self.pk)

    @property
    def baton(self) -> Referral:
        """The baton handed on last."""
        return Referral.objects.filter(consultation_id=self.pk).order_by("-pk")[0]


@contextmanager
def as_(by: Acting) -> Iterator[None]:
    """A transaction in which this person acts; the worker acts in the worker's zone."""
    with acting_in(scope_for(by) if by.user else Scope(zone=Zone.WORKER)):
        yield


class Actors:
    """Tells stories by the actions of the house."""

    def __init__(self, *, seed: int) -> None:
        self.seed = seed

    def arrive(
        self, arrival: intake.Arrival, *, by: Acting, at: datetime, receipt_number: str, received: bool = False
    ) -> Live:
        """Through the letterbox for cards and the web, else written down by whoever listens. The number is given by the house."""
        if arrival.door in (Door.CARD, Door.WEB):
            return self.post(arrival, at=at, name=receipt_number)
        with as_(by):
            return Live(intake.arrive(arrival, by=by, at=at, received=received).pk)

    def post(self, arrival: intake.Arrival, *, at: datetime, name: str) -> Live:
        """A sealed letter, opened by the worker a moment later."""
        kind = LetterKind.CARD if arrival.door is Door.CARD else LetterKind.FORM
        contents: dict[str, Any] = {
            "text": arrival.text, "kind": arrival.kind, "themes": list(arrival.themes), "about": arrival.about,
            "urgency": arrival.urgency, "knows": arrival.knows, "reply_by": arrival.reply_by,
            "wants_answer": arrival.wants_answer, **arrival.voice,
        }  # fmt: skip
        if kind is LetterKind.CARD:
            contents["writer"] = contents.pop("caller_name", "")
        with acting_in(Scope(zone=Zone.WORKER)):
            posted = letterbox.post(
                submission=uuid5(NAMESPACE_URL, f"mihon:{self.seed}:{name}"), kind=kind, window_id=arrival.origin_window_id,
                contents=contents, wants_number=arrival.reply_by is ReplyBy.NUMBER, at=at,
            )  # fmt: skip
            open_letter(Letter.objects.get(receipt_number=posted.receipt_number), by=WORKER, at=at)
            found = Consultation.objects.get(receipt_number=posted.receipt_number)
        return Live(found.pk, passphrase=posted.passphrase)

    def receive(self, told: Live, *, by: Acting, at: datetime) -> None:
        """受け止める."""
        with as_(by):
            intake.receive(told.consultation, by=by, at=at)

    def record(
        self, told: Live, *, by: Acting, at: datetime, kind: RecordKind, text: str, method: Method | None = None,
        with_whom: str = "", minutes: int | None = None, next_step: str = "次の一歩", next_date: date | None = None,
    ) -> None:  # fmt: skip
        """記録する."""
        entry = intake.Entry(kind=kind, text=text, at=at, method=method, with_whom=with_whom, minutes=minutes)
        with as_(by):
            intake.record(told.consultation, by=by, entry=entry, at=at, next_step=next_step, next_date=next_date)

    def link_person(self, told: Live, *, by: Acting, person: Person, reason: str, at: datetime) -> None:
        """だれのことか."""
        with as_(by):
            intake.link_person(told.consultation, by=by, person=person, reason=reason, at=at)
        told.person = person

    def support(self, told: Live, *, by: Acting, next_step: str, next_date: date, at: datetime) -> None:
        """支える."""
        with as_(by):
            intake.support(told.consultation, by=by, next_step=next_step, next_date=next_date, at=at)

    def watch(self, told: Live, *, by: Acting, next_date: date, at: datetime) -> None:
        """見守りへ."""
        with as_(by):
            intake.watch(told.consultation, by=by, next_date=next_date, at=at)

    def answer(self, told: Live, *, by: Acting, text: str, method: Method, at: datetime) -> None:
        """答えを返す."""
        one = told.consultation
        with as_(by):
            if one.origin_window_id:
                intake.answer_window(one, by=by, word=text, at=at)
            else:
                intake.answer_origin(one, by=by, text=text, method=Method.NUMBER if told.passphrase else method, at=at)

    def decline(self, told: Live, *, by: Acting, reason: str, at: datetime) -> None:
        """お知らせ不要."""
        with as_(by):
            intake.decline_answer(told.consultation, by=by, reason=reason, at=at)

    def end(self, told: Live, *, by: Acting, outcome: Outcome, note: str, at: datetime) -> None:
        """終える."""
        one = told.consultation
        closing = Closing(
            outcome, note, told_origin=one.told_origin_at is not None, origin_declined=one.origin_declined
        )
        with as_(by):
            referrals.finish(one, by=by, closing=closing, at=at)

    def reopen(self, told: Live, *, by: Acting, reason: str, at: datetime) -> None:
        """もう一度ひらく."""
        with as_(by):
            intake.reopen(told.consultation, by=by, reason=reason, at=at)

    def send(
        self, told: Live, *, by: Acting, to: Organization, reason: str, items: tuple[Item, ...], basis: LegalBasis, why: str,
        at: datetime, headline: str,
    ) -> None:  # fmt: skip
        """つなぐ: consent, draft, send."""
        one, person = told.consultation, told.person
        with as_(by):
            consent = None
            if basis is LegalBasis.CONSENT:
                about = (
                    consents.About(person.circle_id, person_id=person.pk)
                    if person
                    else consents.About(one.circle_id, subject="consultation", subject_id=one.pk)
                )
                consent = consents.give(
                    about, by=by, recipient_id=to.pk, purpose=PURPOSE, items=items, method=ConsentMethod.SPOKEN, at=at
                )
            draft = referrals.Draft(to.pk, reason, basis, why, frozenset(items), consent, headline)
            referrals.send(referrals.draft(one, by=by, draft=draft, at=at), by=by, at=at)

    def read(self, told: Live, *, by: Acting, at: datetime) -> None:
        """受け取る."""
        with as_(by):
            referrals.receive(told.baton, by=by, at=at)

    def take(self, told: Live, *, by: Acting, at: datetime, jointly: bool) -> None:
        """引受, or 一緒に対応."""
        with as_(by):
            (referrals.join if jointly else referrals.accept)(told.baton, by=by, at=at)

    def give_back(
        self, told: Live, *, by: Acting, reason: HandBackReason, note: str, suggestion: str, at: datetime
    ) -> None:
        """差戻し."""
        with as_(by):
            referrals.hand_back(told.baton, by=by, reason=reason, note=note, suggestion=suggestion, at=at)

    def take_back(self, told: Live, *, by: Acting, reason: str, at: datetime) -> None:
        """取り戻す."""
        with as_(by):
            referrals.take_back(told.baton, by=by, reason=reason, at=at)

    def hold(self, told: Live, *, by: Acting, until: date, reason: str, at: datetime) -> None:
        """待ち."""
        with as_(by):
            referrals.put_on_hold(told.baton, by=by, until=until, reason=reason, at=at)

    def contact(
        self, told: Live, *, by: Acting, at: datetime, text: str, method: Method, whom: str, minutes: int
    ) -> None:
        """最初の連絡."""
        entry = intake.Entry(kind=RecordKind.CONTACT, text=text, at=at, method=method, with_whom=whom, minutes=minutes)
        with as_(by):
            referrals.report_contact(told.baton, by=by, entry=entry, at=at)

    def report(self, told: Live, *, by: Acting, result: str, at: datetime) -> None:
        """結果を知らせる."""
        with as_(by):
            referrals.report_result(told.baton, by=by, result=result, at=at)

    def complete(self, told: Live, *, by: Acting, at: datetime) -> None:
        """完了."""
        with as_(by):
            referrals.complete_reported(told.consultation, by=by, at=at)
