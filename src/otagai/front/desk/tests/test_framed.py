"""A page in the remembered frame is the page as it would be drawn anew, and shows nobody what belongs to somebody else."""

from __future__ import annotations

import gc
import re
import weakref
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.test import Client, RequestFactory
from django.urls import reverse

from otagai.base.accounts.words import Duty
from otagai.base.ui import remembered
from otagai.front.desk.framed import framed
from otagai.front.desk.tests.conftest import Browser, Town
from otagai.front.desk.tests.typing import pressed
from otagai.front.desk.views import consultation, listing, today
from tests.factories import a_consultation, a_user

pytestmark = pytest.mark.django_db
ANEW = re.compile(r'(name="(?:csrfmiddlewaretoken|key)" value=")[^"]+"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    remembered.gapped.cache_clear()


def shown(client: Client, page: str) -> str:
    answer = client.get(page)
    assert answer.status_code == 200
    return answer.content.decode()


def same(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r">\s+<", "><", ANEW.sub(r'\1"', page)))


def drawn_anew(request: HttpRequest, name: str, values: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return render(request, name, values, status=status)


@pytest.mark.parametrize("view", [today, listing, consultation])
def test_framed_and_drawn_anew_are_the_same_page(
    view: Any, town: Town, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = a_consultation(town.acting)
    page = {today: "/desk/", listing: reverse("desk:list")}.get(view, reverse("desk:consultation", args=[found.pk]))
    client = browser(town.csw)
    first, again = shown(client, page), shown(client, page)
    monkeypatch.setattr(view, "framed", drawn_anew)
    assert same(first) == same(again) == same(shown(client, page))
    assert first != again, "keys and tokens are new each time"


def test_what_was_just_done_is_said_once(town: Town, browser: Browser) -> None:
    found = a_consultation(town.acting)
    client, page = browser(town.csw), reverse("desk:consultation", args=[found.pk])
    shown(client, page)
    done = client.post(reverse("desk:consultation_no_answer", args=[found.pk, "phone"]), pressed(), follow=True)
    assert "不在を記録しました。" in done.content.decode()
    assert "不在を記録しました。" not in shown(client, page)


def test_the_frame_of_one_person_is_never_anothers(town: Town, browser: Browser) -> None:
    colleague = a_user(Duty.CSW, organization=town.shakyo, name="山田 花")
    pages = [shown(browser(user), "/desk/") for user in (town.csw, colleague)]
    assert "山田 花" not in pages[0]
    assert "山田 花" in pages[1]
    tokens = [set(TOKEN.findall(page)) for page in pages]
    assert all(len(each) == 1 for each in tokens)
    assert not tokens[0] & tokens[1]


def test_nothing_of_a_consultation_stays_in_the_memory_of_the_frames(town: Town, browser: Browser) -> None:
    found = a_consultation(town.acting)
    page = shown(browser(town.csw), reverse("desk:consultation", args=[found.pk]))
    token = TOKEN.findall(page)[0]
    kept = repr(kept_frames())
    assert kept.count("csrf_token"), "frames and forms are kept"
    for own in (found.headline, found.receipt_number, token, f"/consultations/{found.pk}/record"):
        assert own in page
        assert own not in kept


def kept_frames() -> list[remembered.Gapped]:
    """Every frame that lives in this process; `isinstance` would wake lazy objects and stumble over dead weak references."""
    return [each for each in gc.get_objects() if type(each) is remembered.Gapped]


def test_the_frames_are_found_among_whatever_else_lives_in_the_process(town: Town, browser: Browser) -> None:
    forgotten = remembered.Known(None, {})
    reference = weakref.proxy(forgotten)
    del forgotten
    shown(browser(town.csw), "/desk/")
    assert kept_frames()
    assert type(reference) is weakref.ProxyType, "dead, and still among the objects"


def test_a_page_with_a_block_that_the_frame_does_not_know_is_refused() -> None:
    odd = engines["django"].from_string('{% extends "desk/shell.html" %}{% block hero %}!{% endblock %}')
    with pytest.MonkeyPatch.context() as patched, pytest.raises(LookupError, match="hero"):
        patched.setattr("otagai.front.desk.framed.get_template", lambda name: odd)
        framed(RequestFactory().get("/desk/"), "odd.html", {})
