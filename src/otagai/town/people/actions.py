"""Writing down who somebody is, how they may be reached and with whom they live. Nothing is deleted: it ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.circles.actions import open_circle
from otagai.base.circles.queries import was_only_asked
from otagai.base.circles.words import Basis
from otagai.base.safekeeping.edits import changed
from otagai.base.safekeeping.errors import RuleBroken
from otagai.kernel.finding import person_keys
from otagai.town.people import rules
from otagai.town.people.models import ContactMethod, Household, HouseholdMember, Person
from otagai.town.people.words import ContactKind, Relation, Safety

NAMES = ("family_name", "given_name", "family_kana", "given_kana", "known_as")
CHANGEABLE = frozenset({*NAMES, "former_name", "birth", "sex", "postal_code", "address", "area_id"})


@dataclass(frozen=True)
class ContactFacts:
    """A way to reach somebody, as it was told."""

    kind: ContactKind
    value: str
    safety: Safety = Safety.UNKNOWN
    rule: str = ""


@transaction.atomic
def add_person(
    *,
    by: Acting,
    at: datetime,
    circle_id: int | None = None,
    organization_id: int | None = None,
    contacts: Sequence[ContactFacts] = (),
    basis: Basis = Basis.RECEIVED,
    **fields: Any,
) -> Person:
    """Write somebody down, in a circle of their own in which the organisation of the acting person stands (or in
    the one given). Raises RuleBroken with reasons, PermissionDenied when the acting person does casework for
    nobody.
    """
    _check(fields, contacts)
    if circle_id is None:
        circle_id = open_circle(organization_id=_holding(by, organization_id), basis=basis, by=by, at=at).pk
    person = Person.objects.create(circle_id=circle_id, created_at=at, updated_at=at, **fields)
    ContactMethod.objects.bulk_create(_contact(person, contact) for contact in contacts)
    rekey(person)
    audit.record("people.added", by=by, circle_id=circle_id, subject=("person", person.pk))
    return person


def _holding(by: Acting, organization_id: int | None) -> int:
    """The organisation that holds what is new; only one for which the acting person does casework."""
    holding = organization_id or by.organization_id
    if holding is None or (by.user is not None and holding not in by.organizations):
        raise PermissionDenied
    return holding


@transaction.atomic
def change_person(person: Person, *, by: Acting, seen_version: int, at: datetime, **fields: Any) -> Person:
    """Correct what is known. StaleEdit with both texts when somebody else did so meanwhile."""
    _may_write(person, by)
    _check({name: fields.get(name, getattr(person, name)) for name in NAMES} | fields, ())
    now = changed(Person.objects.all(), person.pk, seen_version=seen_version, fields=fields, updated_at=at)
    rekey(now)
    audit.record("people.changed", by=by, circle_id=now.circle_id, subject=("person", now.pk), fields=sorted(fields))
    return now


def _may_write(person: Person, by: Acting) -> None:
    if reasons := rules.why_not_write(only_asked=was_only_asked(person.circle_id, by)):
        raise RuleBroken(reasons)


def _check(fields: dict[str, Any], contacts: Iterable[ContactFacts]) -> None:
    if unknown := set(fields) - CHANGEABLE:
        raise ValueError(f"not changeable: {sorted(unknown)}")
    reasons = rules.why_not_person(*(str(fields.get(name, "")) for name in NAMES))
    reasons += rules.why_not_birth(str(fields.get("birth", "")))
    reasons += [reason for contact in contacts for reason in rules.why_not_contact(contact.kind, contact.value)]
    if reasons:
        raise RuleBroken(reasons)


def _contact(person: Person, facts: ContactFacts) -> ContactMethod:
    return ContactMethod(
        circle_id=person.circle_id, person=person, kind=facts.kind, value=rules.kept_value(facts.kind, facts.value),
        safety=facts.safety, rule=facts.rule.strip(),
    )  # fmt: skip


@transaction.atomic
def add_contact(person: Person, *, by: Acting, contact: ContactFacts) -> ContactMethod:
    """A new way to reach the person."""
    _may_write(person, by)
    if reasons := rules.why_not_contact(contact.kind, contact.value):
        raise RuleBroken(reasons)
    new = _contact(person, contact)
    new.save()
    rekey(person)
    audit.record(
        "people.contact_added", by=by, circle_id=person.circle_id, subject=("person", person.pk), contact=new.pk
    )
    return new


@transaction.atomic
def say_how_safe(person: Person, contact_id: int, *, by: Acting, safety: Safety, rule: str = "") -> None:
    """Say whether a way to reach the person is safe, and when and how."""
    _may_write(person, by)
    methods = ContactMethod.objects.filter(person=person, pk=contact_id, until__isnull=True)
    if methods.update(safety=safety, rule=rule.strip()[:120]):
        audit.record(
            "people.contact_safety", by=by, circle_id=person.circle_id, subject=("person", person.pk), contact=contact_id,
            safety=safety,
        )  # fmt: skip


@transaction.atomic
def say_how_where_unsaid(person: Person, *, by: Acting, said: str, speaker: str = "") -> None:
    """What was told on arrival (連絡してよい方法と時間) becomes the rule of each contact that has none yet: 気をつけて.

    The person's own words also count where a call was only allowed; those of a `speaker` only where nobody has asked.
    Whoever was only asked by a letter changes nothing.
    """
    rule = rules.rule_as_said(said, speaker)
    if not rule or was_only_asked(person.circle_id, by):
        return
    open_to = [Safety.UNKNOWN] if speaker else [Safety.UNKNOWN, Safety.SAFE]
    unruled = ContactMethod.objects.filter(person=person, until__isnull=True, rule="", safety__in=open_to)
    for contact_id in list(unruled.order_by("pk").values_list("pk", flat=True)):
        say_how_safe(person, contact_id, by=by, safety=Safety.CAREFUL, rule=rule)


@transaction.atomic
def end_contact(person: Person, contact_id: int, *, by: Acting, on: date) -> None:
    """The person can no longer be reached this way; it stays readable that they once could."""
    _may_write(person, by)
    if ContactMethod.objects.filter(person=person, pk=contact_id, until__isnull=True).update(until=on):
        rekey(person)
        audit.record(
            "people.contact_ended", by=by, circle_id=person.circle_id, subject=("person", person.pk), contact=contact_id
        )


def rekey(person: Person) -> None:
    """Renew the keys under which the person is found, in the same transaction as the change."""
    phones = ContactMethod.objects.filter(person=person, until__isnull=True).exclude(kind=ContactKind.MAIL)
    keys = person_keys(person.facts(phones.values_list("value", flat=True)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_rekey(%s, %s::bigint[])", [person.pk, sorted(keys)])


@transaction.atomic
def form_household(
    members: Sequence[tuple[Person, Relation]], *, by: Acting, since: date | None = None, label: str = ""
) -> Household:
    """People who live as one. The household stands in the circle of the first; each member in their own."""
    if not members:
        raise RuleBroken(["だれの世帯かを 選んでください"])
    _may_write(members[0][0], by)
    household = Household.objects.create(circle_id=members[0][0].circle_id, label=label.strip(), since=since)
    for person, relation in members:
        add_member(household.pk, person, by=by, relation=relation, since=since)
    return household


@transaction.atomic
def add_member(
    household_id: int, person: Person, *, by: Acting, relation: Relation, since: date | None = None
) -> HouseholdMember:
    """Somebody joins a household. PermissionDenied for a household of which the acting person takes part in nothing:
    neither in its circle nor in that of one of its people.
    """
    _may_write(person, by)
    if not _takes_part(household_id):
        raise PermissionDenied
    now_in = list(
        HouseholdMember.objects.filter(person=person, until__isnull=True).values_list("household_id", flat=True)
    )
    here = household_id in now_in
    if reasons := rules.why_not_member(rules.MemberFacts(here, bool(now_in) and not here)):
        raise RuleBroken(reasons)
    member = HouseholdMember.objects.create(
        circle_id=person.circle_id, household_id=household_id, person=person, relation=relation, since=since
    )
    audit.record(
        "people.joined_household",
        by=by,
        circle_id=person.circle_id,
        subject=("person", person.pk),
        household=household_id,
    )
    return member


def _takes_part(household_id: int) -> bool:
    """Whether the household, or somebody of it, is shown to the acting person (row-level security answers)."""
    shown = Household.objects.filter(pk=household_id), HouseholdMember.objects.filter(household_id=household_id)
    return any(rows.exists() for rows in shown)


@transaction.atomic
def end_member(household_id: int, person: Person, *, by: Acting, on: date) -> None:
    """Somebody leaves the household: moved out, died, was written down by mistake."""
    _may_write(person, by)
    living = HouseholdMember.objects.filter(household_id=household_id, person=person, until__isnull=True)
    if living.filter(since__gt=on).exists():
        raise RuleBroken(["「いつまで」は「いつから」より 後にしてください"])
    if living.update(until=on):
        audit.record(
            "people.left_household",
            by=by,
            circle_id=person.circle_id,
            subject=("person", person.pk),
            household=household_id,
        )
