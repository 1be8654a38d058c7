"""Doors to people: one person, their page, a household, one way to reach them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Permission
from otagai.base.audit import actions as audit
from otagai.base.audit.words import Purpose
from otagai.base.circles import queries as circles
from otagai.town.people.models import ContactMethod, Household, HouseholdMember, Person
from otagai.town.people.words import Relation


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
    is_only_asked: bool


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
    """The page of one person; seven queries, one of which writes down that it was read."""
    person = person_for(acting, pk)
    audit.read(by=acting, subject=("person", pk), circle_id=person.circle_id, purpose=purpose, page=page)
    contacts = list(ContactMethod.objects.filter(person=person).order_by("pk"))
    return PersonPage(
        person,
        tuple(contact for contact in contacts if contact.until is None),
        tuple(contact for contact in contacts if contact.until is not None),
        _households(acting, person),
        tuple(circles.members(person.circle_id)),
        circles.was_only_asked(person.circle_id, acting),
    )


def label_of_home() -> Subquery:
    """The label of the household beside a membership; NULL when the household stands in a circle not one's own."""
    return Subquery(Household.objects.filter(pk=OuterRef("household_id")).values("label")[:1])


def _households(acting: Acting, person: Person) -> tuple[HouseholdSeen, ...]:
    own = list(
        HouseholdMember.objects.filter(person=person)
        .annotate(label=label_of_home())
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
