"""Writing down who somebody is."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction

from otagai.base.audit.models import Deed, Version
from otagai.base.circles import actions as circles
from otagai.base.circles.models import Membership
from otagai.base.circles.words import Basis
from otagai.base.safekeeping.errors import RuleBroken, StaleEdit
from otagai.town.people import actions, queries
from otagai.town.people.actions import ContactFacts
from otagai.town.people.models import ContactMethod, Household, HouseholdMember, Person
from otagai.town.people.tests.town import AT, four, hanako
from otagai.town.people.words import ContactKind, Relation, Safety
from tests.factories import as_

pytestmark = pytest.mark.django_db


def test_a_new_person_stands_in_a_circle_of_the_one_who_wrote_them_down() -> None:
    who = four().right
    person = hanako(who)
    with as_(who):
        assert Membership.objects.get(circle_id=person.circle_id).organization_id == who.organization_id
        assert Deed.objects.filter(verb="people.added", subject_id=person.pk).exists()
        assert Version.objects.filter(table="people_person", row_id=person.pk, operation="I").exists()
        assert ContactMethod.objects.get(person=person).value == "054-621-2941"


def test_who_does_no_casework_writes_nobody_down() -> None:
    people = four()
    for who in (people.without_right, people.stranger):
        with as_(who), pytest.raises(PermissionDenied):
            actions.add_person(by=who, at=AT, family_name="髙橋")


def test_nobody_is_written_down_without_any_name_or_with_a_telephone_that_cannot_ring() -> None:
    who = four().right
    with as_(who):
        with pytest.raises(RuleBroken) as reasons:
            actions.add_person(
                by=who, at=AT, birth="昭和16年", contacts=[ContactFacts(ContactKind.PHONE, "054")], address="本町"
            )
        assert len(reasons.value.reasons) == 3
        assert not Person.objects.exists()
        with pytest.raises(ValueError, match="circle"):
            actions.add_person(by=who, at=AT, family_name="髙橋", circle=7)


def test_two_people_correct_at_once_and_the_second_sees_both_texts() -> None:
    who = four().right
    person = hanako(who)
    with as_(who):
        actions.change_person(person, by=who, seen_version=1, at=AT, address="焼津市小川100")
        with pytest.raises(StaleEdit) as both:
            actions.change_person(person, by=who, seen_version=1, at=AT, address="焼津市小川200", sex="2")
    assert both.value.theirs == {"住所": "焼津市小川100", "性別": "不明"}
    assert both.value.yours == {"住所": "焼津市小川200", "性別": "女性"}


def test_a_name_cannot_be_emptied_but_a_second_one_may_stay_alone() -> None:
    who = four().right
    person = hanako(who, family_kana="", given_kana="")
    with as_(who):
        with pytest.raises(RuleBroken):
            actions.change_person(person, by=who, seen_version=1, at=AT, family_name="", given_name="")
        now = actions.change_person(
            person, by=who, seen_version=1, at=AT, family_name="", given_name="", known_as="おはなさん"
        )
    assert now.full_name == "おはなさん"


def test_after_a_correction_the_search_follows() -> None:
    who = four().right
    person = hanako(who)
    with as_(who):
        actions.change_person(person, by=who, seen_version=1, at=AT, family_name="佐藤", family_kana="サトウ")
        assert queries.found(who, "たかはし").people == 0
        assert queries.found(who, "さとう").people == 1


def test_a_telephone_ends_but_stays_readable_and_is_found_no_more() -> None:
    who = four().right
    person = hanako(who)
    with as_(who):
        phone = ContactMethod.objects.get(person=person)
        actions.end_contact(person, phone.pk, by=who, on=date(2026, 11, 20))
        actions.add_contact(person, by=who, contact=ContactFacts(ContactKind.MOBILE, "０９０ー１２３４ー５６７８"))
        assert queries.found(who, "054-621-2941").people == 0
        assert queries.found(who, "09012345678").people == 1
        page = queries.person_page(who, person.pk)
        assert [contact.value for contact in page.contacts] == ["090-1234-5678"]
        assert [contact.value for contact in page.earlier_contacts] == ["054-621-2941"]
        with pytest.raises(RuleBroken):
            actions.add_contact(person, by=who, contact=ContactFacts(ContactKind.MOBILE, "090"))


def test_how_safe_a_call_is_can_be_said_later_and_only_of_ones_own() -> None:
    who = four().right
    person, other = hanako(who), hanako(who, given_name="太郎", given_kana="タロウ", phone="054-621-2942")
    with as_(who):
        phone = ContactMethod.objects.get(person=person)
        actions.say_how_safe(other, phone.pk, by=who, safety=Safety.SAFE)
        assert ContactMethod.objects.get(pk=phone.pk).safety == Safety.UNKNOWN
        actions.end_contact(other, phone.pk, by=who, on=date(2026, 11, 20))
        assert ContactMethod.objects.get(pk=phone.pk).until is None
        actions.say_how_safe(person, phone.pk, by=who, safety=Safety.CAREFUL, rule="平日の昼だけ")
        phone.refresh_from_db()
        assert (phone.safety, phone.rule) == ("careful", "平日の昼だけ")


def test_a_household_forms_grows_and_shrinks_with_dates() -> None:
    who = four().right
    mother, son = hanako(who), hanako(who, given_name="一郎", given_kana="イチロウ", birth="1965", phone="054-621-2943")
    with as_(who):
        home = actions.form_household([(mother, Relation.HEAD), (son, Relation.CHILD)], by=who, label="本町の髙橋さん")
        with pytest.raises(RuleBroken, match="もう この世帯"):
            actions.add_member(home.pk, son, by=who, relation=Relation.CHILD)
        with pytest.raises(RuleBroken, match="先に"):
            actions.form_household([(son, Relation.HEAD)], by=who)
        actions.end_member(home.pk, son, by=who, on=date(2026, 11, 20))
        actions.form_household([(son, Relation.HEAD)], by=who, since=date(2026, 11, 20))
        with pytest.raises(RuleBroken, match="だれの"):
            actions.form_household([], by=who)
        assert HouseholdMember.objects.count() == 3
        assert Household.objects.filter(label="本町の髙橋さん").count() == 1


def test_nobody_leaves_a_household_before_they_came() -> None:
    who = four().right
    mother = hanako(who)
    with as_(who):
        home = actions.form_household([(mother, Relation.HEAD)], by=who, since=date(2026, 4, 1))
        with pytest.raises(RuleBroken, match="いつから"):
            actions.end_member(home.pk, mother, by=who, on=date(2026, 3, 1))


def test_nobody_adds_to_a_household_they_have_no_part_in() -> None:
    people = four()
    mother, friend = hanako(people.right), hanako(people.neighbour, given_name="咲子")
    with as_(people.right):
        home = actions.form_household([(mother, Relation.HEAD)], by=people.right)
    with as_(people.neighbour):
        with pytest.raises(PermissionDenied):
            actions.add_member(home.pk, friend, by=people.neighbour, relation=Relation.NOT_RELATED)
        with pytest.raises(ProgrammingError), transaction.atomic():
            HouseholdMember.objects.create(
                circle_id=friend.circle_id, household_id=home.pk, person=friend, relation=Relation.NOT_RELATED
            )
    with as_(people.right):
        circles.join(
            mother.circle_id, organization_id=people.neighbour.organization_id or 0, basis=Basis.CONSENT, by=people.right, at=AT
        )  # fmt: skip
    with as_(people.neighbour):
        actions.add_member(home.pk, friend, by=people.neighbour, relation=Relation.NOT_RELATED)


def test_who_was_only_asked_makes_nobody_unfindable() -> None:
    people = four()
    mother = hanako(people.right)
    with as_(people.right):
        circles.join(
            mother.circle_id, organization_id=people.neighbour.organization_id or 0, basis=Basis.REFERRED, by=people.right, at=AT
        )  # fmt: skip
    with as_(people.neighbour):
        assert Person.objects.get().pk == mother.pk
        with pytest.raises(ProgrammingError), transaction.atomic():
            actions.rekey(Person(pk=mother.pk, circle_id=mother.circle_id))
    with as_(people.right):
        assert queries.found(people.right, "髙橋").people == 1
