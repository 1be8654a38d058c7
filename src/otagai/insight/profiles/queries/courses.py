"""講座・教室: where people learn together, how often it was held and how many signed up, half-year by half-year. Nobody is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.conf import settings
from django.utils import timezone

from otagai.insight.profiles import rules
from otagai.insight.profiles.rules import HalfYear
from otagai.town.activities.queries import ActivityHeld, Days, days_of
from otagai.town.activities.words import ActivityKind
from otagai.welcome.signups.queries import seats_asked_for


@dataclass(frozen=True)
class CourseHalf:
    """A course in a half-year: how often it was held (None: its days are not dated), for how many people they signed up, in words."""

    times: int | None
    people: str


@dataclass(frozen=True)
class CourseLine:
    """A course of the district with its half-years, the older first."""

    pk: int
    title: str
    hosts: tuple[str, ...]
    halves: tuple[CourseHalf, ...]


@dataclass(frozen=True)
class Courses:
    """The half-years that have ended for good, and the courses."""

    halves: tuple[HalfYear, ...]
    lines: tuple[CourseLine, ...]


def courses_among(held: Sequence[ActivityHeld], *, on: date) -> Courses:
    """The courses among the activities of a district; four queries.

    Half-years share no day and are settled: what is told of one is never told otherwise, so that no two days asked for
    differ by one person. Fewer than k are not told, and no sum is.
    """
    halves, k = rules.last_half_years(on), settings.OTAGAI_SMALLEST_COUNT
    learning = [one for one in held if one.kind is ActivityKind.LEARNING]
    keys = [one.pk for one in learning]
    days = days_of(keys)
    asked = [seats_asked_for(keys, half.since, half.until, settled=_settled(half)) for half in halves]
    return Courses(
        halves,
        tuple(
            CourseLine(
                one.pk, one.title, one.hosts,
                tuple(
                    CourseHalf(_times(days[one.pk], half), rules.people_told(seats.get(one.pk, 0), k=k))
                    for half, seats in zip(halves, asked, strict=True)
                ),
            )
            for one in learning
        ),
    )  # fmt: skip


def _settled(half: HalfYear) -> datetime:
    return timezone.make_aware(datetime.combine(half.until + rules.SETTLED_AFTER, time()))


def _times(days: Days, half: HalfYear) -> int | None:
    """How often it was held; None where a rule does not say from when it holds."""
    if any(rule.valid_from is None for rule in days.hours.rules):
        return None
    held = days.between(half.since, (half.until - half.since).days)
    return sum(1 for one in held if not one.called_off)
