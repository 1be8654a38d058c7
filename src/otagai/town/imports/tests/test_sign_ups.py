"""定員・参加申込: what one town gives away, another reads as it was; what nobody can read is told, and nobody signs up into nowhere."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Duty
from otagai.kernel.exports import write_csv
from otagai.town.activities.models import Activity, SignUpTerms
from otagai.town.activities.queries import Terms, terms_of
from otagai.town.activities.queries.terms import OfDay, SignUpTold
from otagai.town.imports.actions.sign_ups import terms_in
from otagai.town.imports.rules import EventFacts, read_event
from otagai.town.imports.tests.test_actions import bring
from otagai.town.imports.words import ImportKind
from tests.factories import a_user, acting

FORM = "https://example.jp/activities/1/sign-up/"
FIRST = date(2026, 12, 1)
seats = st.none() | st.integers(1, 200)
of_days = st.builds(OfDay, seats, st.none(), st.booleans())


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    """How one signs up for something, here or elsewhere, with days that differ."""
    capacity = draw(seats)
    days = {
        FIRST + timedelta(days=number): OfDay(
            draw(seats) if capacity else None, None if (early := draw(st.none() | st.integers(0, 70))) is None
            else FIRST + timedelta(days=number - early), draw(st.booleans()),
        )
        for number in draw(st.sets(st.integers(0, 9), max_size=4))
    }  # fmt: skip
    here = draw(st.booleans())
    how = draw(st.sampled_from(("", "電話", "窓口で、=紙に書く"))) if here else "窓口か 電話"
    return Terms(1, 1, here, capacity, draw(st.integers(0, 60)), 4, "", 1, how=how, days=days)


def told(of: Terms, day: date) -> SignUpTold:
    """What the row of a day says."""
    said = of.told_on(day)
    return SignUpTold(said.capacity, said.closes_on, said.how, FORM if said.is_here else said.form_url)


def row_of(of: Terms, day: date) -> EventFacts:
    """The row as it is written, and read again."""
    said = told(of, day)
    cells = {
        "name": "体操", "first": day.isoformat(), "opens": "10:00", "closes": "12:00", "capacity": str(said.capacity or ""),
        "closes_on": said.closes_on.isoformat() if said.closes_on else "", "sign_how": said.how, "form_url": said.form_url,
    }  # fmt: skip
    return read_event(cells.items(), near=day)


@given(terms(), st.sets(st.integers(0, 9), min_size=1))
def test_what_a_list_says_of_signing_up_is_the_same_after_it_was_read(of: Terms, numbers: set[int]) -> None:
    days = [FIRST + timedelta(days=number) for number in sorted(numbers)]
    listed = terms_in([row_of(of, day) for day in days])
    assert listed is not None, "how one signs up is always said"
    again = Terms(
        2, None, False, listed.capacity, listed.closes_days, 4, "", 1, listed.how, listed.form_url, days=listed.days
    )
    assert [told(again, day) for day in days] == [told(of, day) for day in days]


@pytest.mark.parametrize(
    ("text", "capacity"),
    [("20", 20), ("先着20名", 20), ("当日先着\n220人", 220), ("1,200人", 1200),
     ("無し", None), ("各回10組", None), ("大人10人・子ども5人", None), ("0", None)],
)  # fmt: skip
def test_a_capacity_is_one_number_of_people(text: str, capacity: int | None) -> None:
    cells = {"name": "映画", "first": "2026-12-01", "opens": "10:00", "closes": "12:00", "capacity": text}
    read = read_event(cells.items(), near=FIRST).sign_up
    assert read.capacity == capacity
    assert bool(read.doubts) == (capacity is None and text != "無し"), "what cannot be read is told"


@pytest.mark.django_db
def test_what_came_with_a_list_opens_no_signing_up_here_and_says_where_one_does() -> None:
    who: Acting = acting(a_user(Duty.SYSTEM_ADMINISTRATOR))
    headers = (
        "イベント名",
        "主催者",
        "開始日",
        "開始時間",
        "終了時間",
        "場所名称",
        "電話番号",
        "定員",
        "参加申込終了日",
        "参加申込方法",
        "連絡先FormURL",
    )
    row = (
        "映画会",
        "となりの公民館",
        "2026-12-10",
        "10:00",
        "12:00",
        "公民館",
        "054-000-0000",
        "30",
        "2026-12-05",
        "電話か ページ",
        FORM,
    )
    late = (*row[:2], "2026-12-17", *row[3:8], "2026-12-20", *row[9:])
    looked = bring(write_csv(headers, [row, late]), who, kind=ImportKind.EVENTS)
    film = Activity.objects.get(title="映画会")
    terms = terms_of(film.pk)
    assert terms is not None and not terms.takes_guests and terms.keeper_id is None
    assert terms.told_on(date(2026, 12, 10)) == SignUpTold(30, date(2026, 12, 5), "電話か ページ", FORM)
    assert any("開始日より あと" in note for _, note in looked.notes)
    keeper = Activity.objects.get(pk=film.pk).hosts.get()
    SignUpTerms.objects.filter(activity=film).update(capacity=12, takes_guests=True, keeper=keeper)
    again = bring(write_csv(headers, [row, late]), who, kind=ImportKind.EVENTS)
    now = terms_of(film.pk)
    assert now is not None and now.capacity == 12, "what the town decided itself stays"
    assert again.counts.updated == 0 and any("そのままにしました" in note for _, note in again.notes)
