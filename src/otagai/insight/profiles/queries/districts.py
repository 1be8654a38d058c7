"""The list of districts, by layer, with a search."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from otagai.kernel.text import fold
from otagai.town.areas import queries as areas


@dataclass(frozen=True)
class LayerDistricts:
    """The areas of one layer that fit the search."""

    name: str
    areas: tuple[tuple[int, str], ...]


def districts(*, on: date, text: str = "") -> list[LayerDistricts]:
    """Every area in force, by layer, narrowed by a word; one query."""
    wanted = fold(text)
    found = []
    for name, choices in areas.grouped_choices(on):
        fits = tuple((pk, label) for pk, label in choices if wanted in fold(label))
        if fits:
            found.append(LayerDistricts(name, fits))
    return found
