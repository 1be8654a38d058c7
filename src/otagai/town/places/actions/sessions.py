"""開催の記録: written by the group with its link, or by staff from paper; a wrong one is withdrawn, never rubbed out."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.safekeeping.errors import RuleBroken
from otagai.town.places.models import Place, Session
from otagai.town.places.rules import hash_of
from otagai.town.places.rules import sessions as rules
from otagai.town.places.words import AgeBand, DayPart

COUNTS = tuple(band.value for band in AgeBand)


def record_session_by_link(token: str, *, submission: UUID, said: dict[str, Any], today: date) -> bool:
    """Store a time people met, as the holder of a place's link tells it; the same submission twice is one.

    Runs as the public role, which can do no more than this. False for a link that opens nothing. Raises RuleBroken with reasons, among
    them that this part of this day was told already.
    """
    _check(said, today)
    with connection.cursor() as cursor:
        plain = {name: value.isoformat() for name in ("held_on", "begins", "ends") if (value := said.get(name))}
        values = json.dumps({**said, **plain}, ensure_ascii=False)
        cursor.execute("SELECT places_session_by_token(%s, %s, %s::jsonb)", [hash_of(token), submission, values])
        became = cursor.fetchone()[0]
    if became == "known":
        raise RuleBroken([rules.ALREADY_TOLD])
    return bool(became == "stored")


@transaction.atomic
def record_session(
    place_id: int, *, submission: UUID, said: dict[str, Any], by: Acting, at: datetime, today: date
) -> Session:
    """Store what came back on paper or by telephone. The same submission twice is one. Raises RuleBroken."""
    _check(said, today)
    Place.objects.select_for_update().get(pk=place_id)  # two at once, one after the other
    if known := Session.objects.filter(submission=submission, place_id=place_id).first():
        return known
    same = {"place_id": place_id, "held_on": said["held_on"], "part": said["part"]}
    if Session.objects.filter(**same, withdrawn_at__isnull=True).exists():
        raise RuleBroken(["この日の この時間の記録は もう あります。ちがうときは 先に 取り消してください"])
    session = Session.objects.create(place_id=place_id, submission=submission, by=by.user, at=at, **said)
    audit.record("places.session_recorded", by=by, subject=("place", place_id), session=session.pk)
    return session


@transaction.atomic
def withdraw_session(place_id: int, pk: int, *, by: Acting, at: datetime) -> None:
    """It counts no longer; a session of another place is not touched."""
    if Session.objects.filter(place_id=place_id, pk=pk, withdrawn_at__isnull=True).update(
        withdrawn_at=at, withdrawn_by=by.user
    ):
        audit.record("places.session_withdrawn", by=by, subject=("place", place_id), session=pk)


def _check(said: dict[str, Any], today: date) -> None:
    counted = rules.Session(
        said["held_on"], sum(said[name] for name in COUNTS), said["first_timers"], DayPart(said["part"]), said.get("begins"),
        said.get("ends"),
    )  # fmt: skip
    if reasons := rules.why_not_session(counted, today=today):
        raise RuleBroken(reasons)
