"""The door of a place's own link, and what groups said of their places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.http import Http404

from otagai.town.places.models import Place, PlaceNews, WindowLink
from otagai.town.places.queries.hours import hours_of
from otagai.town.places.queries.windows import LONGEST_TOKEN, LinkLine
from otagai.town.places.rules import SAID, hash_of
from otagai.town.places.words import NewsState

SAID_LABELS = {
    "hours": "開いている時", "days": "お休みの日・時間がちがう日", "what": "どんなところ",
    "welcomer": "むかえてくれる人", "welcome_note": "はじめての方へ", "who_for": "だれのため",
    "fee": "参加費", "how_to_come": "行き方", "phone": "電話", "note": "そのほか",
}  # fmt: skip


@dataclass(frozen=True)
class PlaceDoor:
    """What a living link of a place opens, and what is said of it now; `is_shown`: whether residents see it."""

    place_id: int
    holder: str
    name: str
    phone: str
    what: str
    who_for: str
    fee: str
    open_text: str
    how_to_come: str
    welcomer: str
    welcome_note: str
    verified_on: date | None
    is_shown: bool
    hours: str


@dataclass(frozen=True)
class NewsLine:
    """News that wait: of which place, since when."""

    pk: int
    place: str
    said_at: datetime


@dataclass(frozen=True)
class SaidLine:
    """One thing that was said: what stands there now, and what the group says."""

    label: str
    now: str
    said: str


@dataclass(frozen=True)
class NewsPage:
    """What a group said, beside what stands there now."""

    pk: int
    place: Place
    state: NewsState
    said_at: datetime
    holder: str
    lines: tuple[SaidLine, ...]


def place_by_token(token: str, *, on: date) -> PlaceDoor | None:
    """The door that the link of a place opens, or None: unknown, revoked and of a place that is gone look the same. Three queries."""
    if not 20 <= len(token) <= LONGEST_TOKEN:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM places_place_by_token(%s)", [hash_of(token)])
        row = cursor.fetchone()
    return PlaceDoor(*(*row, hours_of([row[0]], on=on)[row[0]].words)) if row else None


def news_waiting() -> list[NewsLine]:
    """What groups said and nobody has decided, the oldest first; one query."""
    rows = PlaceNews.objects.filter(state=NewsState.WAITING).order_by("said_at", "pk")
    return [NewsLine(*row) for row in rows.values_list("pk", "place__name", "said_at")]


def news_page(pk: int) -> NewsPage:
    """The difference that a group proposes; 404 when there is none. One query."""
    news = PlaceNews.objects.select_related("place", "link").filter(pk=pk).first()
    if news is None:
        raise Http404
    lines = tuple(
        SaidLine(SAID_LABELS[name], str(getattr(news.place, name, "")), news.said[name])
        for name in SAID
        if name in news.said
    )
    return NewsPage(
        pk, news.place, NewsState(news.state), news.said_at, news.link.holder if news.link else "", lines
    )  # fmt: skip


def links_of_place(pk: int) -> list[LinkLine]:
    """The links of a place, the newest first; one query."""
    rows = WindowLink.objects.filter(place_id=pk).order_by("-created_at", "-pk")
    return [
        LinkLine(*row)
        for row in rows.values_list("pk", "holder", "created_at", "expires_at", "revoked_at", "last_used_at")
    ]
