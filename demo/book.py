"""帳簿: a year of history written at once — the same rows that the actions of the house would have left, one by one.

Each verb here mirrors an action of welcome.intake or welcome.referrals; `tests/test_book.py` tells one story both ways and
compares what is left.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.utils.timezone import localdate

from demo.people import Registry
from demo.rows import Rows
from otagai.base.accounts.acting import Acting
from otagai.base.audit.models import Deed, Reading
from otagai.base.audit.words import Purpose
from otagai.base.circles.models import Circle, Membership
from otagai.base.circles.words import Basis
from otagai.base.municipality.words import Unit
from otagai.kernel.working_days import add_working_days
from otagai.town.people.models import Person
from otagai.welcome.intake import rules
from otagai.welcome.intake.actions import Arrival
from otagai.welcome.intake.actions.arrival import known
from otagai.welcome.intake.models import Consultation, ConsultationPerson, Folder, Record, Step, Voice
from otagai.welcome.intake.words import Door, Method, Outcome, RecordKind, State, Timer, Urgency
from otagai.welcome.letterbox.models import Letter, Slip
from otagai.welcome.letterbox.words import LetterKind
from otagai.welcome.referrals.letter import dated
from otagai.welcome.referrals.models import Referral

add_working_days_once = lru_cache(maxsize=4096)(add_working_days)


def due(timer: Timer, *, at: datetime) -> date:
    """Until when, by the default deadlines."""
    amount, unit = rules.DEFAULT_DEADLINES[timer]
    if unit is Unit.WORKING_DAYS:
        return add_working_days_once(at.date(), amount)
    return at.date() + timedelta(days=amount if unit is Unit.DAYS else 0)


@dataclass
class Told:
    """A consultation while its story is told."""

    consultation: Consultation
    slip: Slip | None = None
    folders: dict[int, int] = field(default_factory=dict)
    person: Person | None = None
    voice: Voice | None = None
    referrals: list[Referral] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)


class Book:
    """Writes rows as the actions would."""

    def __init__(self, rows: Rows, registry: Registry, *, front_id: int, seal: Any) -> None:
        self.rows, self.registry, self.front_id, self.seal = rows, registry, front_id, seal
        self.members: dict[tuple[int, int, str], Membership] = registry.members

    def arrive(
        self, arrival: Arrival, *, by: Acting, at: datetime, receipt_number: str, received: bool = False
    ) -> Told:
        """intake.arrive, and the letterbox before it when it came by card or web."""
        holder_id = by.organizations[0] if by.organizations else self.front_id
        first = Timer.FIRST_CONTACT if received else Timer.ACKNOWLEDGE
        consultation = self.rows.add(
            Consultation(
                receipt_number=receipt_number, circle_id=self.open_circle(holder_id, by, at), kind=arrival.kind,
                door=arrival.door, urgency=arrival.urgency, state=State.RECEIVED if received else State.ARRIVED,
                headline=(arrival.headline or rules.headline_of(arrival.text))[:120], themes=list(arrival.themes),
                about=arrival.about, knows=arrival.knows, area_id=arrival.area_id, holder_id=holder_id,
                held_by=by.user if received else None, next_step=first.label, origin=arrival.origin,
                next_date=at.date() if arrival.urgency == Urgency.TODAY else due(first, at=at),
                origin_window_id=arrival.origin_window_id, origin_organization_id=arrival.origin_organization_id,
                reply_by=arrival.reply_by, origin_declined=not arrival.wants_answer, arrived_at=at,
                received_at=at if received else None, updated_at=at,
            )
        )  # fmt: skip
        told = Told(consultation)
        folder = self.folder(told, holder_id, by, at)
        told.voice = self.rows.add(
            Voice(consultation=consultation, circle_id=folder, text=arrival.text, **known(arrival.voice))
        )
        self.step(told, verb="received" if received else "arrived", by=by, at=at, before=None)
        if arrival.door in (Door.CARD, Door.WEB):
            self.letter(told, arrival, at)
        return told

    def letter(self, told: Told, arrival: Arrival, at: datetime) -> None:
        """The opened letter and the slip that came with it."""
        kind = LetterKind.CARD if arrival.door is Door.CARD else LetterKind.FORM
        number, window_id = told.consultation.receipt_number, arrival.origin_window_id
        sealed, submission = self.seal(number, arrival.text)
        self.rows.add(
            Letter(
                receipt_number=number, submission=submission, kind=kind, window_id=window_id, sealed=sealed, arrived_at=at,
                opened_at=at + timedelta(minutes=1),
            )
        )  # fmt: skip
        told.slip = self.rows.add(Slip(receipt_number=number, window_id=window_id, created_at=at, updated_at=at))

    def open_circle(self, organization_id: int, by: Acting, at: datetime) -> int:
        """circles.open_circle."""
        circle = self.rows.add(Circle(opened_at=at))
        self.join(circle.pk, organization_id, Basis.RECEIVED, by, at)
        return circle.pk

    def join(
        self, circle_id: int, organization_id: int, basis: Basis, by: Acting, at: datetime, *, through: str = ""
    ) -> None:
        """circles.join."""
        if (circle_id, organization_id, through) in self.members:
            return
        self.members[circle_id, organization_id, through] = self.rows.add(
            Membership(circle_id=circle_id, organization_id=organization_id, basis=basis, since=at, through=through)
        )
        self.deed("circles.joined", by, ("circle", circle_id), circle_id, at, organization=organization_id)

    def folder(self, told: Told, organization_id: int, by: Acting, at: datetime) -> int:
        """The circle of the organisation's own folder, opened when first needed."""
        if organization_id not in told.folders:
            circle_id = self.open_circle(organization_id, by, at)
            self.rows.add(
                Folder(
                    consultation=told.consultation, organization_id=organization_id, circle_id=circle_id, opened_at=at
                )
            )
            told.folders[organization_id] = circle_id
        return told.folders[organization_id]

    def deed(self, verb: str, by: Acting, subject: tuple[str, int], circle_id: int, at: datetime, **facts: Any) -> None:
        """audit.record."""
        self.rows.add(
            Deed(
                at=at, verb=verb, subject=subject[0], subject_id=subject[1], circle_id=circle_id,
                user_id=by.user.pk if by.user else None, actor="" if by.user else by.name, facts=facts,
            )
        )  # fmt: skip

    def step(self, told: Told, *, verb: str, by: Acting, at: datetime, before: State | None, note: str = "") -> None:
        """intake.leave_step."""
        one = told.consultation
        self.rows.add(
            Step(
                consultation=one, circle_id=one.circle_id, verb=verb, from_state=before or "", to_state=one.state,
                holder_id=one.holder_id, next_date=one.next_date, note=note[:200], by=by.user, at=at,
            )
        )  # fmt: skip
        self.deed(f"intake.{verb}", by, ("consultation", one.pk), one.circle_id, at, state=str(one.state))

    def advance(
        self,
        told: Told,
        *,
        verb: str,
        by: Acting,
        at: datetime,
        to: State | None = None,
        note: str = "",
        **changes: Any,
    ) -> None:
        """intake.advance."""
        one = told.consultation
        before = State(one.state)
        reasons = rules.why_not_verb(verb, before)
        if to is not None and to != before:
            reasons = reasons or rules.why_not_move(before, to)
        if reasons:
            raise ValueError(f"{one.receipt_number} {one.headline} {verb}: {reasons}")
        for name, value in {**changes, "state": to or before, "updated_at": at, "version": one.version + 1}.items():
            setattr(one, name, value)
        self.step(told, verb=verb, by=by, at=at, before=before, note=note)
        if told.slip is not None and to is not None and to != before:
            told.slip.safe_state, told.slip.updated_at = rules.SAFE[to], at

    def receive(self, told: Told, *, by: Acting, at: datetime) -> None:
        """intake.receive."""
        self.advance(
            told, verb="received", by=by, at=at, to=State.RECEIVED, received_at=at, held_by=by.user, next_step=Timer.FIRST_CONTACT.label,
            next_date=localdate(at) if told.consultation.urgency == Urgency.TODAY else due(Timer.FIRST_CONTACT, at=at),
        )  # fmt: skip

    def record(
        self, told: Told, *, by: Acting, at: datetime, kind: RecordKind, text: str, method: Method | None = None,
        with_whom: str = "", minutes: int | None = None, next_step: str = "次の一歩", next_date: date | None = None,
    ) -> None:  # fmt: skip
        """intake.record."""
        one, organization_id = told.consultation, by.organizations[0]
        self.rows.add(
            Record(
                consultation=one, circle_id=self.folder(told, organization_id, by, at), organization_id=organization_id,
                by=by.user, kind=kind, method=method or "", with_whom=with_whom, text=text, minutes=minutes, at=at,
                written_at=at,
            )
        )  # fmt: skip
        self.read_page(told, by, at)
        if kind in (RecordKind.CONTACT, RecordKind.NO_ANSWER):
            told.entries.append(dated(at, text))
        changes: dict[str, Any] = {}
        if one.ended_at is None:
            changes = {"next_step": next_step, "next_date": next_date or due(Timer.NEXT_STEP, at=at)}
        if kind == RecordKind.CONTACT and one.first_contact_at is None:
            changes["first_contact_at"] = at
        self.advance(told, verb="recorded", by=by, at=at, **changes)

    def read_page(self, told: Told, by: Acting, at: datetime) -> None:
        """Whoever writes a record has read the page just before: the access log knows (audit.read)."""
        one, user = told.consultation, by.user
        if user is None:
            return
        pages = [("consultation", one.pk, one.circle_id, "desk:consultation")]
        if told.person is not None:
            pages.append(("person", told.person.pk, told.person.circle_id, "desk:person"))
        for subject, number, circle_id, page in pages:
            self.rows.add(
                Reading(
                    at=at - timedelta(minutes=3), user_id=user.pk, organization_id=by.organization_id, subject=subject,
                    subject_id=number, circle_id=circle_id, purpose=Purpose.CASEWORK, page=page,
                )
            )  # fmt: skip

    def link_person(self, told: Told, *, by: Acting, person: Person, reason: str, at: datetime) -> None:
        """intake.link_person."""
        self.rows.add(
            ConsultationPerson(
                consultation=told.consultation,
                circle_id=person.circle_id,
                person=person,
                reason=reason,
                by=by.user,
                since=at,
            )
        )
        told.person = person
        self.advance(told, verb="person_linked", by=by, at=at)

    def support(self, told: Told, *, by: Acting, next_step: str, next_date: date, at: datetime) -> None:
        """intake.support."""
        self.advance(
            told, verb="supported", by=by, at=at, to=State.SUPPORTING, next_step=next_step, next_date=next_date
        )

    def watch(self, told: Told, *, by: Acting, next_date: date, at: datetime) -> None:
        """intake.watch."""
        until = min(next_date, due(Timer.WATCHING_CHECK, at=at))
        self.advance(
            told, verb="watched", by=by, at=at, to=State.WATCHING, next_step=Timer.WATCHING_CHECK.label, next_date=until
        )

    def answer(self, told: Told, *, by: Acting, text: str, method: Method, at: datetime) -> None:
        """intake.answer_window for cards of a window, else intake.answer_origin."""
        one = told.consultation
        window = one.origin_window_id is not None
        if window and told.slip is not None:
            told.slip.word_to_window, told.slip.updated_at = text[:200], at
        self.record(
            told, by=by, at=at, kind=RecordKind.ANSWER, text=text, method=None if window else method,
            with_whom="福祉相談窓口" if window else "相談した方", next_step=one.next_step, next_date=one.next_date,
        )  # fmt: skip
        self.advance(told, verb="answered", by=by, at=at, told_origin_at=at)

    def decline(self, told: Told, *, by: Acting, reason: str, at: datetime) -> None:
        """intake.decline_answer."""
        one = told.consultation
        self.record(
            told, by=by, at=at, kind=RecordKind.DECISION, text=f"お知らせ不要：{reason}", next_step=one.next_step,
            next_date=one.next_date,
        )  # fmt: skip
        self.advance(told, verb="answer_declined", by=by, at=at, origin_declined=True)

    def end(self, told: Told, *, by: Acting, outcome: Outcome, note: str, at: datetime) -> None:
        """intake.end."""
        one = told.consultation
        self.record(
            told, by=by, at=at, kind=RecordKind.DECISION, text=note, next_step=one.next_step, next_date=one.next_date
        )
        self.advance(
            told, verb="ended", by=by, at=at, to=State.ENDED, ended_at=at, outcome=outcome, next_step="",
            at_coordinator_since=None,
        )  # fmt: skip

    def reopen(self, told: Told, *, by: Acting, reason: str, at: datetime) -> None:
        """intake.reopen."""
        self.advance(
            told, verb="reopened", by=by, at=at, to=State.RECEIVED, note=reason, ended_at=None, outcome="",
            told_origin_at=None, next_step=Timer.FIRST_CONTACT.label, next_date=due(Timer.FIRST_CONTACT, at=at),
        )  # fmt: skip
