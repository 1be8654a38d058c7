"""Who has a place within reach, divided: by kind of place, and by weekday and time of day."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from otagai.insight.coverage.rules.questions import Question
from otagai.insight.coverage.rules.values import Day, Group, Kind, Standing
from otagai.insight.coverage.words import Band
from otagai.kernel.reach.answers import by_band, covered
from otagai.kernel.reach.values import BANDS, WEEK, Demand, Flags, Sites, Ways
from otagai.town.places.words import PlaceKind

WEEKDAYS = "月火水木金土日"
Hours = Mapping[int, Collection[tuple[int, str]]]
"""When places are open: key of the place → pairs of weekday (Monday 0) and `Band`."""


def by_kind(demand: Demand, ways: Ways, places: Sequence[Standing], question: Question) -> tuple[Kind, ...]:
    """What the places of each kind reach together, and for whom there is no other kind; the farthest-reaching first."""
    lines = []
    for kind in {place.kind for place in places}:
        these = np.array([place.kind is kind for place in places])
        here, elsewhere = (covered(demand, ways, question.reach, among=some) for some in (these, ~these))
        only = demand.people[question.ages][here.points & ~elsewhere.points].sum()
        reached = here.groups[question.ages]
        lines.append(Kind(kind, int(these.sum()), int(reached.total), int(reached.covered), int(only)))
    return tuple(sorted(lines, key=lambda line: (-line.within, list(PlaceKind).index(line.kind))))


def by_time(
    demand: Demand, ways: Ways, places: Sequence[Standing], question: Question, hours: Hours
) -> tuple[Day, ...]:
    """Who has an open place within reach, day by day; a place that is only supposed (`question.opened`) is always open."""
    sites = Sites(np.zeros(len(places)), np.zeros(len(places)), open_then(places, question, hours))
    people = demand.people[question.ages]
    found = by_band(demand, sites, ways, question.reach)[question.ages].reshape(7, BANDS)
    return tuple(
        Day(
            number, f"{name}曜",
            tuple(
                (band.value, Group(band.label, int(people.sum()), int(found[number, part]), question.ages))
                for part, band in enumerate(Band)
            ),
        )
        for number, name in enumerate(WEEKDAYS)
    )  # fmt: skip


def open_then(places: Sequence[Standing], question: Question, hours: Hours) -> Flags:
    """When each place is open (m × `WEEK` flags)."""
    parts = {band.value: part for part, band in enumerate(Band)}
    flags = np.zeros((len(places), WEEK), dtype=np.bool_)
    for at, place in enumerate(places):
        if place.pk in question.opened:
            flags[at] = True
        for weekday, band in hours.get(place.pk, ()):
            flags[at, weekday * BANDS + parts[band]] = True
    return flags
