"""What groups say of their own places: a confirmation counts at once, a change waits for staff."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.safekeeping.errors import RuleBroken
from otagai.kernel.opening_reader import read_opening
from otagai.town.places.actions.places import change_place, openings_of, set_openings, verify
from otagai.town.places.models import PlaceNews
from otagai.town.places.rules import HOURS_SAID, OWN_WORDS, hash_of
from otagai.town.places.words import NewsState


def say_by_link(token: str, *, submission: UUID, said: Mapping[str, str]) -> bool:
    """Store what the holder of a link says; nothing said means that nothing changed, which counts at once.

    Runs as the public role, which can do no more than this: the database knows the place by the link. The same submission twice is
    one. False for a link that opens nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT places_news_by_token(%s, %s, %s::jsonb)",
            [hash_of(token), submission, json.dumps(dict(said), ensure_ascii=False)],
        )
        return bool(cursor.fetchone()[0])


@transaction.atomic
def key_in(place_id: int, *, submission: UUID, said: Mapping[str, str], by: Acting, at: datetime) -> PlaceNews:
    """What came back on paper; it waits like what came by a link. The same submission twice is one."""
    news, is_new = PlaceNews.objects.get_or_create(
        submission=submission, defaults={"place_id": place_id, "said": dict(said), "said_at": at}
    )
    if is_new:
        audit.record("places.news_keyed_in", by=by, subject=("place", place_id), news=news.pk)
    return news


@transaction.atomic
def accept(pk: int, *, seen_version: int, by: Acting, on: date, at: datetime) -> bool:
    """What the group said is now what residents read, and confirmed. False when the hours must still be set by hand.

    Raises RuleBroken for news already decided or a telephone that cannot ring, StaleEdit when the place changed since it was seen.
    """
    news = _decided(pk, NewsState.ACCEPTED, by=by, at=at)
    words = {name: text for name, text in news.said.items() if name in OWN_WORDS}
    place = change_place(news.place_id, by=by, seen_version=seen_version, **words)
    hours = news.said.get(HOURS_SAID, "")
    understood = read_opening(hours) if hours else ()
    if understood:
        days = openings_of(place.pk)[1]
        set_openings(place.pk, by=by, seen_version=place.version, openings=understood, exceptions=days)
    verify(place.pk, by=by, on=on)
    return understood is not None and not news.said.get("days")


@transaction.atomic
def decline(pk: int, *, by: Acting, at: datetime) -> None:
    """Nothing changes; what was said is kept. Raises RuleBroken for news already decided."""
    _decided(pk, NewsState.DECLINED, by=by, at=at)


def _decided(pk: int, state: NewsState, *, by: Acting, at: datetime) -> PlaceNews:
    news = PlaceNews.objects.select_for_update(of=("self",)).get(pk=pk)
    if news.state != NewsState.WAITING:
        raise RuleBroken([f"もう「{NewsState(news.state).label}」になっています"])
    news.state, news.decided_by, news.decided_at = state, by.user, at
    news.save(update_fields=["state", "decided_by", "decided_at"])
    audit.record("places.news_decided", by=by, subject=("place", news.place_id), news=pk, state=state.value)
    return news
