"""What every page of the desk shows besides itself: where one may go, and how many notices wait."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import get_urlconf
from django.utils.functional import SimpleLazyObject

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Permission as P
from otagai.base.notices import queries as notices
from otagai.base.ui import shell

PLACES: tuple[tuple[str, str, str, tuple[P, ...]], ...] = (
    ("今日の机", "desk:today", "desk", (P.USE_DESK,)),
    ("聞き取り", "desk:new", "talk", (P.RECEIVE_CONSULTATION,)),
    ("一覧", "desk:list", "inbox", (P.READ_CONSULTATION,)),
    ("さがす", "desk:search", "search", (P.READ_PERSON,)),
    ("カードを書く", "desk:own_cards", "card", (P.WRITE_CARD,)),
    ("つながりカード", "desk:cards", "card", (P.RECEIVE_CONSULTATION, P.KEEP_WINDOWS)),
    ("福祉相談窓口", "desk:windows", "flag", (P.KEEP_WINDOWS,)),
    ("居場所", "desk:places", "place", (P.KEEP_PLACES,)),
    ("活動の暦", "desk:activities", "calendar", (P.KEEP_ACTIVITIES,)),
    ("立ち上げ", "desk:startups", "wish", (P.KEEP_STARTUPS,)),
    ("助成", "desk:grants", "money", (P.KEEP_STARTUPS,)),
    ("変わったこと", "desk:whats_new", "bell", (P.USE_DESK,)),
    ("徒歩圏", "coverage:ask", "search", (P.READ_STATISTICS,)),
    ("地区カルテ", "profiles:list", "chart", (P.READ_STATISTICS,)),
    ("わたしの地区", "profiles:mine", "place", (P.KEEP_DISTRICT,)),
    ("団体・機関", "desk:organizations", "organization", (P.READ_CONSULTATION, P.KEEP_ORGANIZATIONS)),
    ("取り込み", "desk:imports", "download", (P.IMPORT,)),
    ("情報提供台帳", "disclosure:ledger", "lock", (P.READ_CONSULTATION,)),
    ("アカウント", "accounts:list", "person", (P.KEEP_ACCOUNTS,)),
    ("閲覧の記録", "audit:readings", "lock", (P.READ_ACCESS_LOG,)),
    ("まちの設定", "municipality:settings", "settings", (P.KEEP_SETTINGS,)),
    ("はじめての方へ", "desk:guide", "guide", (P.USE_DESK,)),
)


def desk(request: HttpRequest) -> dict[str, Any]:
    """Context processor; asks the database only on pages that show the desk's navigation."""
    return {"desk_nav": SimpleLazyObject(lambda: navigation(request)), "search_url": search_url(request)}


def search_url(request: HttpRequest) -> str:
    """Where the box 「さがす」 of every page leads; "" for duties that do not see people."""
    acting: Acting | None = getattr(request, "acting", None)
    return shell.address("desk:search") if acting is not None and acting.may(P.READ_PERSON) else ""


def navigation(request: HttpRequest) -> list[shell.Way]:
    """The ways that the duties of the person open, with how many notices wait."""
    acting: Acting | None = getattr(request, "acting", None)
    if acting is None or acting.user is None or not acting.may(P.USE_DESK):
        return []
    entries: list[tuple[str, str, str] | tuple[str, str, str, int]] = [*open_to(acting.permissions, get_urlconf())]
    if shell.address("notices:list"):
        entries.insert(1, ("お知らせ", "notices:list", "bell", notices.unread_count(acting)))
    return shell.ways(request, *entries)


@lru_cache(maxsize=64)
def open_to(permissions: frozenset[P], pages: str | None) -> tuple[tuple[str, str, str], ...]:
    """The ways that these permissions open; pages that do not exist here are left out.

    Whoever hears people themselves writes it down at 聞き取り: for them カードを書く is no way of its own.
    """
    closed = {"desk:own_cards"} if P.RECEIVE_CONSULTATION in permissions else set()
    return tuple(
        (label, name, icon)
        for label, name, icon, any_of in PLACES
        if permissions.intersection(any_of) and name not in closed and shell.address_in(pages, name)
    )
