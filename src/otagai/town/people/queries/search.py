"""Finding people: the search box, and whether we know somebody already."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import Q
from django.db.models.functions import JSONObject

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Permission
from otagai.base.audit import actions as audit
from otagai.base.audit.words import Purpose
from otagai.kernel.finding import PersonFacts, blocking_keys
from otagai.kernel.linkage import Likeness, compare
from otagai.kernel.search_box import Looks, query_keys, query_tokens
from otagai.town.people import rules
from otagai.town.people.models import HouseholdMember, Person
from otagai.town.people.queries.doors import label_of_home, seen_by
from otagai.town.people.words import ContactKind, Safety

MOST = 20
CANDIDATES = 5
WAY = JSONObject(**{name: f"contact_methods__{name}" for name in ("kind", "value", "safety", "rule")})


@dataclass(frozen=True)
class Candidate:
    """A person in a list of those who may be meant, with the reasons."""

    pk: int
    name: str
    kana: str
    birth: str
    address: str
    ways: tuple[rules.Way, ...]
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


def found(acting: Acting, text: str, *, most: int = MOST) -> Found:
    """What the search box finds among the people one may see, by household, with reasons; three queries and the
    traces.

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
        (_candidate(person, ways, reasons), person)
        for person, ways in people
        if (reasons := rules.why_found(tokens, person.facts(numbers_of(ways)))) is not None
    ]
    shown = sorted(meant, key=lambda one: (one[0].kana or one[0].name, one[0].birth))[:most]
    audit.record("people.searched", by=acting, subject=("person", None), looks=query.looks, found=len(shown))
    _leave_readings(acting, [person for _, person in shown], "people.found")
    return Found(query.looks, _grouped([one for one, _ in shown]), more=len(meant) > most)


def _leave_readings(acting: Acting, people: Iterable[Person], page: str) -> None:
    """Whose names a list showed: it counts among who has seen them (safety rule 11)."""
    shown = [(person.pk, person.circle_id) for person in people]
    audit.read_each(by=acting, subject="person", shown=shown, purpose=Purpose.SEARCH, page=page)


def candidates_for(acting: Acting, facts: PersonFacts, *, most: int = CANDIDATES) -> list[Candidate]:
    """People we may know already, while somebody is being written down: likest first, with what speaks for and
    against.

    A help, never a verdict: twins and family look alike. Three queries and the trace of who was shown.
    """
    strong = sorted(blocking_keys(facts))
    words = [sorted(query_keys(text).keys) for text in (facts.kana, facts.name) if len(text) > 1]
    if not (strong or words) or not acting.may(Permission.READ_PERSON):
        return []
    calls = ["SELECT people_alike(%s::bigint[], 40)", *["SELECT people_found(%s::bigint[], 20)"] * len(words)]
    alike = [
        (compare(facts, person.facts(numbers_of(ways))), person, ways)
        for person, ways in _people(acting, _ids(" UNION ".join(calls), [strong, *words]))
    ]
    worth = sorted((one for one in alike if _worth_showing(facts, one[0])), key=lambda one: -one[0].weight)[:most]
    _leave_readings(acting, [person for _, person, _ in worth], "people.candidates")
    homes = _homes([person.pk for _, person, _ in worth])
    return [
        _candidate(person, ways, likeness.same, likeness, homes.get(person.pk, (None, ""))[0])
        for likeness, person, ways in worth
    ]


def _worth_showing(facts: PersonFacts, likeness: Likeness) -> bool:
    """While a name is still being typed everybody of that name is worth showing; a whole name must agree."""
    return likeness.worth_showing or (not (facts.given or facts.given_kana) and not likeness.different)


def _ids(sql: str, params: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [row[0] for row in cursor.fetchall()]


def numbers_of(ways: Iterable[rules.Way]) -> tuple[str, ...]:
    """The bare numbers, to compare by; a screen shows the ways themselves."""
    return tuple(way.value for way in ways)


def _people(acting: Acting, ids: Collection[int]) -> list[tuple[Person, tuple[rules.Way, ...]]]:
    """The people with their telephones of today, each with its rule; one query, none for nobody."""
    if not ids:
        return []
    there = Q(contact_methods__isnull=False, contact_methods__until__isnull=True)  # somebody may have no telephone
    current = there & ~Q(contact_methods__kind=ContactKind.MAIL)
    rows = seen_by(acting).filter(pk__in=ids).annotate(
        ways=ArrayAgg(WAY, filter=current, default=[], order_by="contact_methods__pk")
    )  # fmt: skip
    return [(person, tuple(_way(**facts) for facts in person.ways if facts["value"])) for person in rows]


def _way(kind: str, value: str, safety: str, rule: str) -> rules.Way:
    return rules.Way(ContactKind(kind), value, Safety(safety), rule)


def _candidate(
    person: Person,
    ways: Iterable[rules.Way],
    reasons: Iterable[str],
    likeness: Likeness | None = None,
    household_id: int | None = None,
) -> Candidate:
    return Candidate(
        person.pk, person.full_name, person.full_kana, person.birth, person.address, tuple(ways), household_id,
        tuple(reasons), likeness.different if likeness else (), likeness.family if likeness else False,
    )  # fmt: skip


def _homes(ids: Collection[int]) -> dict[int, tuple[int, str]]:
    """Household and its label of each person who lives in one now; one query, none for nobody."""
    if not ids:
        return {}
    rows = (
        HouseholdMember.objects.filter(person_id__in=ids, until__isnull=True)
        .annotate(label=label_of_home())
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
