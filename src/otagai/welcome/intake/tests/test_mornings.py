"""Before nine in the morning it is already today in town, although not yet in the time that is stored (UTC)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from otagai.base.accounts.words import Duty
from otagai.welcome.intake.actions import receive
from otagai.welcome.intake.actions.arrival import Arrival, arrive
from otagai.welcome.intake.words import Door, Origin, Urgency
from tests.factories import a_town, a_user, acting, as_

pytestmark = pytest.mark.django_db
HALF_PAST_EIGHT = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
"""Tuesday 24 November, 8:30 in town."""


def test_what_is_urgent_at_half_past_eight_is_due_the_same_day() -> None:
    csw = acting(a_user(Duty.CSW))
    with as_(csw):
        urgent = Arrival(text="雨戸が開かない", door=Door.PHONE, origin=Origin.PERSON, urgency=Urgency.TODAY)
        heard = arrive(urgent, by=csw, at=HALF_PAST_EIGHT)
        assert heard.next_date == date(2026, 11, 24)
        assert receive(heard, by=csw, at=HALF_PAST_EIGHT).next_date == date(2026, 11, 24)


def test_three_working_days_are_counted_from_the_day_in_town() -> None:
    a_town()
    csw = acting(a_user(Duty.CSW))
    with as_(csw):
        calm = arrive(Arrival(text="話したい", door=Door.PHONE, origin=Origin.PERSON), by=csw, at=HALF_PAST_EIGHT)
        assert receive(calm, by=csw, at=HALF_PAST_EIGHT).next_date == date(2026, 11, 27)
