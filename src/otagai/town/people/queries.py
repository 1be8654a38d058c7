"""Doors to people: one person, their page, the search box, and whether we know somebody already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Permission
from otagai.base.audit import actions as audit
from otagai.base.audit.words import Purpose
from otagai.base.circles import queries as circles
from otagai.kernel.finding import PersonFacts, blocking_keys
from otagai.kernel.linkage import Likeness, compare
from otagai.kernel.search_box import Looks, query_keys, query_tokens
from otagai.town.people import rules
from otagai.town.people.models import ContactMethod, Household, HouseholdMember, Person
from otagai.town.people.words import ContactKind, Relation

MOST = 20
CANDIDATES = 5


@dataclass(frozen=True)
class Candidate:
    """A person in a list of those who may be meant, with the reasons."""

    pk: int
    name: str
    kana: str
    birth: str
    address: str
    phones: tuple[str, ...]
    household_id: int | None
    reasons: tuple[str, ...]
    against: tuple[str, ...] = ()
    family: bool = False


@dataclass(frozen=True)
class Group:
    """Candidates who live in one household; label empty for somebody without one."""

    label: str
    people: tuple[Candidate, ...]


@dataclass(frozen=True)
class Found:
    """What a search found: how the text was read, the receipt number if it is one, a hint, and people by household."""

    looks: Looks
    groups: tuple[Group, ...] = ()
    receipt: str = ""
    hint: str = ""
    more: bool = False

    @property
    def people(self) -> int:
        """How many people there are."""
        return sum(len(group.people) for group in self.groups)


@dataclass(frozen=True)
class Cohabitant:
    """Somebody of a household, as far as the reader stands in their circle."""

    person_id: int
    name: str
    kana: str
    birth: str
    relation: Relation
    since: date | None
    until: date | None


@dataclass(frozen=True)
class HouseholdSeen:
    """A household as the reader may see it."""

    pk: int
    label: str
    relation: Relation
    since: date | None
    until: date | None
    members: tuple[Cohabitant, ...]


@dataclass(frozen=True)
class HouseholdPage:
    """A household with its people of today and of before."""

    household: Household
    members: tuple[Cohabitant, ...]


@dataclass(frozen=True)
class PersonPage:
    """Everything the page of a person shows."""

    person: Person
    contacts: tuple[ContactMethod, ...]
    earlier_contacts: tuple[ContactMethod, ...]
    households: tuple[HouseholdSeen, ...]
    circle: tuple[circles.Member, ...]


def seen_by(acting: Acting) -> QuerySet[Person]:
    """People that the person may see: the circle decides in the database, permission and area narrow further."""
    if not acting.may(Permission.READ_PERSON):
        return Person.objects.none()
    return Person.objects.within(acting.areas)


def person_for(acting: Acting, pk: int) -> Person:
    """The door to one person; 404 for whoever does not stand in their circle, has not the right, or is not of the
    area.
    """
    person = seen_by(acting).select_related("area").filter(pk=pk).first()
    if person is None:
        raise Http404
    return person


def household_for(acting: Acting, pk: int) -> Household:
    """The door to a household: whoever may see one of its people may add to it; 404 for others.

    A reader who sees a member, but not the circle of the household, gets it without its label.
    """
    if not HouseholdMember.objects.filter(household_id=pk, person__in=seen_by(acting)).exists():
        raise Http404
    return Household.objects.filter(pk=pk).first() or Household(pk=pk)


def contact_for(person: Person, pk: int) -> ContactMethod:
    """One way to reach the person that is in use; 404 for one that ended or belongs to somebody else."""
    contact = ContactMethod.objects.filter(person=person, pk=pk, until__isnull=True).first()
    if contact is None:
        raise Http404
    return contact


def household_page(acting: Acting, pk: int, *, page: str = "people.household") -> HouseholdPage:
    """One household and those of its people whom the reader may see; four queries, one of which writes down that it
    was read.
    """
    household = household_for(acting, pk)
    audit.read(
        by=acting, subject=("household", pk), circle_id=household.circle_id, purpose=Purpose.CASEWORK, page=page
    )  # fmt: skip
    rows = (
        HouseholdMember.objects.filter(household_id=pk, person__in=seen_by(acting))
        .select_related("person")
        .order_by("until", "person__birth", "pk")
    )
    return HouseholdPage(household, tuple(_cohabitant(row) for row in rows))


def person_page(
    acting: Acting, pk: int, *, purpose: Purpose = Purpose.CASEWORK, page: str = "people.person"
) -> PersonPage:
    """The page of one person; six queries, one of which writes down that it was read."""
    person = person_for(acting, pk)
    audit.read(by=acting, subject=("person", pk), circle_id=person.circle_id, purpose=purpose, page=page)
    contacts = list(ContactMethod.objects.filter(person=person).order_by("pk"))
    return PersonPage(
        person,
        tuple(contact for contact in contacts if contact.until is None),
        tuple(contact for contact in contacts if contact.until is not None),
        _households(acting, person),
        tuple(circles.members(person.circle_id)),
    )


def _label() -> Subquery:
    """The label of the household beside a membership; NULL when the household stands in a circle not one's own."""
    return Subquery(Household.objects.filter(pk=OuterRef("household_id")).values("label")[:1])


def _households(acting: Acting, person: Person) -> tuple[HouseholdSeen, ...]:
    own = list(
        HouseholdMember.objects.filter(person=person)
        .annotate(label=_label())
        .order_by("-since", "-pk")
        .values_list("household_id", "label", "relation", "since", "until")
    )
    members: dict[int, list[Cohabitant]] = defaultdict(list)
    rows = (
        HouseholdMember.objects.filter(household_id__in=[row[0] for row in own], person__in=seen_by(acting))
        .select_related("person")
        .order_by("until", "person__birth", "pk")
    )
    for row in rows:
        members[row.household_id].append(_cohabitant(row))
    return tuple(
        HouseholdSeen(pk, label or "", Relation(relation), since, until, tuple(members[pk]))
        for pk, label, relation, since, until in own
    )


def _cohabitant(row: HouseholdMember) -> Cohabitant:
    person = row.person
    return Cohabitant(
        person.pk, person.full_name, person.full_kana, person.birth, Relation(row.relation), row.since, row.until
    )


def found(acting: Acting, text: str, *, most: int = MOST) -> Found:
    """What the search box finds among the people one may see, by household, with reasons; three queries and the
    trace.

    Takes 漢字・かな・電話・住所・生年月日 (several words: all must match). A receipt number is handed back as such.
    """
    query = query_keys(text)
    if not query.keys:
        return Found(query.looks, receipt=query.receipt, hint=query.hint)
    if not acting.may(Permission.READ_PERSON):
        return Found(query.looks)
    tokens = query_tokens(text)
    people = _people(acting, _ids("SELECT people_found(%s::bigint[], %s)", [sorted(query.keys), most * 3 + 1]))
    meant = [
        _candidate(person, phones, reasons)
        for person, phones in people
        if (reasons := rules.why_found(tokens, person.facts(phones))) is not None
    ]
    shown = sorted(meant, key=lambda one: (one.kana or one.name, one.birth))[:most]
    audit.record("people.searched", by=acting, subject=("person", None), looks=query.looks, found=len(shown))
    return Found(query.looks, _grouped(shown), more=len(meant) > most)


def candidates_for(acting: Acting, facts: PersonFacts, *, most: int = CANDIDATES) -> list[Candidate]:
    """People we may know already, while somebody is being written down: likest first, with what speaks for and
    against.

    A help, never a verdict: twins and family look alike. Three queries.
    """
    strong = sorted(blocking_keys(facts))
    words = [sorted(query_keys(text).keys) for text in (facts.kana, facts.name) if len(text) > 1]
    if not (strong or words) or not acting.may(Permission.READ_PERSON):
        return []
    calls = ["SELECT people_alike(%s::bigint[], 40)", *["SELECT people_found(%s::bigint[], 20)"] * len(words)]
    alike = [
        (compare(facts, person.facts(phones)), person, phones)
        for person, phones in _people(acting, _ids(" UNION ".join(calls), [strong, *words]))
    ]
    worth = sorted((one for one in alike if _worth_showing(facts, one[0])), key=lambda one: -one[0].weight)[:most]
    homes = _homes([person.pk for _, person, _ in worth])
    return [
        _candidate(person, phones, likeness.same, likeness, homes.get(person.pk, (None, ""))[0])
        for likeness, person, phones in worth
    ]


def _worth_showing(facts: PersonFacts, likeness: Likeness) -> bool:
    """While a name is still being typed everybody of that name is worth showing; a whole name must agree."""
    return likeness.worth_showing or (not (facts.given or facts.given_kana) and not likeness.different)


def _ids(sql: str, params: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [row[0] for row in cursor.fetchall()]


def _people(acting: Acting, ids: Collection[int]) -> list[tuple[Person, tuple[str, ...]]]:
    """The people with their telephones of today; one query, none for nobody."""
    if not ids:
        return []
    current = Q(contact_methods__until__isnull=True) & ~Q(contact_methods__kind=ContactKind.MAIL)
    rows = seen_by(acting).filter(pk__in=ids).annotate(
        numbers=ArrayAgg("contact_methods__value", filter=current, default=[])
    )  # fmt: skip
    return [(person, tuple(person.numbers)) for person in rows]


def _candidate(
    person: Person,
    phones: Iterable[str],
    reasons: Iterable[str],
    likeness: Likeness | None = None,
    household_id: int | None = None,
) -> Candidate:
    return Candidate(
        person.pk, person.full_name, person.full_kana, person.birth, person.address, tuple(phones), household_id,
        tuple(reasons), likeness.different if likeness else (), likeness.family if likeness else False,
    )  # fmt: skip


def _homes(ids: Collection[int]) -> dict[int, tuple[int, str]]:
    """Household and its label of each person who lives in one now; one query, none for nobody."""
    if not ids:
        return {}
    rows = (
        HouseholdMember.objects.filter(person_id__in=ids, until__isnull=True)
        .annotate(label=_label())
        .values_list("person_id", "household_id", "label")
    )
    return {person: (home, label or "") for person, home, label in rows}


def _grouped(people: list[Candidate]) -> tuple[Group, ...]:
    homes = _homes([one.pk for one in people])
    groups: dict[tuple[str, int], list[Candidate]] = {}
    for one in people:
        home = homes.get(one.pk)
        groups.setdefault(("home", home[0]) if home else ("alone", one.pk), []).append(one)
    return tuple(
        Group(homes[same[0].pk][1] or f"{same[0].name.split(' ')[0]} 世帯" if kind == "home" else "", tuple(same))
        for (kind, _), same in groups.items()
    )
