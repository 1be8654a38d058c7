"""Receiving: whatever comes through any door becomes a consultation with a number, a holder and a next date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Permission
from otagai.base.circles import actions as circles
from otagai.base.circles.words import Basis
from otagai.base.municipality import queries as municipality
from otagai.base.notices import actions as notices
from otagai.base.notices.words import NoticeKind
from otagai.base.safekeeping.errors import RuleBroken
from otagai.welcome.intake import rules
from otagai.welcome.intake.actions.advance import due, folder_of, leave_step
from otagai.welcome.intake.actions.course import Entry, record, reopen
from otagai.welcome.intake.models import Consultation, Voice
from otagai.welcome.intake.words import (
    About,
    Door,
    Kind,
    Knows,
    Method,
    Origin,
    RecordKind,
    ReplyBy,
    State,
    Theme,
    Timer,
    Urgency,
)  # fmt: skip
from otagai.welcome.letterbox import actions as letterbox
from otagai.welcome.letterbox import queries as letters
from otagai.welcome.letterbox.models import Letter
from otagai.welcome.letterbox.words import LetterKind


@dataclass(frozen=True)
class Arrival:
    """Everything that may be known when a worry or wish arrives; only the words are needed."""

    text: str
    door: Door
    kind: Kind = Kind.WORRY
    urgency: Urgency = Urgency.ANYTIME
    themes: tuple[Theme, ...] = ()
    about: About = About.UNSAID
    knows: Knows = Knows.UNSURE
    origin: Origin = Origin.ANONYMOUS
    origin_window_id: int | None = None
    origin_organization_id: int | None = None
    wants_answer: bool = True
    reply_by: ReplyBy = ReplyBy.NONE
    area_id: int | None = None
    headline: str = ""
    voice: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def arrive(
    arrival: Arrival, *, by: Acting, at: datetime, receipt_number: str = "", received: bool = False
) -> Consultation:
    """Store what arrived. Held by the receiving organisation (of staff), else by the town's front door.

    `received`: a staff member is listening right now, so it is taken at once. Raises RuleBroken without words.
    """
    if reasons := rules.why_not_arrive(arrival.text):
        raise RuleBroken(reasons)
    holder_id = by.organizations[0] if by.organizations else municipality.town().front_door_id
    if holder_id is None:
        raise RuleBroken(["まちの設定に「はじめに受け止める団体」がありません。システム管理の担当に連絡してください"])
    circle = circles.open_circle(organization_id=holder_id, basis=Basis.RECEIVED, by=by, at=at)
    first = Timer.FIRST_CONTACT if received else Timer.ACKNOWLEDGE
    consultation = Consultation.objects.create(
        receipt_number=receipt_number or letters.next_receipt_number(timezone.localdate(at)), circle=circle, kind=arrival.kind,
        door=arrival.door, urgency=arrival.urgency, state=State.RECEIVED if received else State.ARRIVED,
        headline=(arrival.headline or rules.headline_of(arrival.text))[:120], themes=list(arrival.themes),
        about=arrival.about, knows=arrival.knows, area_id=arrival.area_id, holder_id=holder_id,
        held_by=by.user if received else None, next_step=first.label, origin=arrival.origin,
        next_date=timezone.localdate(at) if arrival.urgency == Urgency.TODAY else due(first, at=at),
        origin_window_id=arrival.origin_window_id, origin_organization_id=arrival.origin_organization_id,
        reply_by=arrival.reply_by, origin_declined=not arrival.wants_answer, arrived_at=at,
        received_at=at if received else None, updated_at=at,
    )  # fmt: skip
    folder = folder_of(consultation, organization_id=holder_id, by=by, at=at, is_new=True)
    Voice.objects.create(
        consultation=consultation, circle_id=folder.circle_id, text=arrival.text, **known(arrival.voice)
    )
    leave_step(consultation, verb="received" if received else "arrived", by=by, at=at, before=None)
    if received:
        letterbox.show_state(consultation.receipt_number, rules.SAFE[State.RECEIVED])
    tell_arrival(consultation, by=by)
    return consultation


VOICE_FIELDS = {
    "caller_name": 120, "caller_relation": 60, "phone": 40, "mail": 254, "safe_time": 120, "person_name": 120, "place": 120,
}  # fmt: skip


def known(voice: Mapping[str, str]) -> dict[str, str]:
    """The fields of a voice that are known, cut to their length (the whole text stays in `text`)."""
    return {name: str(voice.get(name) or "")[:length] for name, length in VOICE_FIELDS.items()}


def tell_arrival(consultation: Consultation, *, by: Acting) -> None:
    """Everybody who can take it learns that something arrived; 今日 is said as such."""
    urgent = consultation.urgency == Urgency.TODAY
    notices.give_to_duty(
        consultation.holder_id, permission=Permission.RECEIVE_CONSULTATION,
        kind=NoticeKind.URGENT if urgent else NoticeKind.ARRIVED,
        text=f"{'【今日中】' if urgent else ''}相談 {consultation.receipt_number} が届きました",
        url=reverse("desk:consultation", args=[consultation.pk]), key=f"arrived:{consultation.pk}", by=by,
        about=notices.About(consultation.circle_id, consultation.area_id),
    )  # fmt: skip


def open_letters(*, by: Acting, at: datetime, most: int = 100) -> int:
    """Open what lies in the letterbox, each letter in a transaction of its own; returns how many became part of a consultation.

    A letter that cannot be opened stays, with its trouble written on it, and calls a person.
    """
    return letterbox.take_in_each(letters.unopened(most), lambda letter: open_letter(letter, by=by, at=at))


@transaction.atomic
def open_letter(letter: Letter, *, by: Acting, at: datetime) -> bool:
    """Open one letter: a new consultation under the letter's own number, or a continuation of an earlier one."""
    contents = letterbox.opened(letter)
    if contents is None:
        return False
    if letter.kind == LetterKind.AGAIN:
        return continue_story(letter, str(contents.get("text", "")), by=by, at=at)
    arrive(arrival_of(letter, contents), by=by, at=letter.arrived_at, receipt_number=letter.receipt_number)
    return True


def continue_story(letter: Letter, text: str, *, by: Acting, at: datetime) -> bool:
    """The resident wrote again: a record in the story, and a notice to the holder; an ended consultation is opened again.

    What was due before the letter stays due then: a letter puts nothing off.
    """
    consultation = Consultation.objects.get(receipt_number=letter.in_reply_to)
    if consultation.state == State.ENDED:
        consultation = reopen(consultation, by=by, reason="本人から続きの手紙が届いた", at=at)
    entry = Entry(
        kind=RecordKind.WROTE_AGAIN, method=Method.NUMBER, with_whom="相談した方", text=text, at=letter.arrived_at
    )
    until = min(filter(None, (consultation.next_date, due(Timer.ACKNOWLEDGE, at=at))))
    record(consultation, by=by, entry=entry, at=at, next_step="続きの手紙を読む", next_date=until)
    notices.give_to_duty(
        consultation.holder_id, permission=Permission.RECEIVE_CONSULTATION, kind=NoticeKind.ARRIVED,
        text=f"相談 {consultation.receipt_number} に続きの手紙が届きました",
        url=reverse("desk:consultation", args=[consultation.pk]), key=f"again:{letter.pk}", by=by,
        about=notices.About(consultation.circle_id, consultation.area_id),
    )  # fmt: skip
    return True


def arrival_of(letter: Letter, contents: Mapping[str, Any]) -> Arrival:
    """Read the contents of a letter tolerantly: an unknown word becomes the cautious one, the text is never lost."""
    said = str(contents.get("text") or "").strip() or "（ことばはありませんでした）"
    from_window = letter.window_id is not None
    reply_by = word(ReplyBy, contents.get("reply_by"), ReplyBy.NONE)
    wants = contents.get("wants_answer", reply_by != ReplyBy.NONE)
    themes = tuple(Theme(code) for code in contents.get("themes", []) if code in set(Theme))
    home = contents.get("organization_id")
    from_organization = home if letter.kind == LetterKind.CARD and isinstance(home, int) and not from_window else None
    named = bool(contents.get("caller_name") or contents.get("phone") or contents.get("mail"))
    personal = Origin.PERSON if named else Origin.ANONYMOUS
    voice = {name: str(contents.get(name) or "") for name in VOICE_FIELDS}
    if (from_window or from_organization) and contents.get("writer"):
        voice["caller_name"] = str(contents["writer"])
    return Arrival(
        text=said, door=Door.CARD if from_window or from_organization else Door.WEB, kind=word(Kind, contents.get("kind"), Kind.WORRY),
        urgency=word(Urgency, contents.get("urgency"), Urgency.ANYTIME), themes=themes,
        about=word(About, contents.get("about"), About.UNSAID), knows=word(Knows, contents.get("knows"), Knows.UNSURE),
        origin=Origin.WINDOW if from_window else Origin.ORGANIZATION if from_organization else personal,
        origin_window_id=letter.window_id, origin_organization_id=from_organization,
        wants_answer=bool(wants), reply_by=reply_by, voice=voice,
    )  # fmt: skip


def word(kind: Any, value: Any, otherwise: Any) -> Any:
    """The word with this value, else the cautious one."""
    return kind(value) if value in {member.value for member in kind} else otherwise
