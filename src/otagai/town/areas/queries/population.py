"""How many people live where: the lists of 地域・年齢別人口, edition by edition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from otagai.town.areas.models import PopulationPoint


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
