"""When places are open: rules and exceptional days of several places at once, in two queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from otagai.base.circles.postgresql.prepared import Slot, prepared
from otagai.kernel.opening import (
    LOOK_AHEAD_DAYS,
    Opening,
    OpeningException,
    OpeningRule,
    days_shut,
    left_out,
    next_opening,
    openings,
)
from otagai.kernel.opening_words import describe
from otagai.town.places import models
from otagai.town.places.rules import rule_of

SHUT_TOLD_DAYS = 60
"""Where no opening follows: for so long ahead it is told that a place is shut."""
RULE_FIELDS = (
    "weekdays", "weeks", "opens_at", "closes_at", "on_holidays", "closed_at_year_end", "valid_from", "valid_until",
)  # fmt: skip


@dataclass
class Hours:
    """The rules and exceptional days of one place."""

    rules: list[OpeningRule] = field(default_factory=list)
    exceptions: list[OpeningException] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The rules in words; empty when nothing is known."""
        return describe(self.rules)

    def next(self, at: datetime) -> Opening | None:
        """The opening that runs at a local time, or the next one; None when nothing is known."""
        return next_opening(self.rules, self.exceptions, at) if self.rules or self.exceptions else None

    def coming(self, start: date, days: int) -> list[Opening]:
        """Every opening over a number of days."""
        return openings(self.rules, self.exceptions, start, days)

    def shut(self, start: date, days: int) -> list[OpeningException]:
        """The days over a number of days on which it is shut, though it usually opens then."""
        return days_shut(self.rules, self.exceptions, start, days) if self.exceptions else []

    def left_out(self, start: date, days: int) -> list[Opening]:
        """The usual times that fall away over a number of days."""
        return left_out(self.rules, self.exceptions, start, days) if self.exceptions else []

    def shut_first(self, on: date, following: Opening | None) -> OpeningException | None:
        """The usual day that falls away from a day on, before (or on) the following opening; None where none does."""
        days = (following.on - on).days + 1 if following else SHUT_TOLD_DAYS
        return next(iter(self.shut(on, days)), None)


def hours_of(keys: Collection[int], *, on: date) -> dict[int, Hours]:
    """The hours of the places by key, exceptional days from the given day on; two queries, none for no places."""
    found: dict[int, Hours] = defaultdict(Hours)
    if not keys:
        return found
    for key, *row in rules_of(tuple(keys)):
        found[key].rules.append(rule_of(*row))
    for key, day, opens, closes, note in exceptions_of(tuple(keys), on=on, to=on + timedelta(days=LOOK_AHEAD_DAYS)):
        found[key].exceptions.append(OpeningException(day, opens, closes, note))
    return found


@dataclass(frozen=True)
class HoursNow:
    """When a place is open as it stands now: in words, the next time, the usual day before it that falls away."""

    words: str
    following: Opening | None
    shut: OpeningException | None


def hours_now(keys: Collection[int], *, at: datetime) -> dict[int, HoursNow]:
    """The hours of the places as they stand at a local time, by key; two queries, none for no places."""
    known = hours_of(keys, on=at.date())
    following = {key: hours.next(at) for key, hours in known.items()}
    return {
        key: HoursNow(hours.words, following[key], hours.shut_first(at.date(), following[key]))
        for key, hours in known.items()
    }


@prepared
def rules_of(keys: tuple[int, ...]) -> QuerySet[Any, Any]:
    """The rules of places, each with the key of its place."""
    return models.Opening.objects.filter(place_id__in=keys).order_by("pk").values_list("place_id", *RULE_FIELDS)


@prepared
def exceptions_of(keys: tuple[int, ...], *, on: Slot, to: Slot) -> QuerySet[Any, Any]:
    """The exceptional days of places, each with the key of its place, from a day to a day."""
    days = models.OpeningException.objects.filter(place_id__in=keys, day__gte=on, day__lte=to)
    return days.order_by("day").values_list("place_id", "day", "opens_at", "closes_at", "note")
