"""The middleware takes our tokens as its own, each page has another one, and a stranger's is refused."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.test import RequestFactory

from otagai.base.ui.tokens import masked, token

SECRET = "aZ09" * 8


def answered(typed: str, secret: str = SECRET) -> HttpResponse | None:
    """What the middleware says to a form with this token; None lets it in."""
    request = RequestFactory(enforce_csrf_checks=True).post("/", {"csrfmiddlewaretoken": typed})
    request.COOKIES["csrftoken"] = secret
    middleware = CsrfViewMiddleware(lambda _: HttpResponse())
    middleware.process_request(request)
    refused: HttpResponse | None = middleware.process_view(request, lambda _: HttpResponse(), (), {})
    return refused


@pytest.mark.django_db  # who is refused is told by a page with the telephone of the town
def test_the_middleware_takes_a_token_of_ours_and_of_nobody_else() -> None:
    for _ in range(200):
        assert answered(masked(SECRET)) is None
    other = answered(masked("b" * 32))
    assert other is not None
    assert other.status_code == 403


def test_no_two_pages_show_the_same_letters() -> None:
    shown = [masked(SECRET) for _ in range(100)]
    assert len({one[:32] for one in shown}) == len({one[32:] for one in shown}) == 100


def test_whoever_comes_for_the_first_time_is_given_a_cookie_and_it_is_renewed_later() -> None:
    first: HttpRequest = RequestFactory().get("/")
    shown = token(first)
    assert first.META["CSRF_COOKIE_NEEDS_UPDATE"]
    assert answered(shown, first.META["CSRF_COOKIE"]) is None
    again: HttpRequest = RequestFactory().get("/")
    again.META["CSRF_COOKIE"] = first.META["CSRF_COOKIE"]
    assert len(token(again)) == len(get_token(again))
    assert again.META["CSRF_COOKIE"] == first.META["CSRF_COOKIE"]
    assert again.META["CSRF_COOKIE_NEEDS_UPDATE"]
