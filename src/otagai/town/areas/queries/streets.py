"""The walking network of the town, ready to measure on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from otagai.kernel.reach.network import Network
from otagai.kernel.reach.roads import Streets, Walking, unpacked
from otagai.town.areas.models import StreetMap


@dataclass(frozen=True)
class StreetLine:
    """The walking network of the town: its name, where it comes from, since when, how much of it there is."""

    digest: str
    name: str
    source: str
    imported_on: date
    roads: int
    kilometres: float
    has_heights: bool


def street_map() -> StreetLine | None:
    """The walking network in use; None where the town has none. One query, a second one when it is new."""
    names = ("digest", "name", "source", "imported_on", "roads", "metres")
    row = StreetMap.objects.filter(is_used=True).values_list(*names).first()
    if row is None:
        return None
    digest, name, source, imported_on, roads, metres = row
    heights = _streets(digest).has_heights
    return StreetLine(digest, name, source, imported_on, roads, metres / 1000, heights)


def network_of(line: StreetLine, walking: Walking) -> Network:
    """The network to measure on, walked like that; kept in memory.

    Raises ValueError when nothing is left to walk on.
    """
    return _network(line.digest, walking)


@lru_cache(maxsize=2)
def _streets(digest: str) -> Streets:
    return unpacked(bytes(StreetMap.objects.filter(digest=digest).values_list("content", flat=True)[0]))


@lru_cache(maxsize=4)
def _network(digest: str, walking: Walking) -> Network:
    return _streets(digest).walked(walking)
