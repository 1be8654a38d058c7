"""What people came with: the published counts of the last two half-years. Nothing here looks at a consultation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from otagai.insight.profiles import rules
from otagai.insight.profiles.models import ThemeCount
from otagai.insight.profiles.words import Family
from otagai.town.areas import queries as areas


@dataclass(frozen=True)
class HalfYearTold:
    """One half-year in a district: with which areas it is counted together, how many by family, and in the whole town."""

    words: str
    areas: tuple[str, ...]
    lines: tuple[tuple[str, int, int], ...]

    @property
    def together(self) -> str:
        """The areas in one line."""
        return "・".join(self.areas) + ("を 合わせて" if len(self.areas) > 1 else "")


def told_in(area: int, others: Sequence[int], *, on: date) -> list[HalfYearTold]:
    """The half-years of the last twelve months that were counted, for the area, or the one it mostly lies in. Two queries."""
    halves = rules.last_half_years(on)
    rows = list(ThemeCount.objects.filter(since__in=[half.since for half in halves]))
    names = areas.area_names(sorted({pk for row in rows for pk in row.areas}))
    found = []
    for half in halves:
        of_half = [row for row in rows if row.since == half.since]
        mine = next((row for key in (area, *others) for row in of_half if key in row.areas), None)
        if mine is not None:
            lines = tuple(
                (family.label, mine.counts.get(family, 0), sum(row.counts.get(family, 0) for row in of_half))
                for family in Family
            )
            together = tuple(names[pk] for pk in mine.areas if pk in names)
            found.append(HalfYearTold(half.words, together, lines))
    return found
