"""Second factor outside the demo, and log-out after 15 idle minutes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect

from otagai.base.accounts.doors import Needs, access_of
from otagai.base.accounts.third_party import access_of_path

PLAIN = ["GET", "HEAD", "POST"]
TOUCH_EVERY = 60  # seconds between two prolongations of the session


class SecondFactor:
    """Staff pages open only to accounts with a second factor; the demo town goes without (safety rule 13)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Lead to the page where a second factor is set up."""
        if settings.OTAGAI_DEMO or not isinstance(access_of(view), Needs) or not request.user.is_authenticated:
            return None
        if request.session.get("second_factor") or is_mfa_enabled(request.user):
            request.session.setdefault("second_factor", True)
            return None
        return redirect("mfa_index")


class ForeignDoors:
    """Pages of allauth answer GET and POST alone, whatever its view classes would do with PUT and DELETE."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """405 for what no page of this house uses."""
        is_foreign = request.resolver_match is not None and access_of_path(request.resolver_match) is not None
        return HttpResponseNotAllowed(PLAIN) if is_foreign and request.method not in PLAIN else None


class IdleLogOut:
    """Sessions end after 15 idle minutes; each minute of use prolongs them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            now = int(time.time())
            if now - request.session.get("touched", 0) > TOUCH_EVERY:
                request.session["touched"] = now
        return self.get_response(request)
