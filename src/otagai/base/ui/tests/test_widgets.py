"""Controls: choices with pictures, dates without a calendar, hours."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from otagai.base.ui.tests.reading import Element, read
from otagai.base.ui.widgets import (
    BigRadios,
    IconCheckboxes,
    IconRadios,
    PartialDateInput,
    TimeRange,
    WarekiDateInput,
)
from otagai.kernel.wareki import PartialDate

KINDS = [("care", "介護"), ("child", "子育て")]


def shown(widget: forms.Widget, value: Any = None) -> Element:
    return read(widget.render("born", value, {"id": "id_born"}))


def typed(era: str, year: str, month: str = "", day: str = "", **more: str) -> dict[str, str]:
    return {"born_era": era, "born_year": year, "born_month": month, "born_day": day, **more}


def test_every_worry_has_its_picture_its_word_and_a_box_inside_one_large_label() -> None:
    widget = IconCheckboxes(icons={"care": "care"}, choices=KINDS)
    first, second = shown(widget, ["care"]).all("label", class_="choice-icon")
    assert first.text == "介護"
    assert first.one("use").attrs["href"].endswith("#care")
    assert "checked" in first.one("input", type="checkbox").attrs
    assert second.one("use").attrs["href"].endswith("#other")
    assert "checked" not in second.one("input").attrs


def test_one_of_several_pictures_can_be_chosen() -> None:
    radios = shown(IconRadios(icons={}, choices=KINDS), "child").all("input", type="radio")
    assert ["checked" in radio.attrs for radio in radios] == [False, True]


def test_short_choices_may_lie_side_by_side() -> None:
    assert shown(BigRadios(choices=KINDS, layout="across")).one("div", class_="choices-across")


def test_an_empty_date_begins_in_the_era_people_will_most_likely_write() -> None:
    assert shown(PartialDateInput()).one("option", selected="").text == "昭和"
    assert shown(WarekiDateInput()).one("option", selected="").text == "令和"
    assert shown(WarekiDateInput(era="平成"), "not a date").one("option", selected="").text == "平成"


def test_every_part_of_a_date_has_its_own_label() -> None:
    page = shown(PartialDateInput())
    labels = {label.attrs["for"]: label.text for label in page.all("label")}
    controls = [control.attrs["id"] for control in [*page.all("select"), *page.all("input")]]
    assert sorted(labels) == sorted(controls)
    assert set(labels.values()) == {"元号", "年", "月", "日", "だいたい"}


def test_a_birthday_is_typed_in_numbers_never_in_a_calendar() -> None:
    page = shown(WarekiDateInput())
    assert page.all("input", type="date") == []
    assert {field.attrs["inputmode"] for field in page.all("input")} == {"numeric"}


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (typed("昭和", "16", "3", "5"), "1941-03-05"),
        (typed("昭和", "16", "3"), "1941-03"),
        (typed("昭和", "16"), "1941"),
        (typed("西暦", "1941", "3", "5"), "1941-03-05"),
        (typed("令和", "元"), "2019"),
        (typed("昭和", "１６", "３", "５"), "1941-03-05"),
        (typed("昭和", "16", born_about="on"), "1941~"),
        (typed("昭和", ""), ""),
        (typed("昭和", "70", "1", "1"), "昭和70年1月1日"),
        (typed("西暦", "1941", "13"), "西暦1941年13月"),
        (typed("昭和", "", "3", "5"), "昭和年3月5日"),
    ],
)
def test_parts_become_iso_text_or_stay_as_typed(parts: dict[str, str], text: str) -> None:
    assert PartialDateInput().value_from_datadict(parts, {}, "born") == text


@pytest.mark.parametrize(
    "parts", [typed("西暦", "1941", "3", "5"), typed("昭和", "70", "1", "1"), typed("昭和", "", "3", "5")]
)
def test_a_page_shows_again_exactly_what_was_typed(parts: dict[str, str]) -> None:
    widget = PartialDateInput()
    page = shown(widget, widget.value_from_datadict(parts, {}, "born"))
    assert page.one("option", selected="").attrs["value"] == parts["born_era"]
    assert [field.attrs.get("value", "") for field in page.all("input", inputmode="numeric")] == [
        parts["born_year"],
        parts["born_month"],
        parts["born_day"],
    ]


@given(st.dates(date(1868, 1, 25), date(2100, 12, 31)))
def test_any_day_shown_in_wareki_comes_back_as_the_same_day(day: date) -> None:
    widget = WarekiDateInput()
    era, year, month, number = widget.decompress(day)
    assert widget.value_from_datadict(typed(era, year, month, number), {}, "born") == day.isoformat()


@given(st.integers(1868, 2100), st.none() | st.integers(1, 12), st.booleans())
def test_any_partly_known_date_survives_the_page(year: int, month: int | None, about: bool) -> None:
    known = PartialDate(year, month, about=about)
    widget = PartialDateInput()
    era, *numbers, ticked = widget.decompress(known)
    parts = typed(era, *numbers, **({"born_about": "on"} if ticked else {}))
    assert widget.value_from_datadict(parts, {}, "born") == known.iso


@given(st.text(max_size=8), st.text(max_size=6), st.text(max_size=4), st.text(max_size=4))
def test_no_typing_breaks_the_page(era: str, year: str, month: str, day: str) -> None:
    widget = PartialDateInput()
    value = widget.value_from_datadict(typed(era, year, month, day), {}, "born")
    widget.render("born", value, {"id": "id_born"})
    widget.render("born", str(value), {"id": "id_born"})


def test_only_the_year_is_needed_of_a_birthday_that_is_not_wholly_known() -> None:
    page = read(PartialDateInput().render("born", None, {"id": "id_born", "required": True}))
    assert [field.attrs["id"] for field in page.all("input") if "required" in field.attrs] == ["id_born_1"]


def test_hours_are_pull_downs_of_half_hours() -> None:
    page = shown(TimeRange(hours=range(9, 11)), ("09:30", "10:00"))
    start, end = page.all("select")
    assert [option.text for option in start.all("option")] == ["--", "9:00", "9:30", "10:00", "10:30"]
    assert start.one("option", selected="").text == "9:30"
    assert end.one("option", selected="").text == "10:00"
