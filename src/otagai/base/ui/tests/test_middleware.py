"""Headers on every answer, and the chosen language."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation

from otagai.base.ui.middleware import ChosenLanguage, SafeHeaders


def speak(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(translation.get_language())


def test_nothing_foreign_may_run_and_nothing_is_cached() -> None:
    response = SafeHeaders(speak)(RequestFactory().get("/"))
    policy = response["Content-Security-Policy"]
    assert "unsafe" not in policy and "http" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_no_page_opens_inside_another_also_in_an_old_browser() -> None:
    assert Client().get("/nowhere/")["X-Frame-Options"] == "DENY"


def test_a_view_may_say_that_its_page_can_be_kept() -> None:
    def map_outline(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("{}", headers={"Cache-Control": "max-age=3600"})

    assert SafeHeaders(map_outline)(RequestFactory().get("/"))["Cache-Control"] == "max-age=3600"


def test_choosing_easy_japanese_comes_back_to_the_same_page_and_is_remembered() -> None:
    response = ChosenLanguage(speak)(RequestFactory().get("/places/?day=2&lang=ja-easy"))
    assert response["Location"] == "/places/?day=2"
    assert response.cookies["otagai_language"].value == "ja-easy"
    request = RequestFactory().get("/places/")
    request.COOKIES["otagai_language"] = "ja-easy"
    assert ChosenLanguage(speak)(request).content == b"ja-easy"


def test_an_unknown_language_changes_nothing() -> None:
    request = RequestFactory().get("/?lang=xx")
    request.COOKIES["otagai_language"] = "tlh"
    response = ChosenLanguage(speak)(request)
    assert (response.status_code, response.content) == (200, b"ja")


def test_the_choice_of_language_never_leads_to_another_host() -> None:
    request = RequestFactory().get("/", {"lang": "ja"})
    request.path = "//evil.example/x"
    assert ChosenLanguage(speak)(request)["Location"] == "/evil.example/x"


def test_a_form_that_is_sent_is_never_redirected_by_its_language() -> None:
    assert ChosenLanguage(speak)(RequestFactory().post("/?lang=ja-easy")).status_code == 200


def test_the_language_of_one_request_does_not_leak_into_the_next() -> None:
    request = RequestFactory().get("/")
    request.COOKIES["otagai_language"] = "ja-easy"
    ChosenLanguage(speak)(request)
    assert translation.get_language() == "ja"
