"""Corrections of the header, and whom it is about."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from otagai.base.accounts.acting import Acting
from otagai.base.circles import actions as circles
from otagai.base.circles.queries import members, was_only_asked
from otagai.base.safekeeping.edits import text_of
from otagai.base.safekeeping.errors import RuleBroken, StaleEdit
from otagai.town.people.models import Person
from otagai.town.people.rules import why_not_write
from otagai.welcome.intake import rules
from otagai.welcome.intake.actions.advance import advance, locked_by_concerned
from otagai.welcome.intake.models import Consultation, ConsultationPerson, Voice
from otagai.welcome.intake.words import State, Theme

CHANGEABLE = {
    "headline": "ひとことで", "kind": "種類", "urgency": "急ぎ", "themes": "困りごとの種類", "about": "だれの相談",
    "knows": "本人は知っている", "area_id": "地区", "next_step": "次の一歩", "next_date": "いつまで",
}  # fmt: skip


@transaction.atomic
def change(consultation: Consultation, *, by: Acting, seen_version: int, at: datetime, **fields: Any) -> Consultation:
    """Correct the header. When somebody else changed it meanwhile, StaleEdit carries both texts and nothing is stored.

    A correction that changes nothing stores nothing.
    """
    if unknown := set(fields) - set(CHANGEABLE):
        raise ValueError(f"not changeable: {sorted(unknown)}")
    now = locked_by_concerned(consultation, by=by)
    different = {name: value for name, value in fields.items() if getattr(now, name) != value}
    if not different:
        return now
    if now.version != seen_version:
        theirs = {name: getattr(now, name) for name in different}
        raise StaleEdit(theirs=in_words(now, theirs), yours=in_words(now, different))
    if "headline" in different and (reasons := why_not_headline(now, str(different["headline"]))):
        raise RuleBroken(reasons)
    if now.state == State.REFERRING and "headline" in different:
        raise RuleBroken([rules.AS_IN_THE_LETTER])
    return advance(now, verb="changed", by=by, at=at, **different)


def why_not_headline(now: Consultation, headline: str) -> list[str]:
    """Reasons against that line, by who reads it; two queries."""
    said = Voice.objects.filter(consultation=now).values_list("text", flat=True).first() or ""
    others = any(member.organization not in ("", now.holder.name) for member in members(now.circle_id))
    return rules.why_not_headline(headline, said=said, others=others)


def in_words(consultation: Consultation, fields: dict[str, Any]) -> dict[str, str]:
    """The values of the fields as the screen would say them: label → text."""
    return {
        CHANGEABLE[name]: "・".join(map(Theme.label_of, value))
        if name == "themes"
        else text_of(consultation, name, value)
        for name, value in fields.items()
    }


@transaction.atomic
def link_person(consultation: Consultation, *, by: Acting, person: Person, reason: str, at: datetime) -> None:
    """Say whom it is about; an earlier link is ended, not overwritten. The person's page is kept from whomever this is kept from."""
    now = locked_by_concerned(consultation, by=by)
    if reasons := why_not_write(
        only_asked=was_only_asked(person.circle_id, by)
    ):  # else a letter could be passed on unanswered
        raise RuleBroken(reasons)
    ConsultationPerson.objects.filter(consultation=now, until__isnull=True).update(until=at, undone_because="付け替え")
    ConsultationPerson.objects.create(
        consultation=now, circle_id=person.circle_id, person=person, reason=reason, by=by.user, since=at
    )
    circles.keep_alike(person.circle_id, like=now.circle_id, by=by, at=at)
    advance(now, verb="person_linked", by=by, at=at)


@transaction.atomic
def unlink_person(consultation: Consultation, *, by: Acting, reason: str, at: datetime) -> None:
    """Take the link back: it was somebody else. What was linked stays readable in the history."""
    if not reason.strip():
        raise RuleBroken(["取り消すわけを書いてください"])
    now = locked_by_concerned(consultation, by=by)
    ConsultationPerson.objects.filter(consultation=now, until__isnull=True).update(until=at, undone_because=reason)
    advance(now, verb="person_unlinked", by=by, at=at)
