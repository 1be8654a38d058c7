"""The pages in a real browser: on paper, in forced colours, without motion, light."""

from __future__ import annotations

import re
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


def sheets(page: Any) -> int:
    """How many sheets of A4 the page takes."""
    return len(re.findall(rb"/Type /Page\b(?!s)", page.pdf(format="A4")))


def test_a_short_page_is_one_sheet_and_no_empty_one_follows(open_context: Any) -> None:
    page = open_context(1280)
    goto(page, "/nowhere/")
    assert sheets(page) == 1
    page.evaluate("document.querySelector('#main').innerHTML = '<p>行</p>'.repeat(3)")
    page.emulate_media(media="print")
    below = "document.body.scrollHeight - document.querySelector('#main').getBoundingClientRect().bottom"
    assert page.evaluate(below) < 8, "something unseen hangs below what is read"


ROW = "<tr>" + "".join(
    f"<td>{text}</td>"
    for text in (
        "2026年11月18日(水) 13:46", "つなぎ 218", "障害者相談支援センターはるかぜ<br>つなぎの手紙（画面）",
        "本人の同意<br>目的：お金のこと。本人は借金を知られたくない", "住所、生年月日、相談の要点、世帯のようす、ふりがな、お名前、電話、",
        "宮崎 学",
    )
) + "</tr>"  # fmt: skip


def test_a_ledger_of_fifty_lines_is_a_few_sheets(open_context: Any) -> None:
    page = open_context(1280)
    goto(page, "/desk/")
    table = f'<div class="table-scroll"><table class="table"><tbody>{ROW * 50}</tbody></table></div>'
    page.evaluate("html => document.querySelector('#main').innerHTML = html", table)
    assert sheets(page) <= 5


def test_a_list_over_two_sheets_is_no_grid_and_what_searches_stays_off_paper(open_context: Any) -> None:
    page = open_context(1280)
    goto(page, "/style/")
    page.evaluate(
        "document.querySelector('#main').insertAdjacentHTML('afterbegin', '<form class=form role=search><input></form>')"
    )
    page.emulate_media(media="print")
    shown = "[...document.querySelectorAll('.stack, .stack-close, .lines')].map(each => getComputedStyle(each).display)"
    assert set(page.evaluate(shown)) <= {"block", "none"}
    for gone in ("form[role=search]", "nav"):
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


def test_what_is_not_for_paper_stays_off_it_also_when_it_is_a_list_or_a_form(open_context: Any) -> None:
    page = open_context(1280)
    goto(page, "/style/")
    kinds = ("lines", "form", "stack", "columns")
    page.evaluate(
        "kinds => kinds.forEach(kind => document.querySelector('#main').insertAdjacentHTML("
        "'afterbegin', `<div class='${kind} no-print' data-off>off</div>`))", kinds
    )  # fmt: skip
    assert page.locator("[data-off]").first.is_visible()
    page.emulate_media(media="print")
    assert [page.locator("[data-off]").nth(number).is_hidden() for number in range(len(kinds))] == [True] * len(kinds)
