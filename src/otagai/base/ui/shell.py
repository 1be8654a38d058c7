"""What a shell (portal, desk) needs besides the page itself: ways to go, languages, where to leave for in a hurry."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_urlconf, reverse

NEUTRAL_PAGE = "https://www.jma.go.jp/bosai/forecast/"
"""Where 「このページをすぐ閉じる」 leads: a weather forecast. OTAGAI_QUICK_EXIT in the settings names another one."""


MOST_IN_LINE, DAILY = 7, 6
"""So many ways stand in one line of the screen; where there are more, the daily ones stay and the rest is folded."""


@dataclass(frozen=True)
class Way:
    """A link of a navigation or of tabs; `count` is shown beside it when there is something to count."""

    label: str
    url: str
    icon: str = ""
    count: int | None = None
    current: bool = False


@dataclass(frozen=True)
class SignedIn:
    """Who is logged in, as the head of every page says it: the name, and a duty (organization_name, duty.label) if there is one."""

    name: str
    held: Any = None


def signed_in(request: HttpRequest) -> SignedIn | None:
    """Whose page it is; nobody on the pages of residents."""
    acting = getattr(request, "acting", None)
    if acting is None or acting.user is None:
        return None
    return SignedIn(acting.name, next(iter(acting.held), None))


def ways(request: HttpRequest, *entries: tuple[str, str, str] | tuple[str, str, str, int]) -> list[Way]:
    """Navigation from (label, URL name, icon[, count]); current is the longest address that begins the request's."""
    pages = get_urlconf()
    places = [(entry, address_in(pages, entry[1])) for entry in entries]
    here = max((url for _, url in places if request.path.startswith(url)), key=len, default="")
    return [
        Way(entry[0], url, entry[2], entry[3] if len(entry) == 4 else None, current=url == here)
        for entry, url in places
    ]


def in_line(found: list[Way]) -> list[Way]:
    """The ways of every day, which come first."""
    return found if len(found) <= MOST_IN_LINE else found[:DAILY]


def folded(found: list[Way]) -> list[Way]:
    """The ways under 「ほか」; none where all have room."""
    return found[len(in_line(found)) :]


def languages(request: HttpRequest) -> list[Way]:
    """The languages a resident may choose; each link is this very page with ?lang=…"""
    chosen = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)
    found = []
    for code, label in settings.LANGUAGES:
        query = request.GET.copy()
        query["lang"] = code
        found.append(Way(str(label), f"{request.path}?{query.urlencode()}", current=code == chosen))
    return found


def quick_exit_to() -> str:
    """The neutral page somebody leaves for in a hurry."""
    return getattr(settings, "OTAGAI_QUICK_EXIT", NEUTRAL_PAGE)


def address(name: str) -> str:
    """The address of a named page, or "" where this town (the public zone alone, say) has no such page."""
    return address_in(get_urlconf(), name)


@lru_cache(maxsize=256)
def address_in(urlconf: str | None, name: str) -> str:
    """The same, of one list of pages."""
    try:
        return reverse(name, urlconf)
    except NoReverseMatch:
        return ""
