"""The pages in a real browser: narrow, by keyboard, without scripts, on paper, in forced colours — and under the strict policy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.template import engines
from django.test import RequestFactory
from playwright.sync_api import Browser, BrowserContext, Page, Route

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.models import User
from otagai.base.ui import views
from otagai.base.ui.facts import Town
from otagai.base.ui.middleware import SafeHeaders
from otagai.base.ui.shell import Way
from otagai.base.ui.tests.reading import read

HOME = "http://town.test"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".png": "image/png"}
DESK = """{% extends "ui/desk.html" %}{% load ui %}{% block main %}<h1>今日の机</h1>
<label for="q">さがす</label><input class="input" id="q" data-search>{% include "ui/style/lists.html" %}{% endblock %}"""
CONSULT = """{% extends "ui/portal.html" %}{% load ui %}{% block quick_exit %}{% quick_exit %}{% endblock %}
{% block main %}<h1>話を聞いてほしい</h1>
<form class="form" id="consult" method="post" action="/sent/" data-keep novalidate>{{ form }}{% button "送る" %}</form>{% endblock %}"""
SENT = """{% extends "ui/portal.html" %}{% load ui %}{% block main %}<h1>届きました</h1>
{% receipt "R8-004217-3" forget="consult" %}{% endblock %}"""


@pytest.fixture
def open_context(browser: Browser, known_town: Town) -> Iterator[Any]:
    """Opens windows of a given width and kind; every page in them comes from the views of this room."""
    contexts: list[BrowserContext] = []

    def opened(width: int = 375, **kind: Any) -> Page:
        context = browser.new_context(base_url=HOME, viewport={"width": width, "height": 800}, locale="ja-JP", **kind)
        context.set_default_timeout(5000)
        context.route("**/*", answer)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def rendered(source: str, request: Any, **values: Any) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(source).render(values, request))


def page_for(path: str, query: str) -> HttpResponse:
    request = RequestFactory().get(f"{path}?{query}")
    if path == "/style/":
        return views.style(request)
    if path == "/desk/":
        vars(request)["acting"] = Acting(User(username="midori"), (), "小林 みどり")
        labels = ("今日の机", "新しい相談", "さがす", "お知らせ", "団体", "窓口")
        nav = [Way(label, "/desk/", "desk", 3, current=label == "今日の机") for label in labels]
        return rendered(DESK, request, desk_nav=nav, **views.sample_page(request))
    if path == "/consult/":
        return rendered(CONSULT, request, form=views.SampleForm())
    if path == "/sent/":
        return rendered(SENT, request)
    return views.not_found(request)


def answer(route: Route) -> None:
    """Answer as the town would: our pages with their headers, our static files, nothing else."""
    address = urlsplit(route.request.url)
    if not route.request.url.startswith(HOME):
        route.fulfill(body="外のページ", content_type="text/html; charset=utf-8")
    elif address.path.startswith("/static/"):
        found = finders.find(address.path.removeprefix("/static/"))
        suffix = address.path[address.path.rfind(".") :]
        route.fulfill(path=found, content_type=TYPES[suffix]) if found else route.fulfill(status=404)
    else:
        response = SafeHeaders(lambda request: page_for(address.path, address.query))(RequestFactory().get("/"))
        headers = {name: value for name, value in response.items() if name != "Content-Length"}
        route.fulfill(status=response.status_code, headers=headers, body=response.content)


def complaints(page: Page) -> list[str]:
    """What the browser complains about, collected from now on."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def goto(page: Page, path: str) -> None:
    page.goto(path, wait_until="load")


@pytest.mark.parametrize("path", ["/style/", "/style/?wrong=1", "/desk/", "/consult/", "/sent/", "/nowhere/"])
@pytest.mark.parametrize("width", [375, 1280])
def test_no_page_breaks_a_rule_of_accessibility(open_context: Any, path: str, width: int) -> None:
    page = open_context(width)
    goto(page, path)
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []


@pytest.mark.parametrize("path", ["/style/", "/style/?wrong=1", "/desk/", "/consult/", "/nowhere/"])
def test_at_320_pixels_nothing_has_to_be_pushed_sideways(open_context: Any, path: str) -> None:
    page = open_context(320)
    goto(page, path)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("path", ["/style/", "/desk/", "/consult/"])
def test_the_strict_policy_stops_nothing_of_ours(open_context: Any, path: str) -> None:
    page = open_context(1280)
    heard = complaints(page)
    goto(page, path)
    page.wait_for_timeout(200)
    assert heard == []


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


def test_on_paper_only_what_matters_is_left(open_context: Any) -> None:
    page = open_context(1280)
    goto(page, "/desk/")
    page.emulate_media(media="print")
    assert page.get_by_role("heading", name="今日の机").is_visible()
    for gone in (".desk-nav", ".pager", ".footer", ".masthead-end"):
        assert page.locator(gone).first.is_hidden()


def test_in_forced_colours_states_keep_an_edge(open_context: Any) -> None:
    page = open_context(1280, forced_colors="active")
    goto(page, "/style/")
    width = "getComputedStyle(document.querySelector('{}')).borderTopWidth"
    assert [page.evaluate(width.format(css)) for css in (".badge", ".button", ".notice", ".choice")] == ["2px"] * 4


def test_who_wants_no_motion_gets_none(open_context: Any) -> None:
    page = open_context(1280, reduced_motion="reduce")
    goto(page, "/style/")
    assert page.evaluate("getComputedStyle(document.querySelector('.button')).transitionDuration") == "0s"


def test_the_first_page_is_light(open_context: Any) -> None:
    page = open_context(375)
    weights: list[int] = []
    page.on("response", lambda response: weights.append(len(response.body())))
    goto(page, "/consult/")
    page.wait_for_timeout(200)
    assert sum(weights) < 100_000


def test_every_page_is_well_formed(known_town: Town) -> None:
    for path in ("/style/", "/desk/", "/consult/", "/sent/", "/nowhere/"):
        assert read(page_for(path, "").content.decode()).one("main").attrs["id"] == "main"
