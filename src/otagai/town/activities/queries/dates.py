"""On which days activities are held: rules, single days and days called off, of several activities in two queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from otagai.kernel.opening import LOOK_AHEAD_DAYS, OpeningException
from otagai.town.activities.models import ActivityDay, Recurrence
from otagai.town.places.queries.hours import RULE_FIELDS, Hours
from otagai.town.places.rules import rule_of


@dataclass(frozen=True, order=True)
class Held:
    """One time an activity is held; `called_off`: it is not, and `note` says why."""

    on: date
    start: time
    end: time
    note: str = ""
    called_off: bool = False


@dataclass
class Days:
    """The rules, single days and days called off of one activity."""

    hours: Hours = field(default_factory=Hours)
    called_off: list[Held] = field(default_factory=list)

    def between(self, start: date, days: int) -> list[Held]:
        """Every time over a number of days, in order; what is called off stands among them."""
        held = [Held(each.on, each.start, each.end, each.note) for each in self.hours.coming(start, days)]
        end = start + timedelta(days=days)
        return sorted([*held, *(each for each in self.called_off if start <= each.on < end)])


def days_of(keys: Collection[int], *, start: date | None = None) -> dict[int, Days]:
    """The days of activities by key, single days from the given day on; two queries, none for no activities."""
    found: dict[int, Days] = defaultdict(Days)
    if not keys:
        return found
    for key, *row in (
        Recurrence.objects.filter(activity_id__in=keys).order_by("pk").values_list("activity_id", *RULE_FIELDS)
    ):
        found[key].hours.rules.append(rule_of(*row))
    for single in single_days(keys, start):
        days = found[single.activity_id]
        if single.is_called_off and single.opens_at and single.closes_at:
            days.called_off.append(Held(single.day, single.opens_at, single.closes_at, single.note, called_off=True))
            days.hours.exceptions.append(OpeningException(single.day))
        else:
            days.hours.exceptions.append(OpeningException(single.day, single.opens_at, single.closes_at, single.note))
    return found


def single_days(keys: Collection[int], start: date | None) -> list[ActivityDay]:
    """The single days of activities from a day on, for as long as one looks ahead; all of them without a day."""
    rows = ActivityDay.objects.filter(activity_id__in=keys).order_by("day")
    if start is not None:
        rows = rows.filter(day__gte=start, day__lte=start + timedelta(days=LOOK_AHEAD_DAYS))
    return list(rows)
