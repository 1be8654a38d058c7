"""How many people live where: the lists of 地域・年齢別人口, edition by edition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Max

from otagai.kernel.text import fold
from otagai.town.areas.models import PopulationForecast, PopulationPoint


@dataclass(frozen=True)
class Edition:
    """One edition of a list of population: from where, of which day."""

    source: str
    on: date


def editions() -> list[Edition]:
    """Every edition of 地域・年齢別人口, the newest first; one query."""
    rows = PopulationPoint.objects.order_by().values("source", "on").annotate(last=Max("pk")).order_by("-on", "-last")
    return [Edition(row["source"], row["on"]) for row in rows]


def published_population() -> list[PopulationPoint]:
    """The newest edition that the town has published already, by code and name; empty without one. Two queries.

    A list that nobody said was published stays inside: its small numbers are people (safety.md 10).
    """
    rows = PopulationPoint.objects.exclude(licence="")
    newest = rows.order_by("-on", "-pk").values_list("source", "on").first()
    if newest is None:
        return []
    return list(rows.filter(source=newest[0], on=newest[1]).order_by("code", "name", "key"))


def population_of(edition: Edition) -> list[PopulationPoint]:
    """The counts of one edition, in the order of the list; one query."""
    return list(PopulationPoint.objects.filter(source=edition.source, on=edition.on).order_by("pk"))


@dataclass(frozen=True)
class ForecastYear:
    """One year of a projection."""

    year: int
    total: int
    young: int
    middle: int
    old: int


@dataclass(frozen=True)
class Series:
    """One projection: blank, or by which column of the list it is called; year after year."""

    called: str
    years: tuple[ForecastYear, ...]


@dataclass(frozen=True)
class Forecast:
    """A projection: of an area by its name or of the whole town (""), from which list, whose, counted until which year."""

    name: str
    source: str
    made_by: str
    base_year: int | None
    series: tuple[Series, ...]


def forecast_for(name: str) -> Forecast | None:
    """The projection that came last for the area of that name, else for the whole town; None without one. One query."""
    rows = list(PopulationForecast.objects.filter(key__in=("", fold(name))))
    if not rows:
        return None
    last = max(rows, key=lambda row: (row.key != "", row.pk))
    same = [row for row in rows if (row.key, row.source) == (last.key, last.source)]
    series = [
        Series(called, tuple(ForecastYear(row.year, row.total, row.young, row.middle, row.old) for row in of))
        for called, of in groupby(same, key=lambda row: row.series)
    ]
    return Forecast(last.name, last.source, last.made_by, last.base_year, tuple(series))
