"""開催の記録: how many came, never who; once for a part of a day; a wrong one is withdrawn."""

from __future__ import annotations

import uuid
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.audit.models import Deed
from otagai.base.safekeeping.errors import RuleBroken
from otagai.town.places import actions, queries
from otagai.town.places.models import Place, Session
from otagai.town.places.rules.sessions import OTHER_PART, why_not_session
from otagai.town.places.rules.sessions import Session as Counted
from otagai.town.places.words import DayPart, NearMiss
from tests.factories import TODAY, a_place, a_session, a_user, acting, as_, as_public

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def who() -> Acting:
    return acting(a_user())


@pytest.fixture
def salon() -> Place:
    return a_place("港サロン")


def counted(**more: Any) -> dict[str, Any]:
    said = {
        "held_on": YESTERDAY,
        "part": "morning",
        "near_misses": [],
        "near_miss_note": "",
        "hosts": 2,
        "first_timers": 1,
    }
    return {"children": 0, "adults": 1, "seniors": 3, "elders": 5, "unknown": 0, **said, **more}


def a_link(salon: Place, who: Acting) -> str:
    with as_(who):
        return actions.issue_place_link(salon.pk, holder="会", by=who, at=timezone.now())


def told(token: str, **more: Any) -> bool:
    submission = more.pop("submission", None) or uuid.uuid4()
    with as_public():
        return actions.record_session_by_link(token, submission=submission, said=counted(**more), today=TODAY)


@pytest.mark.parametrize(
    ("on", "came", "new", "right"),
    [(TODAY, 0, 0, True), (TODAY, 3, 3, True), (TODAY, 3, 4, False), (TODAY + timedelta(days=1), 1, 0, False),
     (date(2025, 10, 19), 1, 0, False)],
)  # fmt: skip
def test_a_session_was_held_and_new_people_are_among_those_who_came(on: date, came: int, new: int, right: bool) -> None:
    assert (why_not_session(Counted(on, came, new), today=TODAY) == []) is right


def test_the_group_counts_by_its_link_and_the_same_press_is_one(salon: Place, who: Acting) -> None:
    token, same = a_link(salon, who), uuid.uuid4()
    assert told(token, submission=same, near_misses=[NearMiss.FALL]) and told(token, submission=same)
    session = Session.objects.get()
    assert (session.place, session.elders, session.near_misses, session.by) == (salon, 5, ["fall"], None)
    with as_public():
        assert queries.sessions_by_token(token) == [(YESTERDAY, DayPart.MORNING, "", 9)]


def test_the_group_says_from_when_to_when_and_reads_it_again(salon: Place, who: Acting) -> None:
    token = a_link(salon, who)
    told(token, begins=time(9, 30), ends=time(11, 45))
    told(token, part="afternoon", begins=None, ends=None)
    with as_public():
        assert {(part, hours) for _, part, hours, _ in queries.sessions_by_token(token)} == {
            (DayPart.MORNING, "9:30–11:45"), (DayPart.AFTERNOON, ""),
        }  # fmt: skip
    with as_(who):
        first, second = queries.held_between(salon.pk, YESTERDAY, TODAY)
    assert (first.minutes, first.when) == (135, "午前 9:30–11:45")
    assert (second.minutes, second.when) == (None, "午後"), "this place has no hours: nobody knows"


@pytest.mark.parametrize(
    ("part", "begins", "ends", "right"),
    [("morning", time(10), time(15), True), ("afternoon", time(10), time(15), True), ("evening", time(10), time(17), False),
     ("morning", time(12), time(13), False), ("evening", time(16), time(19), True)],
)  # fmt: skip
def test_the_times_lie_in_the_part_of_the_day(part: str, begins: time, ends: time, right: bool) -> None:
    said = Counted(YESTERDAY, 3, 0, DayPart(part), begins, ends)
    assert why_not_session(said, today=TODAY) == ([] if right else [OTHER_PART])


def test_the_database_keeps_no_half_of_a_time(salon: Place) -> None:
    for wrong in ({"begins": time(10)}, {"ends": time(10)}, {"begins": time(10), "ends": time(10)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            a_session(salon, YESTERDAY, **wrong)


def test_older_times_stand_on_the_next_page_each_once(salon: Place, who: Acting) -> None:
    days = [date(2026, 1, 1) + timedelta(days=number // 2) for number in range(9)]
    for number, day in enumerate(days):
        a_session(salon, day, part=("morning", "evening")[number % 2])
    with as_(who):
        seen, after = [], None
        while page := queries.sessions_of_place(salon.pk, after=after, most=2):
            seen += [line.pk for line in page]
            after = page[-1].held_on, page[-1].pk
        assert len(seen) == len(set(seen)) == 9
        assert queries.session_in_place(a_place("よそ").pk, seen[0]) is None


def test_one_part_of_a_day_is_counted_once_and_nothing_is_overwritten(salon: Place, who: Acting) -> None:
    token = a_link(salon, who)
    told(token)
    with pytest.raises(RuleBroken):
        told(token, elders=90)
    assert told(token, part="afternoon")
    assert list(Session.objects.order_by("pk").values_list("elders", flat=True)) == [5, 5]


def test_a_link_that_is_stopped_counts_nothing_and_reads_nothing(salon: Place, who: Acting) -> None:
    token = a_link(salon, who)
    told(token)
    with as_(who):
        link = queries.links_of_place(salon.pk)[0]
        actions.revoke_place_link(salon.pk, link.pk, by=who, at=timezone.now())
    assert not told(token, part="evening") and not told("x" * 30)
    with as_public():
        assert queries.sessions_by_token(token) == []


def test_the_public_role_reads_no_session(salon: Place) -> None:
    with pytest.raises(ProgrammingError), as_public(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM places_session")


def test_staff_key_in_paper_once_and_withdraw_what_was_wrong(salon: Place, who: Acting) -> None:
    same, now = uuid.uuid4(), timezone.now()
    with as_(who):
        first, again = (
            actions.record_session(salon.pk, submission=same, said=counted(), by=who, at=now, today=TODAY)
            for _ in range(2)
        )
        assert first == again
        with pytest.raises(RuleBroken):
            actions.record_session(salon.pk, submission=uuid.uuid4(), said=counted(), by=who, at=now, today=TODAY)
        actions.withdraw_session(a_place("よそ").pk, first.pk, by=who, at=now)
        assert queries.sessions_of_year(2026)[0].came == 9
        actions.withdraw_session(salon.pk, first.pk, by=who, at=now)
        assert queries.sessions_of_year(2026) == []
        actions.record_session(salon.pk, submission=uuid.uuid4(), said=counted(elders=6), by=who, at=now, today=TODAY)
        assert [line.is_withdrawn for line in queries.sessions_of_place(salon.pk)] == [False, True]
        assert Deed.objects.filter(verb="places.session_withdrawn").count() == 1


def test_the_year_begins_in_april_and_adds_up(salon: Place, who: Acting) -> None:
    other, now = a_place("山サロン"), timezone.now()
    days = ((salon, date(2026, 3, 31)), (salon, date(2026, 4, 1)), (salon, date(2026, 5, 1)), (other, date(2026, 6, 1)))
    with as_(who):
        for place, day in days:
            said = counted(held_on=day, near_misses=["fall", "food"])
            actions.record_session(place.pk, submission=uuid.uuid4(), said=said, by=who, at=now, today=TODAY)
        lines = queries.sessions_of_year(2026)
        assert [(line.place, line.times, line.came, line.each_time, line.near_misses) for line in lines] == [
            ("山サロン", 1, 9, 9, 2), ("港サロン", 2, 18, 9, 4),
        ]  # fmt: skip
        total = queries.all_together(lines)
        assert (total.times, total.came, total.first_timers, total.hosts) == (3, 27, 3, 6)
        assert queries.years_with_sessions(until=2026) == [2026, 2025]


def test_the_database_refuses_more_new_people_than_came(salon: Place) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.create(place=salon, submission=uuid.uuid4(), held_on=YESTERDAY, part="morning", first_timers=1)


def test_a_session_has_no_field_for_a_person() -> None:
    about = {
        "begins",
        "ends",
        "place",
        "submission",
        "held_on",
        "part",
        "link",
        "by",
        "at",
        "withdrawn_at",
        "withdrawn_by",
        "id",
        "hosts",
    }
    counts = {"children", "adults", "seniors", "elders", "unknown", "first_timers", "near_misses", "near_miss_note"}
    assert {field.name for field in Session._meta.get_fields()} == about | counts
