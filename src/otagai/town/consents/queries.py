"""What somebody agreed to, and what may therefore be passed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Permission
from otagai.base.disclosure.words import Item
from otagai.town.consents import rules
from otagai.town.consents.models import Consent, ConsentQuerySet
from otagai.town.consents.words import ConsentGiver, ConsentMethod


@dataclass(frozen=True)
class ConsentLine:
    """One consent in a list: to whom, for what, which items, how, until when, and whether it holds on the day."""

    pk: int
    recipient_id: int
    recipient: str
    purpose: str
    items: tuple[Item, ...]
    method: ConsentMethod
    giver: ConsentGiver
    given_at: datetime
    valid_until: date | None
    withdrawn_at: datetime | None
    in_force: bool
    ask_again: bool


def consent_for(acting: Acting, pk: int) -> Consent:
    """The door to one consent; 404 for whoever does not stand in its circle."""
    consent = Consent.objects.filter(pk=pk).first() if acting.may(Permission.READ_CONSULTATION) else None
    if consent is None:
        raise Http404
    return consent


def consent_in_force(
    *, recipient_id: int, on: date, person_id: int | None = None, subject: tuple[str, int] | None = None
) -> Consent | None:
    """The newest consent of the person, or about the subject, to the recipient that holds on the day; one query."""
    rows = _about(person_id, subject).in_force(on).filter(recipient_id=recipient_id, given_at__lt=_next_midnight(on))
    return rows.order_by("-given_at", "-pk").first()


def items_allowed(
    *, recipient_id: int, on: date, person_id: int | None = None, subject: tuple[str, int] | None = None
) -> frozenset[Item]:
    """What may be passed on to the recipient on the day, from all consents together; one query."""
    rows = _about(person_id, subject).filter(recipient_id=recipient_id)
    return rules.items_allowed([given_of(row) for row in rows], recipient_id, on)


def consents_of(*, on: date, person_id: int | None = None, subject: tuple[str, int] | None = None) -> list[ConsentLine]:
    """Every consent of the person or about the subject, newest first; one query."""
    rows = _about(person_id, subject).select_related("recipient").order_by("-given_at", "-pk")
    return [_line(row, on) for row in rows]


def given_of(consent: Consent) -> rules.Given:
    """The consent as the rules want it. Items that are no words any longer allow nothing."""
    known = {item.value for item in Item}
    items = frozenset(Item(code) for code in consent.items if code in known)
    return rules.Given(
        consent.recipient_id, consent.purpose, items, timezone.localdate(consent.given_at), consent.valid_until,
        consent.withdrawn_at is not None,
    )  # fmt: skip


def _about(person_id: int | None, subject: tuple[str, int] | None) -> ConsentQuerySet:
    """Consents of a person, about a subject, or both; those of nobody are none."""
    chosen = Q(person_id=person_id) if person_id is not None else Q(pk__in=[])
    if subject is not None:
        chosen |= Q(subject=subject[0], subject_id=subject[1])
    return Consent.objects.filter(chosen)


def _next_midnight(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on + timedelta(days=1), time()))


def _line(row: Consent, on: date) -> ConsentLine:
    given = given_of(row)
    in_force = rules.is_in_force(given, on)
    return ConsentLine(
        row.pk, row.recipient_id, row.recipient.name, row.purpose, tuple(item for item in Item if item in given.items),
        ConsentMethod(row.method), ConsentGiver(row.giver), row.given_at, row.valid_until, row.withdrawn_at, in_force,
        in_force and rules.needs_asking_again(ConsentGiver(row.giver)),
    )  # fmt: skip
