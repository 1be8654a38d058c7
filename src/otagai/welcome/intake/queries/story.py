"""The page of one consultation: the header, the voice, the person, and the story as one timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, DateField, IntegerField, OuterRef, QuerySet, Value
from django.db.models.functions import JSONObject

from otagai.base.circles import queries as circles
from otagai.base.circles.postgresql.prepared import Slot, prepared
from otagai.town.people.models import ContactMethod, Person
from otagai.town.people.rules import Way, way_of, without_barred
from otagai.welcome.intake.models import Consultation, ConsultationPerson, Folder, Record, Step, Voice
from otagai.welcome.intake.words import Method, RecordKind, State

RECORDS_SHOWN = 60
CONTACT = ("id", "person_id", "kind", "value", "safety", "rule", "until")
VERBS = {
    "arrived": "届きました", "received": "受け止めました", "held": "担当を決めました", "changed": "見出しを直しました",
    "supported": "支えはじめました", "watched": "見守りにしました", "ended": "終わりました", "reopened": "もう一度ひらきました",
    "answered": "お知らせしました", "answer_declined": "お知らせ不要と記録しました", "person_linked": "本人を記録しました",
    "person_unlinked": "「本人」の記録を取り消しました", "sent": "つなぎを送りました", "accepted": "引き受けられました",
    "joined": "一緒に対応することになりました", "handed_back": "差し戻されました", "taken_back": "つなぎを取り戻しました",
    "contacted": "つなぎ先が最初の連絡をしました", "reported": "つなぎ先から結果が届きました", "put_on_hold": "つなぎを待ちにしました",
    "rerouted": "送り先を変えました",
}  # fmt: skip
SILENT = ("recorded",)
TONES: dict[str, str] = {RecordKind.NO_ANSWER: "quiet", RecordKind.NOTE: "quiet", RecordKind.ANSWER: "warm"}


@dataclass(frozen=True)
class Happening:
    """One entry of the timeline: a step that all concerned see, or a record of an organisation's own folder."""

    at: datetime
    what: str
    by: str
    organization: str
    text: str = ""
    method: str = ""
    with_whom: str = ""
    minutes: int | None = None
    is_record: bool = False
    record_id: int | None = None
    kind: str = ""
    until: date | None = None
    written: tuple[datetime, int] | None = None

    @property
    def order(self) -> tuple[datetime, datetime, bool, int]:
        """By the minute it happened, then by when it was written: people say the minute, the house knows the second."""
        at, number = self.written or (self.at, 0)
        return minute_of(self.at), at, not self.is_record, number

    @property
    def signed(self) -> str:
        """Who wrote it, of which organisation."""
        return f"{self.organization} {self.by}".strip()

    @property
    def facts(self) -> str:
        """方法・相手・所要時間 in one line, as far as they are known."""
        minutes = f"{self.minutes}分" if self.minutes else ""
        return "・".join(part for part in (self.method, self.with_whom, minutes) if part)

    @property
    def tone(self) -> str:
        """How loud the entry is: an absence or a note is quiet, an answer is warm."""
        return TONES.get(self.kind, "")


@dataclass(frozen=True)
class Story:
    """Everything the page of a consultation shows, as far as the reader stands in the circles.

    `left`: numbers that came with the voice, under the rule of the person's contact they are; `said`: 連絡してよい方法と時間
    as it was told on arrival, where no such rule says otherwise.
    """

    voice: Voice | None
    person: Person | None
    person_reason: str
    contacts: tuple[ContactMethod, ...]
    left: tuple[Way, ...]
    said: str
    members: list[circles.Member]
    happenings: tuple[Happening, ...]
    more: bool


def story_of(consultation: Consultation, *, before: datetime | None = None) -> Story:
    """The story, newest first, RECORDS_SHOWN entries; three queries when the voice came with it.

    Row-level security leaves out the folders of others.
    """
    link = next(iter(person_of(consultation=consultation.pk)), None)
    contacts = tuple(ContactMethod(**facts) for facts in link.contacts) if link else ()
    voice = getattr(consultation, "voice", None)
    entries = happenings_of(consultation, before)
    entries.sort(key=lambda entry: entry.order, reverse=True)  # the step stands above its record
    return Story(
        voice=voice,
        person=link.person if link else None,
        person_reason=link.reason if link else "",
        contacts=tuple(contact for contact in contacts if contact.until is None),
        left=left_by(voice, contacts),
        said=said_by(voice, contacts),
        members=circles.members(consultation.circle_id),
        happenings=tuple(first_page(entries)),
        more=len(entries) > RECORDS_SHOWN,
    )


def left_by(voice: Voice | None, contacts: tuple[ContactMethod, ...]) -> tuple[Way, ...]:
    """Telephone and mail that came with the voice, each with its rule; also of a contact that is no longer used."""
    known = [contact.way for contact in contacts]
    values = (voice.phone, voice.mail) if voice else ()
    said = without_barred(voice.safe_time, known) if voice else ""
    return tuple(way_of(value, known, said=said) for value in values if value)


def said_by(voice: Voice | None, contacts: tuple[ContactMethod, ...]) -> str:
    """連絡してよい方法と時間 that belongs to no number shown: it stands with the number, or the person said otherwise since."""
    left = left_by(voice, contacts)
    return "" if voice is None or left else without_barred(voice.safe_time, [contact.way for contact in contacts])


def first_page(entries: list[Happening]) -> list[Happening]:
    """The entries of one page; those of one and the same minute are never torn apart, or the next page would lose some."""
    page = entries[:RECORDS_SHOWN]
    if len(entries) > RECORDS_SHOWN:
        page = [entry for entry in page if minute_of(entry.at) > minute_of(entries[RECORDS_SHOWN].at)] or page
    return page


def minute_of(at: datetime) -> datetime:
    """The minute of a moment."""
    return at.replace(second=0, microsecond=0)


def happenings_of(consultation: Consultation, before: datetime | None) -> list[Happening]:
    """The newest steps that everybody concerned sees, and records of the folders that the reader stands in; one query."""
    rows = happened(consultation=consultation.pk, **({} if before is None else {"before": before}))
    return [record_of(row) if is_record else step_of(row) for is_record, *row in rows]


def record_of(row: list[Any]) -> Happening:
    """A row of `happened` that somebody wrote."""
    at, kind, _, by, organization, text, method, with_whom, minutes, _, pk, written_at = row
    return Happening(
        at, RecordKind.label_of(kind), by or "", organization, text, Method.label_of(method), with_whom, minutes,
        is_record=True, record_id=pk, kind=kind, written=(written_at, pk),
    )  # fmt: skip


def step_of(row: list[Any]) -> Happening:
    """A row of `happened` that is a step."""
    at, verb, state, by, holder, note, _, _, _, until, pk, _ = row
    label = VERBS.get(verb, State.label_of(state))
    return Happening(at, label, by or "", holder, note, until=until, kind=verb, written=(at, pk))


@prepared
def person_of(*, consultation: Slot) -> QuerySet[ConsultationPerson]:
    """Whom the consultation is about, as far as the reader stands in that circle."""
    links = ConsultationPerson.objects.filter(consultation=consultation, until__isnull=True).order_by("pk")
    contacts = ContactMethod.objects.filter(person=OuterRef("person")).order_by("pk")
    facts = JSONObject(**{name: name for name in CONTACT})
    return links.select_related("person").annotate(contacts=ArraySubquery(contacts.values_list(facts)))


@prepared
def happened(*, consultation: Slot, before: Slot | None = None) -> QuerySet[Any, Any]:
    """One page and one row more of the newest records, and as many steps; or of those before a moment."""
    records = Record.objects.filter(consultation=consultation).order_by("-at", "-pk")
    steps = Step.objects.filter(consultation=consultation).exclude(verb__in=SILENT).order_by("-at", "-pk")
    if before is not None:
        records, steps = records.filter(at__lt=before), steps.filter(at__lt=before)
    nothing, never, none = Value("", CharField()), Value(None, DateField()), Value(None, IntegerField())
    return records.values_list(
        Value(True), "at", "kind", nothing, "by__display_name", "organization__name", "text", "method", "with_whom", "minutes", never,
        "pk", "written_at",
    )[: RECORDS_SHOWN + 1].union(steps.values_list(
        Value(False), "at", "verb", "to_state", "by__display_name", "holder__name", "note", nothing, nothing, none, "next_date", "pk", "at",
    )[: RECORDS_SHOWN + 1], all=True)  # fmt: skip


def circle_of_folder(consultation: Consultation, organization_id: int) -> int | None:
    """The circle of what the organisation itself keeps of the consultation; None for whoever does not stand there. One query."""
    own = Folder.objects.filter(consultation=consultation, organization_id=organization_id)
    return own.values_list("circle_id", flat=True).first()
