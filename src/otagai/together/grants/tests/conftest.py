"""A 社協 with a programme: whoever writes applications, whoever decides."""

from __future__ import annotations

from datetime import date

import pytest

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Duty
from otagai.together.grants import actions
from otagai.together.grants.models import Terms
from otagai.town.organizations.models import Organization
from tests.factories import a_town, a_user, acting, an_organization, as_


@pytest.fixture
def shakyo() -> Organization:
    a_town()
    return an_organization("港市社協")


@pytest.fixture
def csw(shakyo: Organization) -> Acting:
    """Writes applications."""
    return acting(a_user(organization=shakyo))


@pytest.fixture
def leader(shakyo: Organization) -> Acting:
    """Decides for 社協."""
    return acting(a_user(Duty.ORGANIZATION_LEADER, organization=shakyo))


@pytest.fixture
def terms(shakyo: Organization, leader: Acting) -> Terms:
    """サロン助成: six times a year, 10,000 yen to begin, 30,000 a year."""
    with as_(leader):
        programme = actions.add_programme(by=leader, name="サロン助成", giver_id=shakyo.pk)
        return actions.set_terms(
            programme.pk, by=leader, since=date(2026, 4, 1), until=None, sessions_min=2, startup_max=10_000, yearly_max=30_000
        )  # fmt: skip
