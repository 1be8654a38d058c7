"""今日のまとめ comes at 8:30 in town, and later that day when the worker stood still then; once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from croniter import croniter
from procrastinate.contrib.django import app

from otagai.base.accounts.words import Duty
from otagai.base.notices.models import Notice
from otagai.base.notices.words import NoticeKind
from otagai.welcome.intake import jobs, rules
from tests.factories import a_consultation, a_town, a_user, acting, an_organization, as_worker

JAPAN = ZoneInfo("Asia/Tokyo")


def moment(day: int, hour: int, minute: int) -> datetime:
    """A moment of November in town."""
    return datetime(2026, 11, day, hour, minute, tzinfo=JAPAN)


def test_the_cron_says_half_past_eight_in_japan() -> None:
    [periodic] = [each for each in app.periodic_registry.periodic_tasks.values() if each.task.name == jobs.digest.name]
    begin = datetime(2026, 11, 20, 0, 0, tzinfo=UTC)
    following = croniter(periodic.cron, begin).get_next(datetime)
    assert following.astimezone(JAPAN).time() == rules.DIGEST_AT
    assert croniter(periodic.cron, following).get_next(datetime) - following == timedelta(days=1)


@pytest.mark.parametrize(
    ("now", "last", "due"),
    [
        (moment(24, 8, 29), None, False),
        (moment(24, 8, 30), None, True),
        (moment(24, 11, 0), moment(23, 8, 30), True),
        (moment(24, 11, 0), moment(24, 8, 30), False),
        (moment(25, 0, 5), moment(24, 8, 30), False),
    ],
)
def test_it_is_due_once_a_day(now: datetime, last: datetime | None, due: bool) -> None:
    assert rules.digest_is_due(now, last) is due


@pytest.mark.django_db
def test_whoever_starts_the_worker_at_eleven_still_gets_it_and_once() -> None:
    shakyo = an_organization("社協")
    a_town(shakyo)
    csw = a_user(Duty.CSW, organization=shakyo)
    a_consultation(acting(csw), at=datetime(2026, 10, 1, 9, 0, tzinfo=JAPAN))

    def given() -> int:
        with as_worker():
            return Notice.objects.filter(kind=NoticeKind.DIGEST, user=csw).count()

    with time_machine.travel(datetime(2026, 11, 24, 8, 10, tzinfo=JAPAN), tick=False):
        jobs.look_after(0)
        assert given() == 0
    with time_machine.travel(datetime(2026, 11, 24, 11, 0, tzinfo=JAPAN), tick=False):
        for _ in range(3):
            jobs.look_after(0)
        jobs.digest(0)
        assert given() == 1
    with time_machine.travel(datetime(2026, 11, 25, 8, 30, tzinfo=JAPAN), tick=False):
        jobs.digest(0)
        jobs.look_after(0)
        assert given() == 2
