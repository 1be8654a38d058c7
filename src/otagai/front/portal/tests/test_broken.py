"""What somebody typed is not lost when the house itself cannot answer."""

from __future__ import annotations

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from otagai.base.ui import views
from otagai.base.ui.tests.reading import read


def a_worry(path: str = "/talk/", **more: str) -> HttpRequest:
    return RequestFactory().post(path, {"text": "夜が <b>こわい", "key": "a-key", "step": "4", **more})


def test_when_everything_is_broken_what_was_typed_is_there_and_one_press_sends_it_again() -> None:
    page = read(views.broken(a_worry()).content.decode())
    assert "夜が <b>こわい" in page.one("main").text
    again = page.one("form", action="/talk/", method="post")
    sent = {field.attrs["name"]: field.attrs["value"] for field in again.all("input")}
    assert sent.pop("csrfmiddlewaretoken")
    assert sent == {"text": "夜が <b>こわい", "key": "a-key", "step": "4"}


@pytest.mark.parametrize("path", ["/accounts/login/", "/nowhere/"])
def test_a_passphrase_is_never_written_into_a_page_of_ours(path: str) -> None:
    page = views.broken(a_worry(path, password="himitsu-no-aikotoba-1")).content.decode()
    assert "himitsu" not in page
    assert "こわい" not in page
