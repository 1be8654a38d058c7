"""A town to walk in, and whoever plans it."""

from __future__ import annotations

import pytest
from django.test import Client

from otagai.base.accounts.tests.entering import entered
from otagai.base.accounts.words import Duty
from otagai.insight.coverage.tests.a_town_to_walk_in import found
from otagai.town.places.models import Place
from tests.factories import a_town, a_user


@pytest.fixture
def places() -> dict[str, Place]:
    a_town()
    return found()


@pytest.fixture
def planner(places: dict[str, Place]) -> Client:
    return entered(a_user(Duty.POLICY_PLANNER))
