"""What anybody does without an account: signing up, and taking it back. Runs as the public role: it appends, it reads no name."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from otagai.base.safekeeping.actions import once
from otagai.base.safekeeping.errors import RuleBroken
from otagai.town.activities.queries import terms_of
from otagai.town.places.rules import why_not_phone
from otagai.welcome.letterbox import actions as letterbox
from otagai.welcome.letterbox import queries as letters
from otagai.welcome.letterbox import rules as sealed
from otagai.welcome.letterbox.actions import Posted
from otagai.welcome.letterbox.words import LetterKind
from otagai.welcome.signups import rules
from otagai.welcome.signups.models import SignUp, SignUpEnd
from otagai.welcome.signups.queries.lines import held_on, line_on
from otagai.welcome.signups.words import EndedBy

IN_LINE = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


@dataclass(frozen=True)
class Wish:
    """What somebody signs up for: a day of an activity, as a guest or for a task, for so many."""

    activity_id: int
    day: date
    slot_id: int | None = None
    seats: int = 1


@dataclass(frozen=True)
class Caller:
    """Who signs up: how they want to be called, and how they can be told."""

    name: str
    phone: str = ""
    mail: str = ""
    note: str = ""


@transaction.atomic
def sign_up(wish: Wish, caller: Caller, *, submission: uuid.UUID, at: datetime, address: str = "") -> Posted:
    """A place, or one in the waiting line; name and telephone are sealed. The same form sent again is the same sign-up.

    Raises RuleBroken with reasons, in a flood from one address, and while the town has no letterbox key.
    """
    contents = sealed.kept(
        {"name": caller.name, "phone": caller.phone, "mail": caller.mail, "note": caller.note,
         "activity": wish.activity_id, "day": wish.day.isoformat(), "slot": wish.slot_id, "seats": wish.seats}
    )  # fmt: skip
    key = sealed.once_key(submission, contents)
    passphrase = sealed.passphrase_of(settings.SECRET_KEY.encode(), key, submission)

    def create() -> str:
        if reasons := why_not(wish, caller, on=timezone.localdate(at)):
            raise RuleBroken(reasons)
        number = letters.next_receipt_number(timezone.localdate(at))
        if letterbox.put_in(number, key, kind=LetterKind.SIGN_UP, contents=contents, address=address, at=at):
            raise RuleBroken([sealed.TOO_OFTEN])  # a worry is only put aside; a seat would be taken from somebody
        letterbox.slip_with(number, passphrase, at=at)
        take_place(number, wish, at=at)
        return number

    return Posted(once(key, form="signups.sign_up", create=create), passphrase)


def why_not(wish: Wish, caller: Caller, *, on: date) -> list[str]:
    """Reasons why one cannot sign up like this; seven queries."""
    terms = terms_of(wish.activity_id)
    held = held_on(wish.activity_id, wish.day)
    is_open = terms is not None and held is not None and not held.called_off and terms.takes(wish.day, on=on)
    if terms is not None and wish.slot_id is None:
        is_open = is_open and terms.takes_guests
    elif terms is not None:
        is_open = is_open and any(slot.pk == wish.slot_id for slot in terms.open_slots)
    reasons = rules.why_not_sign_up(
        name=caller.name, phone=caller.phone, mail=caller.mail, seats=wish.seats,
        most=terms.most_together if terms else 1, is_open=is_open,
    )  # fmt: skip
    return reasons + why_not_phone(caller.phone)


def take_place(number: str, wish: Wish, *, at: datetime) -> SignUp:
    """Stand in line: one after the other, so that the last seat is given once."""
    with connection.cursor() as cursor:
        cursor.execute(IN_LINE, [f"sign up {wish.activity_id} {wish.day} {wish.slot_id}"])
    terms = terms_of(wish.activity_id)
    free = line_on(wish.activity_id, terms, (wish.day, wish.slot_id)).free if terms else None
    waits = free is not None and wish.seats > free
    return SignUp.objects.create(
        receipt_number=number, activity_id=wish.activity_id, day=wish.day, slot_id=wish.slot_id, seats=wish.seats,
        waited=waits, at=at,
    )  # fmt: skip


@transaction.atomic
def take_back(receipt_number: str, passphrase: str, *, at: datetime, address: str = "") -> bool:
    """取りやめる: whoever holds number and passphrase; the place goes to the next. False for a wrong pair. Twice is once.

    Raises TooOften after many tries.
    """
    slip = letters.slip_held(receipt_number, passphrase, address=address, at=at)
    found = SignUp.objects.filter(receipt_number=slip.receipt_number).first() if slip else None
    if found is None:
        return False
    SignUpEnd.objects.bulk_create([SignUpEnd(sign_up=found, ended_by=EndedBy.PERSON, at=at)], ignore_conflicts=True)
    return True
