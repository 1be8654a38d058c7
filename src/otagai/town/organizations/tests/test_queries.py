"""To whom can this be handed?"""

from __future__ import annotations

from datetime import date

import pytest
from django.http import Http404
from pytest_django import DjangoAssertNumQueries

from otagai.base.accounts.models import Assignment
from otagai.base.accounts.words import Duty
from otagai.town.areas.models import Overlap
from otagai.town.areas.words import LayerKind
from otagai.town.organizations import queries
from otagai.town.organizations.models import Desk, Organization, ServiceArea
from otagai.town.organizations.words import Capacity, OrganizationKind
from tests.factories import TODAY, a_user, an_area, an_organization, as_public

pytestmark = pytest.mark.django_db
HOUKATSU = OrganizationKind.COMMUNITY_SUPPORT_CENTER


def a_center(name: str, **more: object) -> Organization:
    """A counselling organisation with one desk and somebody who answers there."""
    center = an_organization(name, kind=HOUKATSU, **more)
    Desk.objects.create(organization=center, name="総合相談", phone="054-621-2941", hours="平日 8:30–17:15")
    a_user(Duty.COUNSELLOR, organization=center, name="相談 花子")
    return center


def test_the_choices_say_all_that_helps_to_choose(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    center = a_center("北包括", themes=["care", "home"], takes_on="介護", capacity=Capacity.LIMITED)
    leader = a_user(Duty.ORGANIZATION_LEADER, organization=center, name="長 太郎")
    Assignment.objects.create(user=leader, duty=Duty.COUNSELLOR, organization=center, since=date(2026, 2, 1))
    a_user(Duty.WINDOW_HOST, organization=center, name="ちがう人")
    for number in range(5):
        a_center(f"ほかの包括{number}")
    area = an_area()
    with django_assert_max_num_queries(5):
        first = queries.choices_for_referral(
            themes=["care", "money"],
            area_id=area.pk,
            on=TODAY,
            holds_now={center.pk: 12},
            median_days={center.pk: 2.5},
        )[0]
    assert (first.name, first.themes_asked_for, first.capacity) == ("北包括", ("care",), Capacity.LIMITED)
    assert [(desk.phone, desk.hours) for desk in first.desks] == [("054-621-2941", "平日 8:30–17:15")]
    assert first.answering == ("長 太郎", "相談 花子")
    assert (first.holds_now, first.median_days) == (12, 2.5)


def test_whoever_serves_an_area_around_the_neighbourhood_serves_it() -> None:
    hood = an_area("高新田", kind=LayerKind.NEIGHBOURHOOD)
    school, other = an_area("大井川東"), an_area("港")
    Overlap.objects.create(area=hood, other=school, share=0.9)
    Overlap.objects.create(area=hood, other=other, share=0.02)
    near, far, whole_town = a_center("近い包括"), a_center("遠い包括"), a_center("どこでも")
    ServiceArea.objects.create(organization=near, area=school)
    ServiceArea.objects.create(organization=far, area=other)
    serving = {choice.name: choice.serves_area for choice in queries.choices_for_referral(area_id=hood.pk, on=TODAY)}
    assert serving == {near.name: True, far.name: False, whole_town.name: True}
    assert all(choice.serves_area for choice in queries.choices_for_referral(on=TODAY))


def test_whoever_has_somebody_to_answer_a_letter_is_offered_and_nobody_else() -> None:
    npo, empty = an_organization("NPO", kind=OrganizationKind.NPO), an_organization(kind=OrganizationKind.CITY_SECTION)
    helper = a_user(Duty.COUNSELLOR, organization=npo)
    a_user(Duty.POLICY_PLANNER, organization=empty)
    over = a_user(Duty.COUNSELLOR, organization=empty)
    Assignment.objects.filter(user=over).update(until=TODAY)

    def offered(area_id: int | None = None) -> list[str]:
        return [choice.name for choice in queries.choices_for_referral(area_id=area_id, on=TODAY)]

    assert offered() == ["NPO"]
    here, there = an_area(), an_area()
    Assignment.objects.filter(user=helper).update(area=here)
    assert (offered(here.pk), offered(there.pk), offered()) == (["NPO"], [], ["NPO"])
    helper.is_active = False
    helper.save()
    assert offered() == []


def test_where_nothing_else_is_known_the_home_of_the_person_decides_who_serves_it() -> None:
    home, other = an_area(), an_area()
    ServiceArea.objects.create(organization=a_center("近い包括"), area=home)
    ServiceArea.objects.create(organization=a_center("あちらの包括"), area=other)
    assert next(choice.name for choice in queries.choices_for_referral(near_id=home.pk, on=TODAY)) == "近い包括"


def test_neither_salons_nor_the_excluded_nor_what_ended_are_offered() -> None:
    a_center("北包括")
    an_organization("みなとサロン", kind=OrganizationKind.SALON)
    a_center("閉じた包括", until=date(2026, 4, 1))
    own = a_center("自分の包括")
    assert [choice.name for choice in queries.choices_for_referral(exclude=[own.pk], on=TODAY)] == ["北包括"]


def test_the_page_of_an_organisation_takes_four_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    center = a_center("北包括")
    with django_assert_num_queries(4):
        page = queries.organization_page(center.pk, on=TODAY)
    assert page.organization.name == "北包括"
    with pytest.raises(Http404):
        queries.organization_page(10**9, on=TODAY)


def test_a_list_can_be_narrowed_by_kind_and_by_name() -> None:
    a_center("北包括", kana="きたほうかつ")
    an_organization("みなとサロン", kind=OrganizationKind.SALON)
    assert [line.name for line in queries.organizations(on=TODAY, text="ほうかつ")] == ["北包括"]
    assert [line.name for line in queries.organizations(on=TODAY, kind=OrganizationKind.SALON)] == ["みなとサロン"]
    assert [group for group, _ in queries.organization_choices(on=TODAY)] == [
        "地域包括支援センター",
        "サロン・居場所の団体",
    ]
    assert queries.name_of(10**9) == ""


def test_residents_see_public_desks_of_living_organisations_only() -> None:
    center = a_center("北包括")
    Desk.objects.create(organization=center, name="職員用", phone="054-621-0000", hours="毎日", is_public=False)
    Desk.objects.create(organization=center, name="もうない", phone="054-621-0001", hours="毎日", until=TODAY)
    a_center("閉じた包括", until=date(2026, 4, 1))
    with as_public():
        assert [(desk.organization, desk.name) for desk in queries.public_desks(on=TODAY)] == [("北包括", "総合相談")]
