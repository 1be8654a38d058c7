"""Who lives where, by area: counts of a list of population, gathered before any question as 徒歩圏 does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from otagai.insight.coverage import rules as reach
from otagai.insight.coverage.rules import Living
from otagai.insight.profiles import rules
from otagai.kernel.gathering import gather
from otagai.kernel.geo import Point
from otagai.kernel.overlaps import AreaIndex
from otagai.town.areas import queries as areas

Shapes = Sequence[tuple[int, str, dict[str, Any]]]
MOST_YEARS = 6


@dataclass(frozen=True)
class Counted:
    """One edition: people by area (to 64, 65–74, 75 and older), bands and households by area, and every gathered place."""

    edition: areas.Edition
    points: int
    livings: tuple[Living, ...]
    classes: dict[int, tuple[int, ...]]
    bands: dict[int, tuple[int, ...]]
    households: dict[int, int]

    def people(self, area: int) -> int:
        """Everybody in an area."""
        return sum(self.classes.get(area, ()))

    def aged(self, area: int) -> int:
        """65 and older."""
        return sum(self.classes.get(area, ())[1:])

    def oldest(self, area: int) -> int:
        """75 and older."""
        return sum(self.classes.get(area, ())[2:])


class Ground:
    """The areas of a layer, asked which of them holds a point; of two that overlap the first by name (as 徒歩圏)."""

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = list(shapes)
        self.keys = frozenset(pk for pk, _, _ in self.shapes)
        self._index = AreaIndex([shape for _, _, shape in self.shapes]) if self.shapes else None

    def area_at(self, point: Point) -> int:
        """The key of the area; 0 where there is none."""
        found = self._index.areas_of_point(point) if self._index else []
        return self.shapes[min(found)][0] if found else 0


def years(ground: Ground, *, on: date) -> list[Counted]:
    """The newest editions that had come by the day, of the newest list, the newest first; other lists are not compared with it."""
    found = [edition for edition in areas.editions() if edition.on <= on]
    same = [edition for edition in found if edition.source == found[0].source][:MOST_YEARS]
    return [counted(edition, ground) for edition in same]


def first_edition() -> date | None:
    """The day of the oldest list of population; None without one. One query."""
    return min((edition.on for edition in areas.editions()), default=None)


def counted(edition: areas.Edition, ground: Ground) -> Counted:
    """The counts of one edition by area; one query."""
    k, rows = settings.OTAGAI_SMALLEST_COUNT, areas.population_of(edition)
    spots = [reach.spot_of(row.men, row.women, row.age_unknown, Point(row.latitude, row.longitude)) for row in rows]
    cells = gather(spots, k=k)
    here = [ground.area_at(cell.point) for cell in cells]
    with_homes = bool(rows) and all(row.households is not None for row in rows)
    finer = [
        (*rules.bands_of(row.men, row.women, row.age_unknown), (row.households or 0) if with_homes else 0)
        for row in rows
    ]
    bands: dict[int, tuple[int, ...]] = {}
    for cell in rules.gathered_further(cells, finer, k=k):
        add(bands, ground.area_at(cell.point), cell.counts)
    classes: dict[int, tuple[int, ...]] = {}
    for area, cell in zip(here, cells, strict=True):
        add(classes, area, cell.counts)
    livings = reach.livings(cells, [row.name for row in rows], [str(area) for area in here])
    homes = {area: counts[-1] for area, counts in bands.items()} if with_homes else {}
    inhabited = sum(1 for spot in spots if sum(spot.counts))
    return Counted(
        edition, inhabited, tuple(livings), classes, {area: counts[:-1] for area, counts in bands.items()}, homes
    )  # fmt: skip


def add(sums: dict[int, tuple[int, ...]], area: int, counts: tuple[int, ...]) -> None:
    """Add counts to those of an area."""
    sums[area] = tuple(map(sum, zip(sums[area], counts, strict=True))) if area in sums else counts
