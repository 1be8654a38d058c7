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
class FamilyTold:
    """One family of themes: how many, with which areas the district is counted together, how many in the whole town.

    `here` is None where the town told fewer than k.
    """

    label: str
    here: int | None
    areas: tuple[str, ...]
    town: int

    @property
    def together(self) -> str:
        """With whom it is counted, in words."""
        return f"{'・'.join(self.areas)} 合わせて" if len(self.areas) > 1 else "この地区だけ"


@dataclass(frozen=True)
class HalfYearTold:
    """One half-year in a district."""

    words: str
    lines: tuple[FamilyTold, ...]


def told_in(area: int, others: Sequence[int], *, on: date) -> list[HalfYearTold]:
    """The half-years of the last twelve months that were counted, for the area, or the one it mostly lies in. Two queries."""
    halves = rules.last_half_years(on)
    rows = list(ThemeCount.objects.filter(since__in=[half.since for half in halves]))
    names = areas.area_names(sorted({pk for row in rows for pk in row.areas}))
    found = []
    for half in halves:
        of_half = [row for row in rows if row.since == half.since]
        counted = {pk for row in of_half for pk in row.areas}
        key = next((pk for pk in (area, *others) if pk in counted), None)
        if key is not None:
            lines = tuple(
                _told(family, [row for row in of_half if row.family == family], key, names) for family in Family
            )
            found.append(HalfYearTold(half.words, lines))
    return found


def _told(family: Family, rows: Sequence[ThemeCount], key: int, names: dict[int, str]) -> FamilyTold:
    mine = next((row for row in rows if key in row.areas), None)
    together = tuple(names[pk] for pk in mine.areas if pk in names) if mine else ()
    return FamilyTold(family.label, mine.count if mine else None, together, sum(row.count for row in rows))
