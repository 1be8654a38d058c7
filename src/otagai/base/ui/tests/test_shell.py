"""Navigation knows where somebody is."""

from __future__ import annotations

from django.test import RequestFactory
from pytest_django import Settings

from otagai.base.ui import shell


def test_the_page_somebody_is_on_is_marked_and_counts_are_kept() -> None:
    style, leave = shell.ways(
        RequestFactory().get("/style/?wrong=1"),
        ("見本帳", "ui:style", "guide", 3),
        ("出る", "account_logout", "logout"),
    )
    assert style == shell.Way("見本帳", "/style/", "guide", 3, current=True)
    assert not leave.current


def test_a_page_of_nowhere_in_the_navigation_marks_nothing() -> None:
    (way,) = shell.ways(RequestFactory().get("/elsewhere/"), ("見本帳", "ui:style", "guide"))
    assert not way.current


def test_the_quick_exit_leads_to_the_weather_unless_the_town_says_otherwise(settings: Settings) -> None:
    assert shell.quick_exit_to() == shell.NEUTRAL_PAGE
    settings.OTAGAI_QUICK_EXIT = "https://weather.example/"
    assert shell.quick_exit_to() == "https://weather.example/"


def test_a_page_this_town_does_not_have_has_no_address() -> None:
    assert shell.address("no_such_page") == ""
    assert shell.address("ui:style") == "/style/"


def test_where_there_are_many_ways_the_daily_ones_stay_and_none_is_lost() -> None:
    many = [shell.Way(str(number), f"/{number}/") for number in range(13)]
    assert [way.label for way in shell.in_line(many)] == ["0", "1", "2", "3", "4", "5"]
    assert shell.in_line(many) + shell.folded(many) == many
    assert shell.folded(many[:7]) == []
