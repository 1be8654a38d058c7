"""The pages in a real browser: on paper, in forced colours, without motion, light."""

from __future__ import annotations

from typing import Any

from otagai.base.ui.facts import Town
from otagai.base.ui.tests.browsing import goto, page_for
from otagai.base.ui.tests.reading import read


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
