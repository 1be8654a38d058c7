"""How many people there will be: the projection of the district or of the whole town, beside what was counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from otagai.insight.profiles import rules
from otagai.insight.profiles.queries.people import Counted
from otagai.town.areas import queries as areas
from otagai.town.areas.queries import Forecast


@dataclass(frozen=True)
class TownYear:
    """People of the whole town at one edition, as sums of what is counted together."""

    on: date
    people: int
    aged: int

    @property
    def percent(self) -> float | None:
        """65 and older of a hundred."""
        return rules.percent(self.aged, self.people)


@dataclass(frozen=True)
class FutureLine:
    """One year of a projection: `is_counted` up to its base year."""

    year: int
    called: str
    total: int
    young: int
    middle: int
    old: int
    percent: float | None
    is_counted: bool


@dataclass(frozen=True)
class Future:
    """A projection: of which area ("": the whole town), whose, from which list, counted until which year; what the town counted."""

    name: str
    made_by: str
    source: str
    base_year: int | None
    lines: tuple[FutureLine, ...]
    town: tuple[TownYear, ...]

    @property
    def of_whom(self) -> str:
        """町全体, or the name of the area."""
        return self.name or "町全体"

    @property
    def whose(self) -> str:
        """Whose projection it is."""
        return self.made_by or "だれの推計か 一覧に書いてありません"


def future_of(name: str, editions: Sequence[Counted]) -> Future | None:
    """The projection for the area of that name; None without one. `editions`: the newest first. One query."""
    found = areas.forecast_for(name)
    if found is None:
        return None
    town = tuple(_town(one) for one in reversed(editions))
    return Future(found.name, found.made_by, found.source, found.base_year, tuple(_lines(found)), town)


def _lines(found: Forecast) -> list[FutureLine]:
    return [
        FutureLine(
            year.year, f"もうひとつの推計（列「{series.called}」）" if series.called else "", year.total, year.young, year.middle,
            year.old, rules.percent(year.old, year.total), found.base_year is not None and year.year <= found.base_year,
        )
        for series in found.series
        for year in series.years
    ]  # fmt: skip


def _town(one: Counted) -> TownYear:
    everybody = [counts for counts in one.classes.values() if counts]
    return TownYear(one.edition.on, sum(map(sum, everybody)), sum(sum(counts[1:]) for counts in everybody))
