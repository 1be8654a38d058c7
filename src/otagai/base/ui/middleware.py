"""Headers that keep pages safe, and the language somebody chose."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation

POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)
A_YEAR = 365 * 24 * 60 * 60


class SafeHeaders:
    """Strict content policy on every answer; nothing is cached unless the view says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(self)")
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class ChosenLanguage:
    """日本語 or やさしい日本語, by cookie, never guessed from the browser; ?lang=… chooses and comes back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "GET" and request.GET.get("lang") in dict(settings.LANGUAGES):
            return chosen(request)
        cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = cookie if cookie in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", "ja")
        return response


def chosen(request: HttpRequest) -> HttpResponse:
    """Remember the language for a year and show the same page again, without ?lang=."""
    query = request.GET.copy()
    language = query.pop("lang")[-1]
    path = "/" + request.path.lstrip("/\\")
    response = HttpResponseRedirect(f"{path}?{query.urlencode()}" if query else path)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        str(language),
        max_age=A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
