"""地域の活動の暦: day by day, what is called off says so, and the file for the telephone holds the same days."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from otagai.front.portal.activities_form import Span, span
from otagai.front.portal.calendar_file import Event, calendar_file
from otagai.front.portal.tests.conftest import Portal
from otagai.front.portal.views import activities
from otagai.kernel.opening import Opening, OpeningRule, openings
from otagai.town.activities import queries
from otagai.town.activities.models import Activity, ActivityDay, Hosting, SignUpTerms
from otagai.town.activities.words import ActivityKind, ActivityState
from tests.factories import an_activity, an_area, an_organization

TOKYO = ZoneInfo("Asia/Tokyo")
TODAY = date(2026, 11, 20)


@pytest.fixture
def exercise(portal: Portal) -> Activity:
    """体操 on Tuesdays in 小川, held by two organisations; the next one is called off."""
    activity = an_activity(
        "浜の体操", area=an_area("小川小学校区"), any_age=True, helpers_wanted=["受付 2人"], fee="無料"
    )
    for position, name in enumerate(("小川地区社協", "NPO はま")):
        Hosting.objects.create(activity=activity, organization=an_organization(name), position=position)
    ActivityDay.objects.create(
        activity=activity, day=date(2026, 11, 24), opens_at=time(10), closes_at=time(12), note="雨のため", is_called_off=True
    )  # fmt: skip
    return activity


def get(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def times_in(file: bytes) -> list[datetime]:
    """The beginnings of the events, read as a calendar program reads them (RFC 5545: unfolded lines, universal time)."""
    unfolded = file.decode().replace("\r\n ", "").split("\r\n")
    assert (unfolded[0], unfolded[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])
    starts = [line.removeprefix("DTSTART:") for line in unfolded if line.startswith("DTSTART")]
    return [datetime.strptime(start, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).astimezone(TOKYO) for start in starts]


def test_the_days_stand_in_order_and_what_is_called_off_says_why(exercise: Activity) -> None:
    page = get("/activities/")
    assert re.findall(r"<h2>(2026年[^<（]+)", page) == ["2026年11月24日(火)"]
    assert "中止" in page and "雨のため" in page
    month = get("/activities/?span=month")
    assert re.findall(r"<h2>(2026年[^<（]+)", month) == [
        "2026年11月10日(火)", "2026年11月17日(火)", "2026年11月24日(火)"
    ]  # fmt: skip


def test_a_holiday_is_no_day_of_the_calendar(exercise: Activity) -> None:
    assert "2026年11月3日" not in get("/activities/?span=month")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("kinds=exercise", True), ("kinds=disaster", False), ("needs=any_age&needs=helpers", True), ("weekday=1", True),
        ("weekday=2", False), ("band=morning", True), ("band=evening", False), ("kinds=nonsense&area=xyz&weekday=9", True),
    ],
)  # fmt: skip
def test_each_question_leaves_what_fits_and_nonsense_is_left_out(exercise: Activity, asked: str, found: bool) -> None:
    assert ("浜の体操" in get(f"/activities/?{asked}")) == found
    assert (b"DTSTART" in Client().get(f"/activities/calendar.ics?{asked}").content) == found


def test_one_area_has_its_own_calendar_and_feed(exercise: Activity) -> None:
    an_activity("山の体操", area=an_area("山手小学校区"))
    page = get(f"/activities/?area={exercise.area_id}")
    assert "：小川小学校区" in page and "浜の体操" in page and "山の体操" not in page
    address = re.search(r'href="(/activities/calendar\.ics[^"]*)"', page)
    assert address
    feed = Client().get(address[1].replace("&amp;", "&"))
    assert feed["Content-Type"].startswith("text/calendar")
    assert "浜の体操".encode() in feed.content and "山の体操".encode() not in feed.content


def test_the_page_of_an_activity_says_who_where_and_whom_to_ask(exercise: Activity) -> None:
    page = get(f"/activities/{exercise.pk}/")
    for said in ("小川地区社協、NPO はま", "港公園", "毎週火曜", "054-123-4567", "受付 2人", "年齢を問わず"):
        assert said in page, said


def test_what_is_called_off_altogether_asks_for_no_helpers(exercise: Activity) -> None:
    Activity.objects.filter(pk=exercise.pk).update(state=ActivityState.CANCELLED, said="会場の工事のため")
    page = get(f"/activities/{exercise.pk}/")
    assert "会場の工事のため" in page and "受付 2人" not in page


def test_drafts_have_no_page_no_feed_and_no_line(portal: Portal) -> None:
    draft = an_activity("ないしょの会", state=ActivityState.DRAFT)
    assert Client().get(f"/activities/{draft.pk}/").status_code == 404
    assert Client().get(f"/activities/{draft.pk}/calendar.ics").status_code == 404
    assert "ないしょの会" not in get("/activities/?span=month")


def test_the_file_of_an_activity_marks_what_is_called_off(exercise: Activity) -> None:
    file = Client().get(f"/activities/{exercise.pk}/calendar.ics").content
    assert times_in(file)[:2] == [datetime(2026, 11, 24, 10, tzinfo=TOKYO), datetime(2026, 12, 1, 10, tzinfo=TOKYO)]
    assert file.count(b"STATUS:CANCELLED") == 1
    uids = re.findall(rb"UID:(\S+)", file)
    assert len(uids) == len(set(uids))


@given(
    st.frozensets(st.integers(0, 6), min_size=1), st.frozensets(st.sampled_from([1, 2, 3, 4, 5, -1])),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=90),
)  # fmt: skip
def test_the_file_read_back_holds_the_same_days(weekdays: frozenset[int], nth: frozenset[int], title: str) -> None:
    held = openings([OpeningRule(weekdays, time(9, 30), time(11), nth)], (), TODAY, 120)
    file = calendar_file([Event("activity-1", title, "", "https://x/", each) for each in held], stamp=timezone.now())
    assert times_in(file) == [datetime.combine(each.on, each.start, TOKYO) for each in held]
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)))
def test_this_month_and_the_following_one_are_whole_months_side_by_side(today: date) -> None:
    this, following = span("month", today=today), span("following", today=today)
    assert this.start.day == following.start.day == 1
    assert this.start <= today <= this.end and this.end + timedelta(days=1) == following.start
    assert span("week", today=today) == span("nonsense", today=today) == Span(today, 7)
    assert span("next", today=today).start == span("week", today=today).end + timedelta(days=1)


def test_a_called_off_time_is_said_to_the_calendar() -> None:
    event = Event("a", "体操", "", "https://x/", Opening(TODAY, time(9), time(10), "雨"), called_off=True)
    assert b"STATUS:CANCELLED\r\n" in calendar_file([event], stamp=timezone.now(), title="暦")


def test_every_kind_can_be_asked_for(portal: Portal) -> None:
    page = get("/activities/")
    assert all(kind.label in page for kind in ActivityKind)


def test_the_month_on_paper_is_of_the_district_and_drawn_once(exercise: Activity) -> None:
    address = f"/activities/month.pdf?span=following&area={exercise.area_id}"
    paper = Client().get(address)
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    hits = activities.drawn_once.cache_info().hits
    assert Client().get(address).content == paper.content
    assert activities.drawn_once.cache_info().hits == hits + 1
    assert Client().get("/activities/month.pdf?area=xyz&weekday=9").status_code == 200
    asked = [Client().get(f"/activities/month.pdf?weekday={number}").status_code for number in range(20)]
    assert asked[:5] == [200] * 5 and asked[-1] == 429


def test_a_line_on_paper_says_what_is_called_off_and_why(exercise: Activity) -> None:
    first, second = queries.entries_of(exercise.pk, start=TODAY, days=14)
    off, held = activities.on_paper(first), activities.on_paper(second)
    assert (off["day"], off["time"], off["off"], off["note"]) == ("24日(火)", "10:00–12:00", True, "雨のため")
    assert held["facts"] == "港公園　年齢を問わず　無料　小川地区社協、NPO はま"
    assert (off["marks"], held["marks"]) == ([], ["手伝う人を さがしています"])


def test_whoever_signs_up_elsewhere_reads_how_and_until_when(portal: Portal) -> None:
    film = an_activity("映画会")
    SignUpTerms.objects.create(
        activity=film, capacity=30, closes_days=4, how="窓口か 電話", form_url="https://example.jp/form"
    )
    page = Client().get(f"/activities/{film.pk}/").content.decode()
    for words in (
        "30人",
        "窓口か 電話",
        'href="https://example.jp/form"',
        "2026年11月24日(火)の分は 2026年11月20日(金)まで",
    ):
        assert words in page
    assert f"/activities/{film.pk}/sign-up/" not in page, "nobody signs up here"
