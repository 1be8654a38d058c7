"""つなぎの手紙: exactly the items that were agreed to (or that the legal basis covers), nothing else."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from otagai.base.disclosure.words import Item
from otagai.base.ui import dates
from otagai.kernel.wareki import PartialDate, wareki
from otagai.town.people.models import ContactMethod, HouseholdMember, Person
from otagai.town.people.rules import Way, as_told, rule_as_said, way_of, without_barred
from otagai.town.people.words import Relation, Sex
from otagai.welcome.intake.models import Consultation, ConsultationPerson, Record, Voice
from otagai.welcome.intake.rules import speaker_of
from otagai.welcome.intake.words import About, RecordKind, Theme

NOT_TOLD = "（聞いていません）"


@dataclass(frozen=True)
class Known:
    """What the giver knows, from which the letter takes only the items that were agreed to."""

    consultation: Consultation
    person: Person | None
    voice: Voice | None
    headline: str = ""
    contacts: Sequence[ContactMethod] | None = None

    @cached_property
    def ways(self) -> list[Way]:
        """How the person can be reached today, and how not; each with its rule. One query unless the contacts are given."""
        found = self.contacts
        if found is None and self.person is not None:
            found = list(ContactMethod.objects.filter(person=self.person, until__isnull=True).order_by("pk"))
        ways = [contact.way for contact in found or ()]
        said = without_barred(self.said, ways)
        return [as_told(way, said) for way in ways]

    @property
    def said(self) -> str:
        """連絡してよい方法と時間, as it was told on arrival, and by whom."""
        voice = self.voice
        return (
            rule_as_said(voice.safe_time, speaker_of(self.consultation.about, voice.caller_relation)) if voice else ""
        )


def person_of(consultation: Consultation) -> Person | None:
    """Whom the consultation is about now; None when nobody is named (or the reader does not stand in that circle)."""
    link = ConsultationPerson.objects.filter(consultation=consultation, until__isnull=True).select_related("person")
    found = link.first()
    return found.person if found else None


def letter_of(consultation: Consultation, items: Collection[Item], *, headline: str) -> list[dict[str, str]]:
    """The lines of the letter: item, label, value; the gist is the `headline`. Items about which nothing is known say so."""
    known = Known(consultation, person_of(consultation), getattr(consultation, "voice", None), headline)
    return [
        {"item": item.value, "label": item.label, "value": VALUE[item](known) or NOT_TOLD}
        for item in Item
        if item in items
    ]


def name(known: Known) -> str:
    if known.person:
        return known.person.full_name
    voice = known.voice
    return (voice.person_name or by_speaker(known, voice.caller_name)) if voice else ""


def by_speaker(known: Known, said: str) -> str:
    """Name or number of whoever spoke, which is somebody else's unless the person spoke for themselves."""
    if not said or known.voice is None or known.consultation.about == About.SELF:
        return said
    relation = known.voice.caller_relation
    return f"{said}（話した方：{relation}）" if relation else f"{said}（話した方）"


def kana(known: Known) -> str:
    return known.person.full_kana if known.person else ""


def birth(known: Known) -> str:
    return wareki(PartialDate.from_iso(known.person.birth)) if known.person and known.person.birth else ""


def sex(known: Known) -> str:
    return Sex.label_of(known.person.sex) if known.person else ""


def phone(known: Known) -> str:
    """Each number with its rule as one text, and what must not be called: whoever agreed to the one agreed to both."""
    if known.person:
        return "\n".join(way.in_words for way in known.ways)
    voice = known.voice
    return by_speaker(known, way_of(voice.phone, (), said=voice.safe_time).in_words) if voice and voice.phone else ""


def safe_contact(known: Known) -> str:
    """The rules alone, for a letter without the numbers; what was told on arrival where no number is known."""
    return "\n".join(f"{way.kind.label}：{way.how}" for way in known.ways) or known.said


def says_more(item: Item, known: Collection[Item]) -> bool:
    """Whether an item is offered beside the others: the rules go with the telephone wherever one is known."""
    return item != Item.SAFE_CONTACT or Item.PHONE not in known


def address(known: Known) -> str:
    return known.person.address if known.person else (known.voice.place if known.voice else "")


def household(known: Known) -> str:
    """Relations and number only: other members did not agree to being named."""
    own = HouseholdMember.objects.filter(person=known.person, until__isnull=True).values("household")
    members = HouseholdMember.objects.filter(household__in=own, until__isnull=True)
    relations = [Relation.label_of(relation) for relation in members.order_by("pk").values_list("relation", flat=True)]
    return f"{len(relations)}人（{'・'.join(relations)}）" if known.person and relations else ""


def themes(known: Known) -> str:
    return "、".join(Theme.label_of(code) for code in known.consultation.themes)


def words(known: Known) -> str:
    return known.voice.text if known.voice else ""


def records(known: Known) -> str:
    told = Record.objects.filter(consultation=known.consultation, kind__in=[RecordKind.CONTACT, RecordKind.NO_ANSWER])
    return "\n".join(dated(at, text) for at, text in told.order_by("at").values_list("at", "text"))


def dated(at: datetime, text: str) -> str:
    """A record with the day on which it was in the town."""
    return f"{dates.with_weekday(at)} {text}".rstrip()


def gist(known: Known) -> str:
    return known.headline


VALUE: dict[Item, Callable[[Known], str]] = {
    Item.GIST: gist, Item.NAME: name, Item.KANA: kana, Item.BIRTH: birth, Item.SEX: sex, Item.PHONE: phone,
    Item.SAFE_CONTACT: safe_contact, Item.ADDRESS: address, Item.HOUSEHOLD: household, Item.THEMES: themes,
    Item.WORDS: words, Item.RECORDS: records,
}  # fmt: skip
