"""講座・教室: how often and for how many, in half-years that are over; few people are never told, and one day more changes nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otagai.insight.coverage.tests.a_town_to_walk_in import found
from otagai.insight.profiles import rules
from otagai.insight.profiles.queries import profile_for
from otagai.insight.profiles.tests.test_dates import on
from otagai.insight.profiles.tests.test_profile import words
from otagai.town.activities.models import Activity, ActivityDay, Recurrence
from otagai.town.activities.words import ActivityKind
from otagai.town.areas.models import Area
from otagai.welcome.signups.models import SignUp, SignUpEnd
from tests.factories import NOW, TODAY, a_town, an_activity

pytestmark = pytest.mark.django_db
JUNE = date(2026, 6, 2)


@pytest.fixture
def harbour() -> Area:
    a_town()
    found()
    return Area.objects.get(name="港自治会")


@pytest.fixture
def phones(harbour: Area) -> Activity:
    """Every Tuesday since January 2026."""
    course = an_activity("スマートフォン教室", area=harbour, kind=ActivityKind.LEARNING)
    Recurrence.objects.filter(activity=course).update(valid_from=date(2026, 1, 6))
    return course


def signed_up(course: Activity, seats: int, day: date = JUNE, **more: object) -> SignUp:
    number = f"T{SignUp.objects.count():05}"
    at = NOW - timedelta(days=300)
    return SignUp.objects.create(
        **{"receipt_number": number, "activity": course, "day": day, "seats": seats, "at": at, **more}
    )


def test_a_course_says_how_often_it_was_held_and_for_how_many_people_signed_up(harbour: Area, phones: Activity) -> None:
    ActivityDay.objects.create(activity=phones, day=JUNE)
    for seats in (8, 4):
        signed_up(phones, seats, day=JUNE + timedelta(days=7))
    signed_up(phones, 9, day=date(2026, 3, 3))
    told = words(on(harbour, TODAY))
    assert "2025年10月〜2026年3月の回数" in told
    assert "13回 10人より 少ない 22回 12人" in told  # Tuesdays but holidays, and 2 June


def test_what_is_no_course_has_no_line_and_undated_rules_no_number(harbour: Area) -> None:
    an_activity("港の体操", area=harbour)
    assert "この地区の「学び・教室」は まだ ありません" in words(on(harbour, TODAY))
    an_activity("手話の会", area=harbour, kind=ActivityKind.LEARNING)
    assert "わかりません 0人 わかりません 0人" in words(on(harbour, TODAY))


def test_whoever_takes_back_or_comes_after_the_half_year_is_settled_changes_nothing(
    harbour: Area, phones: Activity
) -> None:
    one = signed_up(phones, 1)
    first = [signed_up(phones, 1) for _ in range(10)]
    before = profile_for(harbour.pk, on=TODAY, today=TODAY).courses
    SignUpEnd.objects.create(sign_up=first[0], ended_by="self", at=NOW)
    signed_up(phones, 1, at=NOW)
    assert profile_for(harbour.pk, on=TODAY, today=TODAY).courses == before
    SignUpEnd.objects.create(sign_up=one, ended_by="self", at=NOW - timedelta(days=150))
    after = profile_for(harbour.pk, on=TODAY, today=TODAY).courses
    assert after.lines[0].halves[1].people == "10人"


@given(st.integers(0, 400))
def test_nobody_can_be_counted_alone(count: int) -> None:
    told = rules.people_told(count, k=10)
    assert told == "10人より 少ない" if 0 < count < 10 else told == f"{count}人"


def test_two_days_beside_each_other_tell_the_same_of_a_half_year(harbour: Area, phones: Activity) -> None:
    for day in range(28):
        signed_up(phones, 1, day=JUNE + timedelta(days=day))
    told: dict[str, set[str]] = {}
    for back in (0, 1, 42, 43, 44, 225):
        courses = profile_for(harbour.pk, on=TODAY - timedelta(days=back), today=TODAY).courses
        for line in courses.lines:
            for half, of in zip(courses.halves, line.halves, strict=True):
                told.setdefault(half.words, set()).add(of.people)
    assert told["2026年4月〜9月"] == {"28人"}
    assert all(len(each) == 1 for each in told.values())
