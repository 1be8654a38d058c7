"""Exceptional days that went into a cell are read out of it as they were; anything else is refused."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otagai.kernel.opening import OpeningException
from otagai.kernel.special_days import note_on_one_line, read_special_days, special_days_cell

NOTES = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=30).map(note_on_one_line)
DAYS = st.builds(
    lambda on, hours, note: OpeningException(on, *hours, note),
    st.dates(date(2020, 1, 1), date(2100, 1, 1)),
    st.just((None, None)) | st.integers(0, 21).map(lambda hour: (time(hour, 5), time(hour + 2))),
    NOTES,
)


@given(st.lists(DAYS, max_size=5, unique_by=lambda day: day.on))
def test_what_went_in_comes_out(days: list[OpeningException]) -> None:
    assert set(read_special_days(special_days_cell(days))) == set(days)


@pytest.mark.parametrize(
    "cell", ["年末は休み", "2026-13-01 休み", "2026-12-28 25:00–26:00", "2026-12-28 10:00–9:00", "2026-12-28"]
)
def test_anything_else_is_refused_with_a_sentence(cell: str) -> None:
    with pytest.raises(ValueError, match="臨時の休み・変更"):
        read_special_days(cell)
