"""前に見たときから変わったこと: what changed of places, windows and activities since somebody last said 「ここまで見ました」."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import BooleanField, F, Func, Q, Value
from django.db.models.lookups import Exact

from otagai.town.places.models import Change, LastLook
from otagai.town.places.words import Changed, PlaceKind

PAGE = 50
FIRST_DAYS = 30
UNDER_WAY = timedelta(days=1)
"""Nothing is longer under way; and after a restore the counters of transactions begin anew, so they are compared within a day only."""


@dataclass(frozen=True)
class ChangeLine:
    """One change: of a place (with its window) or of an activity, by number; what changed, in the order of the words."""

    pk: int
    at: datetime
    what: tuple[Changed, ...]
    place_id: int | None
    place: str
    kind: PlaceKind | None
    activity_id: int | None
    is_shown: bool


@dataclass(frozen=True)
class ChangesPage:
    """Oldest first; `following`: the number after which the next page begins; `under_way` goes with 「ここまで見ました」."""

    lines: tuple[ChangeLine, ...]
    following: int
    since: datetime
    has_looked: bool
    under_way: str


def changes_for(user_id: int, *, at: datetime, after: int = 0, again: bool = False, most: int = PAGE) -> ChangesPage:
    """What the person has not yet marked as seen, from `after` on; `again`: everything of the first days once more. Four queries."""
    look = None if again else LastLook.objects.filter(user_id=user_id).first()
    since = look.at if look else at - timedelta(days=FIRST_DAYS)
    rows = Change.objects.exclude(what__contains=[Changed.LISTED]).filter(
        Q(place__is_public=True) | Q(activity_id__isnull=False)
    )
    rows = rows.filter(_unseen(look) if look else Q(at__gt=since))
    if after and (last := Change.objects.filter(pk=after).values_list("at", flat=True).first()):
        rows = rows.filter(Q(at__gt=last) | Q(at=last, pk__gt=after))
    fields = (
        "pk",
        "at",
        "what",
        "place_id",
        "place__name",
        "place__kind",
        "activity_id",
        "place__hidden_on",
        "place__ended_on",
    )
    found = list(rows.order_by("at", "pk").values_list(*fields)[: most + 1])
    lines = tuple(
        ChangeLine(
            pk, when, in_order(what), place, name or "", PlaceKind(kind) if kind else None, activity,
            hidden is None and ended is None,
        )
        for pk, when, what, place, name, kind, activity, hidden, ended in found[:most]
    )  # fmt: skip
    return ChangesPage(lines, lines[-1].pk if len(found) > most else 0, since, look is not None, _under_way())


def in_order(what: list[str]) -> tuple[Changed, ...]:
    """The words in their order; of a place that is new, its hours are no change."""
    return tuple(word for word in Changed if word in what and not (word is Changed.HOURS and Changed.ADDED in what))


def _unseen(look: LastLook) -> Q:
    """Later than the last one seen, or of a transaction that had not ended when it was seen."""
    later = Q(at__gt=look.at) | Q(at=look.at, pk__gt=look.change_id)
    return later | Q(Exact(_was_visible(look.snapshot), Value(False)), at__gt=look.at - UNDER_WAY)


def _was_visible(snapshot: str) -> Func:
    """Whether the transaction of a change had ended when the snapshot was taken."""
    return Func(
        F("xact"), Value(snapshot), function="txid_visible_in_snapshot", template="%(function)s(%(expressions)s::txid_snapshot)",
        output_field=BooleanField(),
    )  # fmt: skip


def _under_way() -> str:
    """Which transactions have ended, as PostgreSQL writes it: what the others change cannot be seen yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT txid_current_snapshot()::text")
        return str(cursor.fetchone()[0])
