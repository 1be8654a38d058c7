"""Four people at every door: the right one, the same organisation without the right, a neighbour, a stranger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.models import User
from otagai.base.accounts.words import Duty
from otagai.front.desk.tests.town_at_the_desk import a_person, somebody
from otagai.town.organizations.models import Organization
from otagai.town.organizations.words import OrganizationKind
from otagai.town.people.models import Person
from otagai.town.places.models import Place
from otagai.welcome.intake.models import Consultation
from tests.factories import a_consultation, a_place, a_town, a_user, acting, an_organization

Browser = Callable[[User | None], Client]


@dataclass(frozen=True)
class Town:
    """A small town: 社協 at the front door, 包括 beside it, and their people."""

    shakyo: Organization
    center: Organization
    csw: User
    officer: User
    counsellor: User
    stranger: User

    @property
    def acting(self) -> Acting:
        """The CSW, acting today."""
        return acting(self.csw)


@pytest.fixture
def town() -> Town:
    shakyo = an_organization("港市社協")
    center = an_organization("南部包括支援センター", kind=OrganizationKind.COMMUNITY_SUPPORT_CENTER)
    a_town(shakyo)
    return Town(
        shakyo, center, a_user(Duty.CSW, organization=shakyo, name="佐藤"),
        a_user(Duty.SYSTEM_ADMINISTRATOR, organization=shakyo, name="情報係"),
        a_user(Duty.COUNSELLOR, organization=center, name="鈴木"),
        a_user(Duty.CSW, organization=an_organization("となり町社協"), name="よその人"),
    )  # fmt: skip


@pytest.fixture
def browser() -> Browser:
    """A browser in which somebody has logged in with a second factor; nobody for None."""

    def open_as(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
            session = client.session
            session["second_factor"] = True
            session["touched"] = 9_999_999_999
            session.save()
        return client

    return open_as


@pytest.fixture
def consultation(town: Town) -> Consultation:
    return a_consultation(town.acting, "ごみ出しがつらいと 電話があった")


@pytest.fixture
def shakyo() -> Organization:
    """The front door of the town."""
    council = an_organization("おたがい市社協")
    a_town(council)
    return council


@pytest.fixture
def csw(shakyo: Organization) -> User:
    """Somebody of the front door."""
    return a_user(Duty.CSW, organization=shakyo)


@pytest.fixture
def kazuko(csw: User) -> Person:
    return a_person(acting(csw))


@pytest.fixture
def desk() -> Client:
    """The 地区担当 at the desk."""
    a_town()
    return somebody(Duty.DISTRICT_OFFICER)


@pytest.fixture
def salon() -> Place:
    """A place without a group."""
    return a_place("港サロン")
