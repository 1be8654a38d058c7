"""Small comforts in a real browser: what was typed is kept, keys, maps, leaving quickly — under the strict policy."""

from __future__ import annotations

from typing import Any

import pytest

from otagai.base.ui.tests.browsing import HOME, complaints, goto


@pytest.mark.parametrize("path", ["/style/", "/desk/", "/consult/"])
def test_the_strict_policy_stops_nothing_of_ours(open_context: Any, path: str) -> None:
    page = open_context(1280)
    heard = complaints(page)
    goto(page, path)
    page.wait_for_timeout(200)
    assert heard == []


def test_what_somebody_wrote_survives_a_reload_and_goes_after_the_receipt(open_context: Any) -> None:
    page = open_context(375)
    goto(page, "/consult/")
    page.get_by_label("何でも書いてください").fill("となりの方が心配です")
    page.get_by_label("介護").check()
    page.get_by_label("今日").check()
    page.wait_for_timeout(400)
    page.reload()
    assert page.get_by_label("何でも書いてください").input_value() == "となりの方が心配です"
    assert page.get_by_label("介護").is_checked() and page.get_by_label("今日").is_checked()
    assert page.get_by_text("書きかけの内容を 戻しました。").is_visible()
    page.get_by_role("button", name="送る").click()
    page.wait_for_url("**/sent/")
    goto(page, "/consult/")
    assert page.get_by_label("何でも書いてください").input_value() == ""


def test_what_came_back_can_be_thrown_away(open_context: Any) -> None:
    page = open_context(375)
    goto(page, "/consult/")
    page.get_by_label("何でも書いてください").fill("やっぱりやめます")
    page.wait_for_timeout(400)
    page.reload()
    page.get_by_role("button", name="消して 書き直す").click()
    assert page.get_by_label("何でも書いてください").input_value() == ""
    assert page.evaluate("sessionStorage.length") == 0


def test_escape_twice_leaves_at_once_and_leaves_nothing_behind(open_context: Any) -> None:
    page = open_context(375)
    goto(page, "/consult/")
    page.get_by_label("何でも書いてください").fill("こわい")
    page.wait_for_timeout(400)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url("https://www.jma.go.jp/**")
    goto(page, "/consult/")
    assert page.get_by_label("何でも書いてください").input_value() == ""


def test_one_escape_leaves_nobody(open_context: Any) -> None:
    page = open_context(375)
    goto(page, "/consult/")
    page.keyboard.press("Escape")
    page.wait_for_timeout(200)
    assert page.url == f"{HOME}/consult/"


def test_the_errors_are_in_focus_and_lead_into_the_field(open_context: Any) -> None:
    page = open_context(375)
    goto(page, "/style/?wrong=1")
    assert page.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    page.get_by_role("link", name="急ぎですか：えらんでください").click()
    assert page.evaluate("document.activeElement.id") == "id_urgency_0"


def test_a_second_press_sends_nothing(open_context: Any) -> None:
    page = open_context(375)
    goto(page, "/consult/")
    sent = page.evaluate(
        """() => { let sent = 0;
            document.addEventListener('submit', (event) => { if (!event.defaultPrevented) sent += 1; event.preventDefault() });
            const button = document.querySelector('form button[type=submit]');
            button.click(); button.click(); button.click();
            return sent }"""
    )
    assert sent == 1


def test_the_desk_is_walked_by_keys_which_can_be_switched_off(open_context: Any) -> None:
    page = open_context(1280)
    goto(page, "/desk/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == "R8-004212-3"
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.textContent") == "R8-004211-3"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("jk?")
    assert page.get_by_label("さがす", exact=True).input_value() == "jk?"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    page.get_by_label("近道を使わない").check()
    page.get_by_role("button", name="閉じる").click()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.className") != "line-link"


def test_map_and_list_say_the_same_and_the_map_opens_by_keyboard(open_context: Any) -> None:
    page = open_context(1280)
    goto(page, "/style/")
    names = page.locator("[data-place] .line-link").all_inner_texts()
    pins = page.locator(".map-pin")
    assert sorted(pin.get_attribute("aria-label") for pin in pins.all()) == sorted(names)
    pins.first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".leaflet-popup-content a").inner_text() in names
    assert page.locator("[data-place].is-chosen").count() == 1


def test_without_leaflet_the_list_stands_alone(open_context: Any) -> None:
    page = open_context(1280)
    page.context.route("**/leaflet.js", lambda route: route.abort())
    goto(page, "/style/")
    assert page.locator("[data-map]").is_hidden()
    assert page.get_by_role("link", name="石津 茶の間").is_visible()
