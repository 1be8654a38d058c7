"""Giver and taker of the tests of this room: 社協 with its CSW, the centre with its nurse, and somebody."""

from __future__ import annotations

import pytest

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Duty
from otagai.town.organizations.models import Organization
from otagai.town.organizations.words import OrganizationKind
from otagai.town.people.actions import add_person
from otagai.town.people.models import Person
from tests.factories import NOW, a_town, a_user, acting, an_organization, as_


@pytest.fixture
def shakyo() -> Organization:
    organization = an_organization("社協")
    a_town(organization)
    return organization


@pytest.fixture
def center() -> Organization:
    return an_organization("中央包括", kind=OrganizationKind.COMMUNITY_SUPPORT_CENTER)


@pytest.fixture
def csw(shakyo: Organization) -> Acting:
    return acting(a_user(Duty.CSW, organization=shakyo, name="佐藤"))


@pytest.fixture
def nurse(center: Organization) -> Acting:
    return acting(a_user(Duty.COUNSELLOR, organization=center, name="鈴木"))


@pytest.fixture
def hana(csw: Acting) -> Person:
    with as_(csw):
        return add_person(by=csw, at=NOW, family_name="山田", given_name="ハナ")
