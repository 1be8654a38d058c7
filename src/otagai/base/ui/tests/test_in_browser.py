"""The pages in a real browser: narrow, by keyboard, without scripts, under a thumb."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from otagai.base.ui.tests.browsing import goto


@pytest.mark.parametrize("path", ["/style/", "/style/?wrong=1", "/desk/", "/consult/", "/sent/", "/nowhere/"])
@pytest.mark.parametrize("width", [375, 1280])
def test_no_page_breaks_a_rule_of_accessibility(open_context: Any, path: str, width: int) -> None:
    page = open_context(width)
    goto(page, path)
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []


@pytest.mark.parametrize("path", ["/style/", "/style/?wrong=1", "/desk/", "/consult/", "/nowhere/"])
def test_at_320_pixels_nothing_has_to_be_pushed_sideways(open_context: Any, path: str) -> None:
    page = open_context(320)
    goto(page, path)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("path", ["/style/", "/desk/", "/consult/"])
def test_whatever_is_pressed_is_large_enough_for_a_thumb(open_context: Any, path: str) -> None:
    page = open_context(375)
    goto(page, path)
    small = page.evaluate(
        """() => [...document.querySelectorAll('a.button, button, a.door, .choice, select, input.input, .tabs a, .desk-nav a,'
            + ' .language a, .phone-number[href], .line-link, summary')]
            .filter(e => e.offsetParent && !e.closest('.visually-hidden, .leaflet-control'))
            .filter(e => e.getBoundingClientRect().height < 44)
            .map(e => e.outerHTML.slice(0, 90))"""
    )
    assert small == []


def test_public_forms_have_even_larger_controls(open_context: Any) -> None:
    page = open_context(375)
    goto(page, "/consult/")
    heights = page.evaluate(
        "[...document.querySelectorAll('.form .choice, .form select, .form .button')].map(e => e.getBoundingClientRect().height)"
    )
    assert heights and min(heights) >= 56


def test_the_keyboard_reaches_the_text_first_and_always_sees_where_it_is(open_context: Any) -> None:
    page = open_context(1280)
    goto(page, "/consult/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "本文へ進む"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for _ in range(25):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => { const at = document.activeElement; const shown = at.closest('.choice') ?? at;
                return getComputedStyle(shown).outlineStyle }"""
        )
        assert seen == "solid"


def test_without_scripts_everything_is_there_and_can_be_sent(open_context: Any) -> None:
    page = open_context(375, java_script_enabled=False)
    goto(page, "/consult/")
    page.get_by_label("何でも書いてください").fill("買い物に行けません")
    page.get_by_role("button", name="送る").click()
    assert page.get_by_text("R8-004217-3").is_visible()
    goto(page, "/style/")
    assert page.get_by_role("link", name="港ふれあいサロン").is_visible()
    assert page.get_by_role("link", name="このページをすぐ閉じる").get_attribute("href")


def test_the_ways_of_the_desk_stand_in_one_line_and_the_rest_opens_by_keyboard(open_context: Any) -> None:
    page = open_context(1280)
    goto(page, "/desk/")
    tops = page.evaluate("[...document.querySelectorAll('.desk-nav-line li')].map(e => e.getBoundingClientRect().top)")
    assert len(tops) == 6 and len(set(tops)) == 1
    folded = page.locator(".desk-nav-more")
    assert folded.get_by_role("link", name="情報提供台帳").is_hidden()
    folded.locator("summary").focus()
    page.keyboard.press("Enter")
    assert folded.get_by_role("link", name="情報提供台帳").is_visible()
    page.keyboard.press("Escape")
    assert folded.get_by_role("link", name="情報提供台帳").is_hidden()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_folded_ways_open_on_a_phone_without_script_inside_the_screen(open_context: Any) -> None:
    page = open_context(375, java_script_enabled=False)
    goto(page, "/desk/")
    page.locator(".desk-nav-more summary").click()
    box = page.get_by_role("link", name="はじめての方へ").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 375


def test_a_phone_shows_the_name_of_the_step_one_is_at(open_context: Any) -> None:
    page = open_context(375)
    goto(page, "/style/")
    label = page.locator(".step-now span").nth(1)
    box = label.bounding_box()
    assert label.is_visible() and box and box["width"] > 120
