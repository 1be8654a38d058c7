"""Doors to people: who may enter, and what the search box finds."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.http import Http404
from pytest_django import DjangoAssertNumQueries

from otagai.base.accounts.acting import WORKER
from otagai.base.accounts.models import Assignment
from otagai.base.accounts.words import Duty
from otagai.base.audit.models import Deed, Reading
from otagai.base.audit.words import Purpose
from otagai.base.circles import actions as circles
from otagai.base.circles.words import Basis
from otagai.kernel.finding import PersonFacts
from otagai.kernel.search_box import Looks
from otagai.kernel.wareki import PartialDate
from otagai.town.people import actions, queries
from otagai.town.people.models import HouseholdMember, Person
from otagai.town.people.tests.town import AT, Four, four, hanako
from otagai.town.people.words import Relation
from tests.factories import a_user, acting, an_area, an_organization, as_, as_public, as_worker

pytestmark = pytest.mark.django_db
SHARED = 4711  # the key of a telephone that a whole facility shares


@pytest.fixture
def people() -> Four:
    """Four people at the door."""
    return four()


def test_the_right_one_enters_and_the_reading_is_written_down(
    people: Four, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    person = hanako(people.right)
    with as_(people.right):
        actions.form_household([(person, Relation.HEAD)], by=people.right)
        with django_assert_num_queries(7):
            page = queries.person_page(people.right, person.pk, purpose=Purpose.REFERRAL, page="desk.person")
        reading = Reading.objects.get()
    assert page.person == person
    assert [member.basis for member in page.circle] == ["相談を受け止めた"]
    assert (reading.subject, reading.subject_id, reading.purpose, reading.page) == (
        "person", person.pk, "referral", "desk.person",
    )  # fmt: skip
    assert people.right.user is not None
    assert reading.user_id == people.right.user.pk


def test_a_neighbouring_organisation_is_not_even_told_that_there_is_somebody(people: Four) -> None:
    person = hanako(people.right)
    for who in people.others:
        with as_(who):
            with pytest.raises(Http404):
                queries.person_for(who, person.pk)
            with pytest.raises(Http404):
                queries.person_page(who, person.pk)
            assert queries.found(who, "054-621-2941").people == 0
            assert queries.found(who, "たかはし").people == 0
            assert queries.candidates_for(who, person.facts(["054-621-2941"])) == []
            assert not Reading.objects.exists()


def test_the_right_alone_does_not_help_without_the_circle_bound(people: Four) -> None:
    person = hanako(people.right)
    with as_public(), pytest.raises(Http404):
        queries.person_for(WORKER, person.pk)
    with as_(people.neighbour), pytest.raises(Http404):
        queries.person_for(people.right, person.pk)


def test_who_joins_the_circle_enters_and_who_leaves_does_not_at_the_next_request(people: Four) -> None:
    person = hanako(people.right)
    assert people.neighbour.organization_id is not None
    at = datetime(2026, 11, 20, tzinfo=UTC)
    with as_(people.right):
        circles.join(
            person.circle_id,
            organization_id=people.neighbour.organization_id,
            basis=Basis.ACCEPTED,
            by=people.right,
            at=at,
        )
    with as_(people.neighbour):
        assert queries.person_for(people.neighbour, person.pk) == person
        assert queries.found(people.neighbour, "花子").people == 1
        circles.leave(
            person.circle_id,
            organization_id=people.neighbour.organization_id,
            by=people.neighbour,
            at=datetime.now(tz=UTC),
        )
    with as_(people.neighbour):
        assert queries.found(people.neighbour, "花子").people == 0


def test_a_duty_for_one_district_sees_that_district_and_people_of_nowhere() -> None:
    own, east, west = an_organization(), an_area("東"), an_area("西")
    whole = acting(a_user(Duty.CSW, organization=own))
    district = acting(a_user(Duty.DISTRICT_OFFICER, organization=own, area=east))
    here, there, nowhere = (
        hanako(whole, given_name=name, area_id=pk) for name, pk in (("東", east.pk), ("西", west.pk), ("空", None))
    )
    with as_(district):
        assert {one.pk for group in queries.found(district, "髙橋").groups for one in group.people} == {
            here.pk,
            nowhere.pk,
        }
        with pytest.raises(Http404):
            queries.person_for(district, there.pk)


def test_who_lost_their_duty_yesterday_sees_nothing_today() -> None:
    own = an_organization()
    user = a_user(Duty.CSW, organization=own)
    person = hanako(acting(user))
    Assignment.objects.filter(user=user).update(until=date(2026, 11, 20))
    with as_(acting(user)), pytest.raises(Http404):
        queries.person_for(acting(user), person.pk)


@pytest.mark.parametrize(
    ("text", "looks", "reason"),
    [
        ("高橋", Looks.WORDS, "名前が合う"),
        ("タカハシ ハナコ", Looks.KANA, "カナが合う"),
        ("たかはしはなこ", Looks.KANA, "カナが同じ"),
        ("０５４−６２１−２９４１", Looks.TELEPHONE, "電話が同じ"),
        ("2941", Looks.DIGITS, "電話の終わりが同じ"),
        ("S16.3.5", Looks.BIRTH, "生年月日が同じ"),
        ("本町５丁目６番", Looks.WORDS, "住所が合う"),
    ],
)
def test_one_box_finds_by_anything_and_says_why(people: Four, text: str, looks: Looks, reason: str) -> None:
    hanako(people.right)
    hanako(people.right, family_name="佐藤", family_kana="サトウ", given_name="次郎", given_kana="ジロウ",
           birth="1950", address="焼津市小川1", phone="054-628-1111")  # fmt: skip
    with as_(people.right):
        found = queries.found(people.right, text)
    assert (found.people, found.looks) == (1, looks)
    (one,) = found.groups[0].people
    assert (one.name, [way.value for way in one.ways]) == ("髙橋 花子", ["054-621-2941"])
    assert reason in one.reasons


def test_a_receipt_number_is_handed_back_as_such_and_nothing_means_nobody(people: Four) -> None:
    with as_(people.right):
        assert queries.found(people.right, "R8-004217-4").receipt == "R8-004217-4"
        assert queries.found(people.right, "R8-004217-5").hint
        assert queries.found(people.right, "  ").groups == ()
        assert queries.found(people.right, "\x00'; DROP TABLE people_person; --%_").people == 0


def test_results_stand_by_household(people: Four, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    mother = hanako(people.right)
    son = hanako(people.right, given_name="一郎", given_kana="イチロウ", birth="1965", phone="090-1111-2222")
    other = hanako(people.right, given_name="梅", given_kana="ウメ", address="焼津市小川", phone="090-1111-2223")
    with as_(people.right):
        actions.form_household(
            [(mother, Relation.HEAD), (son, Relation.CHILD)], by=people.right, label="本町の髙橋さん"
        )
        with django_assert_num_queries(5):
            found = queries.found(people.right, "たかはし")
        assert Deed.objects.filter(verb="people.searched").count() == 1
    groups = {group.label: {one.pk for one in group.people} for group in found.groups}
    assert groups == {"本町の髙橋さん": {mother.pk, son.pk}, "": {other.pk}}


def test_a_household_is_no_bridge_to_people_of_another_circle(people: Four) -> None:
    mother = hanako(people.right)
    son = hanako(people.neighbour, given_name="一郎", given_kana="イチロウ", birth="1965", phone="090-1111-2222")
    with as_(people.right):
        home = actions.form_household([(mother, Relation.HEAD)], by=people.right, label="本町の髙橋さん")
    with as_worker():  # as somebody writes it who sees both
        HouseholdMember.objects.create(
            circle_id=son.circle_id, household_id=home.pk, person=son, relation=Relation.CHILD
        )
    with as_(people.neighbour):
        (seen,) = queries.person_page(people.neighbour, son.pk).households
        assert (seen.label, [one.name for one in seen.members]) == ("", ["髙橋 一郎"])
        assert queries.household_for(people.neighbour, home.pk).label == ""
    with as_(people.right):
        (seen,) = queries.person_page(people.right, mother.pk).households
        assert (seen.label, [one.name for one in seen.members]) == ("本町の髙橋さん", ["髙橋 花子"])
    with as_(people.stranger), pytest.raises(Http404):
        queries.household_for(people.stranger, home.pk)


def test_more_people_than_fit_are_said_to_be_more(people: Four) -> None:
    for number in range(4):
        hanako(people.right, given_name=f"花{number}", phone=f"054-621-000{number}")
    with as_(people.right):
        found = queries.found(people.right, "髙橋", most=3)
    assert (found.people, found.more) == (3, True)


def test_while_writing_somebody_down_known_people_appear_with_reasons(
    people: Four, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    mother = hanako(people.right)
    twin = hanako(people.right, given_name="春子", given_kana="ハルコ", phone="054-621-2941")
    hanako(
        people.right,
        family_name="佐藤",
        family_kana="サトウ",
        address="焼津市小川1",
        birth="1950",
        phone="054-628-1111",
    )
    typed = PersonFacts(
        surname="高橋", given="花子", surname_kana="たかはし", given_kana="はなこ", birth=PartialDate(1941, 3, 5),
        phones=("0546212941",), address="焼津市本町五丁目6番1号",
    )  # fmt: skip
    with as_(people.right), django_assert_num_queries(4):
        likely = queries.candidates_for(people.right, typed)
    assert [one.pk for one in likely] == [mother.pk, twin.pk]
    assert set(likely[0].reasons) == {"電話が同じ", "カナが同じ", "漢字が同じ", "生年月日が同じ", "住所が同じ"}
    assert (likely[0].family, likely[1].family) == (False, True)
    assert likely[1].against == ("名が違う",)


def test_a_surname_alone_brings_its_people_while_typing(people: Four) -> None:
    mother = hanako(people.right)
    with as_(people.right):
        assert [one.pk for one in queries.candidates_for(people.right, PersonFacts(surname_kana="たかはし"))] == [
            mother.pk
        ]
        assert queries.candidates_for(people.right, PersonFacts()) == []


def test_five_hundred_strangers_with_the_same_key_hide_nobody_one_may_see(people: Four) -> None:
    with as_(people.neighbour):
        home = circles.open_circle(
            organization_id=people.neighbour.organization_id or 0, basis=Basis.RECEIVED, by=people.neighbour, at=AT
        )
        Person.objects.bulk_create(Person(circle_id=home.pk, family_name="よそ") for _ in range(501))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT people_rekey(id, ARRAY[%s::bigint]) FROM people_person WHERE circle_id = %s", [SHARED, home.pk]
            )
    person = hanako(people.right)
    with as_(people.right), connection.cursor() as cursor:
        cursor.execute("SELECT people_rekey(%s, ARRAY[%s::bigint])", [person.pk, SHARED])
        cursor.execute("SELECT people_alike(ARRAY[%s::bigint], 40)", [SHARED])
        assert cursor.fetchall() == [(person.pk,)]
