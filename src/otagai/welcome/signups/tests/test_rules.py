"""Who is in and who waits; what somebody still has to be told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otagai.welcome.signups import rules
from otagai.welcome.signups.rules import Line, Row
from otagai.welcome.signups.words import News

SEATS = st.lists(st.integers(1, 5), max_size=12)


def line(seats: list[int], capacity: int | None) -> Line:
    return Line(tuple(Row(pk, number) for pk, number in enumerate(seats, 1)), capacity)


def test_whoever_comes_after_the_last_seat_waits() -> None:
    full = line([2, 1, 1], 3)
    assert (full.inside, full.taken, full.waiting, full.free) == ({1, 2}, 3, 1, 0)
    assert [full.place(pk) for pk in (1, 2, 3, 99)] == [0, 0, 1, 0]


def test_nobody_overtakes_a_family_that_waits() -> None:
    waiting = line([2, 2, 1], 3)
    assert waiting.inside == {1}
    assert waiting.free == 0


def test_without_a_capacity_everybody_may_come() -> None:
    assert line([5, 5], None).inside == {1, 2}
    assert line([5], None).free is None


@given(SEATS, st.integers(0, 20) | st.none(), st.data())
def test_when_one_leaves_nobody_loses_a_place(seats: list[int], capacity: int | None, some: st.DataObject) -> None:
    before = line(seats, capacity)
    if not before.rows:
        return
    gone = some.draw(st.sampled_from(before.rows))
    after = Line(tuple(row for row in before.rows if row != gone), capacity)
    assert before.inside - {gone.pk} <= after.inside
    assert capacity is None or after.taken <= capacity


@given(SEATS, st.integers(0, 20), st.integers(0, 20))
def test_more_seats_never_send_anybody_away(seats: list[int], fewer: int, more: int) -> None:
    assert line(seats, min(fewer, more)).inside <= line(seats, max(fewer, more)).inside


@pytest.mark.parametrize(
    ("is_held", "waited", "is_in", "told", "news"),
    [
        (True, False, True, [], None),
        (True, True, False, [], None),
        (True, True, True, [], News.MOVED_UP),
        (True, True, True, [News.MOVED_UP], None),
        (False, False, True, [], News.CALLED_OFF),
        (False, True, False, [], News.CALLED_OFF),
        (False, True, True, [News.MOVED_UP], News.CALLED_OFF),
        (False, False, True, [News.CALLED_OFF], None),
        (True, False, True, [News.CALLED_OFF], News.HELD),
        (True, True, True, [News.CALLED_OFF, News.HELD], News.MOVED_UP),
        (False, False, True, [News.CALLED_OFF, News.HELD], News.CALLED_OFF),
    ],
)
def test_what_somebody_still_has_to_be_told(
    is_held: bool, waited: bool, is_in: bool, told: list[News], news: News | None
) -> None:
    assert rules.news_for(is_held=is_held, waited=waited, is_in=is_in, told=told) == news


def test_a_name_and_one_way_to_be_told_are_enough() -> None:
    asked = {"seats": 1, "most": 4, "is_open": True}
    assert rules.why_not_sign_up(name="ハナ", phone="054-000-0000", mail="", **asked) == []
    assert rules.why_not_sign_up(name="ハナ", phone="", mail="h@example.jp", **asked) == []
    assert len(rules.why_not_sign_up(name=" ", phone="", mail=" ", seats=5, most=4, is_open=False)) == 4


def test_names_go_after_the_term() -> None:
    assert rules.names_stay_from(date(2026, 11, 20), 30) == date(2026, 10, 21)


def test_a_mail_names_nothing() -> None:
    body = rules.mail_body("https://x/reply/")
    assert "https://x/reply/" in body and "受付番号" in body
