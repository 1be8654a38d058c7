"""What is typed about places and windows arrives as the actions want it."""

from __future__ import annotations

from datetime import date, time

import pytest

from otagai.kernel.opening import END_OF_DAY, OnHolidays, OpeningException, OpeningRule
from otagai.town.places.forms import (
    BannersForm,
    ExceptionForms,
    HandOutForm,
    LinkForm,
    OpeningForm,
    OpeningForms,
    PlaceDetails,
    SpokenHoursForm,
    WindowForm,
    WindowStepForm,
    exceptions_typed,
    rules_typed,
)  # fmt: skip
from otagai.town.places.models import Place, Window
from otagai.town.places.words import WindowState

PLACE = {
    "kind": "salon", "form": "fixed", "name": "港サロン", "wheelchair": "yes", "toilet": "unknown", "parking": "no", "is_public": "on",
}  # fmt: skip


def test_a_place_goes_round_through_its_form() -> None:
    place = Place(
        kind="salon", name="港サロン", latitude=34.84, longitude=138.32, address="焼津市石津港町40", version=2
    )
    form = PlaceDetails(PlaceDetails.shown(place))
    assert form.is_valid(), form.errors
    typed = form.fields_typed()
    assert (typed["name"], typed["latitude"], typed["longitude"]) == ("港サロン", 34.84, 138.32)
    assert typed["organization_id"] is None
    assert form.cleaned_data["version"] == 2


def test_the_address_of_a_private_home_is_shown_to_staff_again() -> None:
    assert PlaceDetails.shown(Place(form="private_home", private_address="焼津市本町5"))["address"] == "焼津市本町5"


@pytest.mark.parametrize(
    "point", ["34.84, 138.32", "138.32、34.84", "３４．８４，１３８．３２", "34°50′24″, 138°19′12″"]
)
def test_a_point_is_read_as_people_copy_it(point: str) -> None:
    form = PlaceDetails({**PLACE, "point": point})
    assert form.is_valid(), form.errors
    assert form.fields_typed()["latitude"] == pytest.approx(34.84)


@pytest.mark.parametrize("point", ["34.84", "0, 0", "あ, い", "1, 2, 3"])
def test_a_point_that_cannot_be_is_said_so(point: str) -> None:
    assert "point" in PlaceDetails({**PLACE, "point": point}).errors


def test_a_rule_goes_round_through_its_form() -> None:
    rule = OpeningRule(
        frozenset({1}), time(10), time(12), frozenset({2, -1}), OnHolidays.OPEN, closed_at_year_end=False
    )
    shown = OpeningForm.shown(rule)
    forms = OpeningForms(
        {
            "form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-weekdays": shown["weekdays"],
            "form-0-weeks": shown["weeks"], "form-0-times_start": "10:00", "form-0-times_end": "12:00", "form-0-on_holidays": "open",
            "form-0-open_at_year_end": "on", "form-1-on_holidays": "closed",
        }
    )  # fmt: skip
    assert forms.is_valid(), forms.errors
    assert rules_typed(forms) == [rule]


def test_a_place_open_around_the_clock_keeps_its_hours_in_the_form() -> None:
    always = OpeningRule(frozenset(range(7)), time(0), END_OF_DAY, holidays=OnHolidays.OPEN)
    shown = str(OpeningForm(initial=OpeningForm.shown(always)))
    assert '<option value="00:00" selected>' in shown
    assert '<option value="23:59" selected>' in shown


def test_closing_before_opening_is_said_so() -> None:
    forms = OpeningForms(
        {
            "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-weekdays": ["1"], "form-0-times_start": "12:00",
            "form-0-times_end": "10:00", "form-0-on_holidays": "closed",
        }
    )  # fmt: skip
    assert not forms.is_valid()
    assert "あとの時間に" in forms.errors[0]["times"][0]


def test_a_day_without_hours_is_closed() -> None:
    forms = ExceptionForms(
        {
            "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-day_era": "令和", "form-0-day_year": "8",
            "form-0-day_month": "12", "form-0-day_day": "8", "form-0-note": "会場工事",
        }
    )  # fmt: skip
    assert forms.is_valid(), forms.errors
    assert exceptions_typed(forms) == [OpeningException(date(2026, 12, 8), note="会場工事")]


def test_clear_words_become_rules_and_unclear_ones_are_sent_back() -> None:
    form = SpokenHoursForm({"text": "第2・第4火曜 10:00–12:00（祝日は休み）"})
    assert form.is_valid()
    assert form.cleaned_data["text"] == (OpeningRule(frozenset({1}), time(10), time(12), frozenset({2, 4})),)
    assert "text" in SpokenHoursForm({"text": "だいたい火曜ごろ"}).errors


def test_only_steps_that_can_follow_are_offered() -> None:
    day = {"on_era": "令和", "on_year": "8", "on_month": "11", "on_day": "20"}
    form = WindowStepForm({"to": "asked", **day}, now=WindowState.CANDIDATE)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["to"] is WindowState.ASKED
    assert "to" in WindowStepForm({"to": "open", **day}, now=WindowState.CANDIDATE).errors


def test_window_flags_and_links_come_as_values() -> None:
    form = WindowForm(
        WindowForm.shown(Window(host_name="松井", organization_id=7)), organization_choices=[(7, "みなとの会")]
    )
    assert form.is_valid(), form.errors
    assert form.fields_typed() == {"organization_id": 7, "host_name": "松井", "host_phone": "", "account_id": None}
    assert BannersForm({"first": "Y-001", "count": "3"}).is_valid()
    assert not BannersForm({"first": "Y-001", "count": "0"}).is_valid()
    assert HandOutForm({"banner": "3"}, banner_choices=[(3, "Y-001")]).is_valid()
    assert LinkForm({"holder": "松井さん"}).is_valid()
    assert not LinkForm({"holder": ""}).is_valid()
