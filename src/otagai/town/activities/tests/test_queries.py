"""The calendar: what fits, in order, called off or not, in a fixed number of questions."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.http import Http404
from pytest_django import DjangoAssertNumQueries

from otagai.town.activities import queries
from otagai.town.activities.models import ActivityDay, Hosting
from otagai.town.activities.queries import Wanted
from otagai.town.activities.words import ActivityKind, ActivityState
from tests.factories import TODAY, a_place, an_activity, an_area, an_organization, as_public

pytestmark = pytest.mark.django_db


def titles(wanted: Wanted, days: int = 30) -> list[str]:
    """The titles of the calendar, each as often as it is held."""
    with as_public():
        return [entry.activity.title for entry in queries.calendar(wanted, start=TODAY, days=days)]


def test_what_is_called_off_altogether_stands_in_the_calendar_and_says_why() -> None:
    an_activity("体操", state=ActivityState.CANCELLED, said="会場の工事のため")
    with as_public():
        entry = queries.calendar(Wanted(), start=TODAY, days=7)[0]
    assert entry.called_off and entry.activity.said == "会場の工事のため"


def test_each_question_leaves_just_what_fits() -> None:
    area = an_area("小川小学校区")
    an_activity("体操", weekdays=[1], area=area)
    an_activity("そうじ", weekdays=[6], kind=ActivityKind.CLEANING, any_age=True, helpers_wanted=["ごみ袋を配る 2人"])
    assert titles(Wanted(area_id=area.pk), 7) == titles(Wanted(weekday=1), 7) == ["体操"]
    assert titles(Wanted(kinds=(ActivityKind.CLEANING,)), 7) == titles(Wanted(any_age=True), 7) == ["そうじ"]
    assert titles(Wanted(helpers=True), 7) == ["そうじ"]
    assert titles(Wanted(band=(time(0), time(12))), 7) == ["そうじ", "体操"]
    assert titles(Wanted(band=(time(12), time(17)))) == []
    with as_public():
        assert queries.areas_with_activities() == [(area.pk, "小川小学校区")]


def test_drafts_and_what_ended_are_absent() -> None:
    gone = [an_activity(state=state) for state in (ActivityState.DRAFT, ActivityState.ENDED)]
    assert titles(Wanted()) == []
    for activity in gone:
        with as_public(), pytest.raises(Http404):
            queries.activity_page(activity.pk, on=TODAY)
        with as_public(), pytest.raises(Http404):
            queries.entries_of(activity.pk, start=TODAY, days=30)


def test_a_place_that_is_not_public_is_not_told() -> None:
    hidden = a_place("かくれ家", is_public=False)
    activity = an_activity(place=hidden, meeting_point="港公園")
    with as_public():
        page = queries.activity_page(activity.pk, on=TODAY)
    assert (page.line.place, page.address, page.line.meeting_point) == ("", "", "港公園")


def test_a_single_day_is_held_and_a_left_out_one_is_not() -> None:
    activity = an_activity()
    ActivityDay.objects.create(activity=activity, day=date(2026, 11, 24))
    ActivityDay.objects.create(activity=activity, day=date(2026, 11, 28), opens_at=time(9), closes_at=time(10))
    with as_public():
        entries = queries.entries_of(activity.pk, start=TODAY, days=12)
    assert [entry.held.on for entry in entries] == [date(2026, 11, 28), date(2026, 12, 1)]


def test_the_calendar_asks_four_questions_however_much_is_on(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(5):
        Hosting.objects.create(activity=an_activity(weekdays=[number]), organization=an_organization(), position=0)
    with as_public(), django_assert_num_queries(4):
        queries.calendar(Wanted(), start=TODAY, days=31)
