"""Fields give values, and sentences when something is wrong."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError

from otagai.base.ui.fields import PartialDateField, TimeRangeField, WarekiDateField
from otagai.kernel.wareki import PartialDate


def why_not(field: forms.Field, value: Any) -> str:
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return " ".join(refused.value.messages)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("1941-03", PartialDate(1941, 3)),
        ("昭和16年3月5日", PartialDate(1941, 3, 5)),
        ("西暦1941年", PartialDate(1941)),
        ("1941~", PartialDate(1941, about=True)),
    ],
)
def test_a_birthday_may_be_known_in_part(text: str, known: PartialDate) -> None:
    assert PartialDateField().clean(text) == known


def test_an_empty_date_that_may_be_left_out_is_nothing() -> None:
    assert PartialDateField(required=False).clean("") is None
    assert WarekiDateField(required=False).clean("") is None


def test_a_year_that_an_era_never_had_is_explained() -> None:
    assert "昭和64年まで" in why_not(PartialDateField(), "昭和70年1月1日")


def test_a_day_that_does_not_exist_is_explained() -> None:
    assert "ありません" in why_not(WarekiDateField(), "昭和16年2月30日")


def test_a_visit_needs_the_whole_date() -> None:
    assert WarekiDateField().clean("2026-11-20") == date(2026, 11, 20)
    assert why_not(WarekiDateField(), "2026-11") == "年・月・日を すべて書いてください"


def test_hours_are_a_pair() -> None:
    assert TimeRangeField().clean(["09:30", "11:00"]) == (time(9, 30), time(11))
    assert TimeRangeField(required=False).clean(["", ""]) is None


def test_half_a_pair_of_hours_is_asked_for() -> None:
    assert "両方" in why_not(TimeRangeField(required=False), ["09:30", ""])


def test_hours_do_not_run_backwards() -> None:
    assert "あとの時間" in why_not(TimeRangeField(), ["11:00", "09:30"])
