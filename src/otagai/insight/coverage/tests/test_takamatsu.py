"""Takamatsu's own figures, from its own lists through our own importer: 75 and older near one of the 52 centres."""

from __future__ import annotations

from pathlib import Path

import pytest

from otagai.insight.coverage import rules
from otagai.insight.coverage.rules import Question, Standing
from otagai.kernel.gathering import gather
from otagai.kernel.geo import read_point
from otagai.kernel.tables import read_table
from otagai.town.imports.rules import PopulationFacts, population_field, read_population
from otagai.town.places.words import PlaceKind

TAKAMATSU = Path(__file__).parents[5] / "demo" / "takamatsu"
EXACT = {300: 37_043, 500: 42_980, 800: 51_707, 1000: 58_185}
"""Computed independently of us (issue 3 §3)."""


def people() -> list[PopulationFacts]:
    """The 235 towns of February 2026."""
    table = read_table((TAKAMATSU / "population" / "0066_202602.xlsx").read_bytes())
    fields = [(population_field(header), header) for header in table.headers]
    rows = [[(*field, text) for field, text in zip(fields, row.values, strict=True) if field[0]] for row in table.rows]
    return [read_population(row) for row in rows]


def centres() -> list[Standing]:
    """The 52 コミュニティセンター."""
    records = read_table((TAKAMATSU / "community_center" / "data.xlsx").read_bytes()).records()
    points = [read_point(record["latitude"], record["longitude"]).point for record in records]
    return [Standing(number, "", PlaceKind.COMMUNITY_CENTER, point) for number, point in enumerate(points)]


@pytest.mark.parametrize(("k", "off"), [(1, 0), (10, 10)], ids=["as listed", "small towns gathered"])
def test_the_figures_are_those_that_were_computed_independently(k: int, off: int) -> None:
    facts, places = people(), centres()
    assert (len(facts), len(places)) == (235, 52)
    spots = [rules.spot_of(one.men, one.women, one.age_unknown, one.point) for one in facts if one.point]
    found = gather(spots, k=k)
    living = rules.livings(found, [one.name for one in facts], [""] * len(found))
    for metres, exact in EXACT.items():
        oldest = rules.answer(living, places, Question(metres=metres, detour=1.0)).groups[2]
        assert oldest.people == 72_026
        assert abs(oldest.within - exact) <= off
