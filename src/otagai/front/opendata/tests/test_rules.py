"""Hours in the columns of the standard are read back as they were, whatever the rules are."""

from __future__ import annotations

from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from otagai.front.opendata.rules import address_cells, hours_cells, yes_cell
from otagai.kernel.headers import Field
from otagai.kernel.opening import OnHolidays, OpeningRule
from otagai.town.imports.rules import read_place
from otagai.town.places.words import PlaceKind, Yes

RULES = st.builds(
    lambda days, start, length, nth, holidays, shut: OpeningRule(
        frozenset(days), time(start), time(start + length), frozenset(nth), holidays, shut
    ),
    st.sets(st.integers(0, 6), min_size=1), st.integers(0, 20), st.integers(1, 3), st.sets(st.integers(1, 5)),
    st.sampled_from(list(OnHolidays)), st.booleans(),
)  # fmt: skip


@given(st.lists(RULES, max_size=3), st.sampled_from(["", "予約は 電話で", "毎週火曜 10:00–12:00", "いつでも"]))
def test_hours_that_went_out_and_came_in_go_out_the_same_again(rules: list[OpeningRule], said: str) -> None:
    cells = hours_cells(rules, said)
    row = {
        Field.NAME: "場所", Field.WEEKDAYS: cells.weekdays, Field.OPENS: cells.opens, Field.CLOSES: cells.closes,
        Field.HOURS_NOTE: cells.note, Field.HOURS_MORE: cells.more,
    }  # fmt: skip
    facts = read_place(row, kind=PlaceKind.SALON, fallback=PlaceKind.OTHER)
    assert hours_cells(facts.hours, facts.open_text) == cells


def test_one_weekly_rule_stands_in_the_columns() -> None:
    cells = hours_cells([OpeningRule(frozenset({0, 1, 2}), time(9), time(17))], "")
    assert (cells.weekdays, cells.opens, cells.closes, cells.note) == ("月火水", "09:00", "17:00", "祝日は休み")


def test_an_address_in_this_town_stands_in_its_parts_too() -> None:
    parts = address_cells("静岡県焼津市小川3083-1 2階", town="焼津市", code="222127")
    assert list(parts.values()) == ["222127", "静岡県", "焼津市", "小川", "3083-1 2階"]
    assert address_cells("焼津市本町5丁目6番1号", town="焼津市", code="222127")["所在地_町字"] == "本町5丁目"
    assert (
        address_cells("藤枝市駅前1-1", town="焼津市", code="222127") == address_cells("", town="焼津市", code="") == {}
    )


def test_nobody_looked_is_blank() -> None:
    assert [yes_cell(yes) for yes in Yes] == ["有", "無", ""]
