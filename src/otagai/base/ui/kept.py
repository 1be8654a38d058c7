"""What somebody typed, when it could not be taken: shown again, and sent again by one press (house.md, never lost)."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import get_token
from django.urls import Resolver404, resolve

from otagai.base.accounts.doors import Needs, Public, access_of

FORM_GUARD = "csrfmiddlewaretoken"
WORDS = {"text", "again-text"}  # the fields of worries and answers; other long texts are shown as well
LONG = 20  # characters
UNREADABLE = (OSError, MultiPartParserError)  # the line broke while the form was coming


@dataclass(frozen=True)
class Kept:
    """Where a form was going, everything in it (files excepted), and what of it the person would miss most."""

    path: str
    fields: tuple[tuple[str, str], ...]
    texts: tuple[str, ...]
    token: str


def kept(request: HttpRequest, *, also_staff: bool = False) -> Kept | None:
    """What was typed into a form of the town's own pages; None for other requests, and for log-in and account pages.

    Needs no database: it is asked when there may be none.
    """
    if request.method != "POST" or not isinstance(door(request), (Public, Needs) if also_staff else Public):
        return None
    try:
        typed = [(name, value) for name, values in request.POST.lists() for value in values if name != FORM_GUARD]
    except UNREADABLE:
        return None
    texts = [
        value
        for name, value in typed
        if value.strip() and "pass" not in name and name != "key" and (name in WORDS or len(value) >= LONG)
    ]
    return Kept(request.get_full_path(), tuple(typed), tuple(texts), get_token(request))


def door(request: HttpRequest) -> Public | Needs | object:
    """How the view behind the address is marked."""
    try:
        return access_of(resolve(request.path_info).func)
    except Resolver404:
        return None
