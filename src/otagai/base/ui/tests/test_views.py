"""What people see: the style page, and the pages for when something went wrong."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory
from pytest_django import Settings

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.models import User
from otagai.base.ui import facts, views
from otagai.base.ui.facts import Town
from otagai.base.ui.tests.reading import Element, read

WRONG: list[tuple[Callable[..., HttpResponse], int]] = [
    (views.bad_request, 400),
    (views.forbidden, 403),
    (views.form_was_too_old, 403),
    (views.not_found, 404),
    (views.too_many, 429),
    (views.broken, 500),
]


def ask(view: Callable[..., HttpResponse], path: str = "/") -> HttpResponse:
    return view(RequestFactory().get(path))


def seen(response: HttpResponse) -> Element:
    return read(response.content.decode())


@pytest.mark.parametrize(("view", "status"), WRONG)
def test_whoever_meets_an_error_sees_whom_to_call(
    view: Callable[..., HttpResponse], status: int, known_town: Town
) -> None:
    facts.town()
    response = ask(view)
    assert response.status_code == status
    page = seen(response)
    assert page.one("h1").text
    assert page.one("main").all("a", href="tel:0546260000")


def test_when_everything_is_broken_the_page_needs_no_database() -> None:
    facts.forget()
    page = seen(views.broken(HttpRequest()))
    assert "まだ届いていません" in page.text
    assert page.all("a", href="tel:119")


def test_django_finds_the_reason_giving_arguments_it_passes(known_town: Town) -> None:
    request = RequestFactory().get("/")
    assert views.not_found(request, exception=LookupError("x")).status_code == 404
    assert views.form_was_too_old(request, reason="CSRF cookie not set.").status_code == 403


def test_absent_and_out_of_reach_are_the_same_page(known_town: Town) -> None:
    assert ask(views.not_found, "/desk/1/").content == ask(views.not_found, "/desk/2/").content


def test_staff_find_the_way_back_to_their_desk_and_residents_to_the_front_page(known_town: Town) -> None:
    request = RequestFactory().get("/desk/1/")
    request.__dict__["acting"] = Acting(user=User(username="mori"))
    assert seen(views.not_found(request)).one("main").all("a", href="/desk/")
    assert seen(ask(views.not_found)).one("main").all("a", href="/")


def test_two_people_who_wrote_at_once_see_both_texts(known_town: Town) -> None:
    clash = views.Clash("ようす", "足が<痛い>", "病院は来週")
    response = views.conflict(RequestFactory().get("/"), clashes=[clash], again="/desk/1/")
    page = seen(response)
    assert response.status_code == 409
    assert [text.text for text in page.all("p", class_="as-typed")] == ["足が<痛い>", "病院は来週"]
    assert page.all("a", href="/desk/1/")


def test_the_style_page_shows_every_component(known_town: Town) -> None:
    page = seen(ask(views.style, "/style/"))
    for css in ("card", "notice", "badge", "summary-list", "steps", "timeline", "table", "tabs", "door", "receipt"):
        assert [
            e for tag in ("section", "div", "span", "dl", "ol", "table", "ul", "a") for e in page.all(tag, class_=css)
        ]


def test_a_page_with_mistakes_says_so_in_its_title(known_town: Town) -> None:
    assert seen(ask(views.style, "/style/?wrong=1")).one("title").text.startswith("直すところがあります")


def test_headings_never_skip_a_level(known_town: Town) -> None:
    page = seen(ask(views.style, "/style/"))
    levels = [int(tag[1]) for tag in headings(page)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def headings(element: Element) -> list[str]:
    own = [element.tag] if element.tag in {"h1", "h2", "h3", "h4"} else []
    return own + [found for child in element.children for found in headings(child)]


def test_the_sample_town_says_on_every_page_that_it_is_one(known_town: Town, settings: Settings) -> None:
    settings.OTAGAI_DEMO = True
    for view in (views.style, views.not_found):
        assert "見本の町です。人も相談も架空です。" in seen(ask(view)).text
    settings.OTAGAI_DEMO = False
    assert "見本の町です" not in seen(ask(views.style)).text


def test_a_resident_changes_the_language_by_a_link(known_town: Town) -> None:
    page = seen(ask(views.style, "/style/?wrong=1"))
    links = page.one("ul", class_="language").all("a")
    assert [link.attrs["href"] for link in links] == ["/style/?wrong=1&lang=ja", "/style/?wrong=1&lang=ja-easy"]


def test_the_desk_shows_who_is_there_and_lets_them_go(known_town: Town, midori: Acting) -> None:
    request = RequestFactory().get("/desk/")
    vars(request)["acting"] = midori
    page = read(render_to_string("ui/desk.html", {}, request=request))
    assert (
        "小林 みどり" in page.one("header").text
        and f"焼津市社協 {midori.held[0].duty.label}" in page.one("header").text
    )
    leave = page.one("form", action="/accounts/logout/")
    assert (leave.attrs["method"], leave.attrs["data-forget"]) == ("post", "*")
    assert leave.one("input", name="csrfmiddlewaretoken")
