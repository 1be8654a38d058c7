"""The components, as authors of pages write them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.template import Context, Template

from otagai.base.ui.facts import Telephone
from otagai.base.ui.shell import Way
from otagai.base.ui.templatetags import ui
from otagai.base.ui.tests.reading import Element, read


def page(source: str, **values: Any) -> Element:
    return read(Template("{% load ui %}" + source).render(Context(values)))


def test_what_somebody_wrote_is_text_and_never_markup() -> None:
    shown = page(
        "{% card title=words %}<p>{{ words }}</p>{% endcard %}{% entry words who=words %}{% endentry %}"
        "{% receipt words %}{% badge words %}{% phone_link words %}",
        words="<script>alert(1)</script>&",
    )
    assert shown.all("script") == []
    assert shown.one("h2").text == "<script>alert(1)</script>&"


@pytest.mark.parametrize("state", list(ui.SHAPES))
def test_a_state_is_a_word_and_a_shape_never_colour_alone(state: str) -> None:
    badge = page("{% badge '届きました' state %}", state=state).one("span", class_=f"badge-{state}")
    assert badge.text == "届きました"
    assert badge.one("path").attrs["d"] == ui.SHAPES[state]
    assert badge.one("svg").attrs["aria-hidden"] == "true"


def test_no_two_states_share_a_shape() -> None:
    assert len(set(ui.SHAPES.values())) == len(ui.SHAPES)


def test_an_unknown_state_is_a_mistake_of_the_author_and_fails() -> None:
    with pytest.raises(KeyError):
        ui.badge("届きました", "sparkling")


def test_pictures_are_silent_for_screen_readers() -> None:
    picture = page('{% icon "phone" %}').one("svg")
    assert picture.attrs["aria-hidden"] == "true"
    assert picture.one("use").attrs["href"].endswith("#phone")


def test_the_step_somebody_is_at_is_said_and_the_done_ones_too() -> None:
    shown = page('{% steps "書く|だれのこと|返事" 2 %}')
    assert shown.one("ol").attrs["aria-label"] == "全部で3つのうち 2つ目"
    first, second, third = shown.all("li")
    assert "すみました" in first.text
    assert second.attrs["aria-current"] == "step"
    assert "aria-current" not in third.attrs


def test_the_timeline_says_when_and_who_in_japanese_time() -> None:
    shown = page(
        '{% timeline %}{% entry "電話しました" when=moment who="小林" %}<p>元気です</p>{% endentry %}{% endtimeline %}',
        moment=datetime(2026, 11, 20, 0, 5, tzinfo=UTC),
    )
    assert shown.one("time").text == "2026年11月20日(金) 9:05"
    assert shown.one("span", class_="entry-who").text == "小林"


def test_a_wide_table_can_be_scrolled_by_keyboard_and_has_a_name() -> None:
    shown = page('{% table caption="地区ごと" %}<tbody><tr><td>1</td></tr></tbody>{% endtable %}')
    region = shown.one("div", role="region")
    assert (region.attrs["tabindex"], region.attrs["aria-label"]) == ("0", "地区ごと")
    assert shown.one("caption").text == "地区ごと"


def test_tabs_are_links_and_the_open_one_is_marked() -> None:
    items = [Way("届きました", "/a/", count=3, current=True), Way("終わりました", "/b/")]
    first, second = page('{% tabs items label="状態" %}', items=items).all("a")
    assert first.attrs["aria-current"] == "page" and first.text == "届きました 3"
    assert second.attrs == {"href": "/b/"}


def test_a_number_can_be_pressed_to_call_and_is_grouped_for_reading() -> None:
    link = page("{% phone_link desk %}", desk=Telephone("相談窓口", "0546260000", "平日")).one("a")
    assert link.attrs["href"] == "tel:0546260000"
    assert link.text == "054-626-0000"


@pytest.mark.parametrize("number", ["javascript:alert(1)", "内線12", ""])
def test_what_is_no_number_is_shown_but_cannot_be_called(number: str) -> None:
    shown = page("{% phone_link number %}", number=number)
    assert shown.all("a") == []
    assert shown.one("span", class_="phone-number").text == number


def test_pages_without_neighbours_have_no_pager() -> None:
    assert page("{% pager %}").all("nav") == []
    assert [link.attrs["rel"] for link in page('{% pager following="?after=9" %}').all("a")] == ["next"]


def test_a_receipt_lets_the_kept_text_of_its_form_go() -> None:
    assert (
        page('{% receipt "R8-004217-3" forget="consult" %}').one("div", class_="receipt").attrs["data-forget"]
        == "consult"
    )


def test_the_quick_exit_is_an_ordinary_link_that_works_without_scripts() -> None:
    link = page("{% quick_exit %}", quick_exit_to="https://weather.example/").one("a")
    assert link.attrs["href"] == "https://weather.example/"
    assert "noreferrer" in link.attrs["rel"]


def test_the_points_of_a_map_cannot_end_its_script() -> None:
    points = [{"id": "1", "name": "</script><b>", "lat": 34.8, "lon": 138.3}]
    shown = page("{% place_map points %}", points=points)
    assert shown.one("script").attrs["type"] == "application/json"
    assert shown.all("b") == []


def test_empty_dates_are_empty_texts() -> None:
    assert page("{{ none|jdate }}{{ none|jdatetime }}{{ none|wareki }}{{ none|ago_days }}", none=None).text == ""


def test_days_ago_may_be_told_which_day_is_today() -> None:
    shown = page("{{ day|ago_days:today }}", day=date(2026, 11, 17), today=date(2026, 11, 20))
    assert shown.text == "3日前"
