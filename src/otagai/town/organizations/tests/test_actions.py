"""Keeping the list of organisations true."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from otagai.base.accounts.words import Duty
from otagai.base.audit.models import Deed
from otagai.base.safekeeping.errors import RuleBroken, StaleEdit
from otagai.town.organizations import actions, queries
from otagai.town.organizations.actions import DeskFacts
from otagai.town.organizations.models import Desk, Organization, ServiceArea
from otagai.town.organizations.words import Capacity, OrganizationKind
from tests.factories import TODAY, a_user, acting, an_area, an_organization, as_

pytestmark = pytest.mark.django_db
DESK = DeskFacts("総合相談", "054-621-2941", "平日 8:30–17:15")


def test_a_new_organisation_leaves_a_trace() -> None:
    who = acting(a_user(Duty.CSW))
    with as_(who):
        new = actions.add(
            by=who, kind=OrganizationKind.NPO, name=" みなとの会 ", phone="054-621-2941", themes=["lonely"]
        )
        assert Deed.objects.get(verb="organizations.added").subject_id == new.pk
    assert Organization.objects.get(pk=new.pk).name == "みなとの会"


def test_a_second_one_of_the_same_name_is_refused_in_words() -> None:
    who = acting(a_user(Duty.CSW))
    with as_(who):
        actions.add(by=who, kind=OrganizationKind.NPO, name="みなとの会")
        with pytest.raises(RuleBroken, match="もう あります"):
            actions.add(by=who, kind=OrganizationKind.SALON, name="みなとの会")
        with pytest.raises(ValueError, match="capacity"):
            actions.add(by=who, kind=OrganizationKind.SALON, name="ほかの会", capacity=Capacity.FULL)


def test_two_people_change_at_once_and_the_second_sees_both_texts() -> None:
    who = acting(a_user(Duty.CSW))
    organization = an_organization("港包括", kind=OrganizationKind.COMMUNITY_SUPPORT_CENTER, takes_on="介護")
    with as_(who):
        actions.change(organization.pk, by=who, seen_version=1, takes_on="介護と認知症", phone="054-624-0001")
        with pytest.raises(StaleEdit) as both:
            actions.change(organization.pk, by=who, seen_version=1, takes_on="介護・虐待", kind=OrganizationKind.HEALTH)
    assert both.value.theirs == {"受けられること": "介護と認知症", "種類": "地域包括支援センター"}
    assert both.value.yours == {"受けられること": "介護・虐待", "種類": "保健・医療"}
    organization.refresh_from_db()
    assert (organization.takes_on, organization.version) == ("介護と認知症", 2)


def test_saying_the_same_again_is_no_conflict() -> None:
    who = acting(a_user(Duty.CSW))
    organization = an_organization("港包括", takes_on="介護")
    with as_(who):
        actions.change(organization.pk, by=who, seen_version=1, takes_on="介護と認知症")
        actions.change(organization.pk, by=who, seen_version=1, takes_on="介護と認知症")
    assert Organization.objects.get(pk=organization.pk).version == 2


def test_a_leader_cannot_touch_the_neighbouring_organisation() -> None:
    own, other = an_organization(), an_organization()
    who = acting(a_user(Duty.ORGANIZATION_LEADER, organization=own))
    with as_(who):
        actions.change(own.pk, by=who, seen_version=1, takes_on="介護")
        for forbidden in (
            lambda: actions.change(other.pk, by=who, seen_version=1, takes_on="なし"),
            lambda: actions.set_desks(other.pk, by=who, desks=[], on=TODAY),
            lambda: actions.serve_areas(other.pk, by=who, area_ids=[], on=TODAY),
            lambda: actions.set_capacity(other.pk, by=who, capacity=Capacity.FULL, on=TODAY),
            lambda: actions.end(other.pk, by=who, on=TODAY),
        ):
            with pytest.raises(PermissionDenied):
                forbidden()


def test_capacity_keeps_the_day_on_which_it_was_said() -> None:
    own = an_organization()
    who = acting(a_user(Duty.COUNSELLOR, organization=own))
    with as_(who):
        actions.set_capacity(own.pk, by=who, capacity=Capacity.FULL, note="12月から また受けます", on=TODAY)
    own.refresh_from_db()
    assert (own.capacity, own.capacity_note, own.capacity_updated_on) == ("full", "12月から また受けます", TODAY)


def test_desks_change_open_and_end_but_are_never_deleted() -> None:
    who = acting(a_user(Duty.CSW))
    organization = an_organization()
    with as_(who):
        actions.set_desks(
            organization.pk, by=who, desks=[DESK, DeskFacts("出張相談", "054-621-2942", "第1水曜")], on=TODAY
        )
        first, second = Desk.objects.order_by("pk")
        moved = DeskFacts("総合相談", "054-621-0000", "毎日", pk=first.pk)
        actions.set_desks(organization.pk, by=who, desks=[moved, DeskFacts("夜間", "054-621-2943", "毎夜")], on=TODAY)
    assert Desk.objects.count() == 3
    second.refresh_from_db()
    assert second.until == TODAY
    page = queries.organization_page(organization.pk, on=TODAY)
    assert [(desk.name, desk.phone) for desk in page.desks] == [("総合相談", "054-621-0000"), ("夜間", "054-621-2943")]


def test_a_desk_of_another_organisation_cannot_be_taken_by_its_number() -> None:
    who = acting(a_user(Duty.CSW))
    mine, theirs = an_organization(), an_organization()
    with as_(who):
        actions.set_desks(theirs.pk, by=who, desks=[DESK], on=TODAY)
        foreign = Desk.objects.get().pk
        actions.set_desks(mine.pk, by=who, desks=[DeskFacts("乗っ取り", "054-621-2941", "毎日", pk=foreign)], on=TODAY)
    assert Desk.objects.get(pk=foreign).name == "総合相談"
    assert [desk.name for desk in queries.organization_page(mine.pk, on=TODAY).desks] == ["乗っ取り"]


def test_an_incomplete_desk_is_refused_and_nothing_ends() -> None:
    who = acting(a_user(Duty.CSW))
    organization = an_organization()
    with as_(who):
        actions.set_desks(organization.pk, by=who, desks=[DESK], on=TODAY)
        with pytest.raises(RuleBroken, match="窓口の時間"):
            actions.set_desks(organization.pk, by=who, desks=[DeskFacts("夜間", "054-621-2943", "")], on=TODAY)
    assert Desk.objects.filter(until__isnull=True).count() == 1


def test_areas_served_begin_and_end_with_a_date() -> None:
    who = acting(a_user(Duty.CSW))
    organization, east, west = an_organization(), an_area("東"), an_area("西")
    with as_(who):
        actions.serve_areas(organization.pk, by=who, area_ids=[east.pk], on=date(2026, 4, 1))
        actions.serve_areas(organization.pk, by=who, area_ids=[west.pk], on=TODAY)
        actions.serve_areas(organization.pk, by=who, area_ids=[west.pk], on=TODAY)
    assert ServiceArea.objects.count() == 2
    assert [area.name for area in queries.organization_page(organization.pk, on=TODAY).areas] == ["西"]


def test_an_organisation_that_ended_is_no_longer_offered() -> None:
    who = acting(a_user(Duty.SYSTEM_ADMINISTRATOR))
    organization = an_organization("閉じる会")
    with as_(who):
        actions.end(organization.pk, by=who, on=TODAY)
    assert "閉じる会" not in [line.name for line in queries.organizations(on=TODAY)]
    assert "閉じる会" in [line.name for line in queries.organizations(on=date(2026, 11, 19))]
