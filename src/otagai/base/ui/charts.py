"""Charts as drawings of the server: numbers in, places on a sheet out. The same numbers always stand in a table beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, LABEL, ROW, ROOM = 600.0, 130.0, 34.0, 110.0


@dataclass(frozen=True)
class Bar:
    """One bar: its name, what it says, where it begins and how long it is; `share` of the longest, 0 to 1."""

    label: str
    words: str
    y: float
    width: float
    share: float


@dataclass(frozen=True)
class Bars:
    """Lying bars under each other, WIDTH wide."""

    height: float
    bars: tuple[Bar, ...]


def bars(lines: Sequence[tuple[str, float, str]]) -> Bars | None:
    """Bars of (name, number, what it says); None where there is nothing to draw. The longest takes all the room."""
    most = max((number for _, number, _ in lines), default=0)
    if most <= 0:
        return None
    room = WIDTH - LABEL - ROOM
    drawn = (
        Bar(label, words, ROW * at, round(room * number / most, 1), round(number / most, 4))
        for at, (label, number, words) in enumerate(lines)
    )
    return Bars(ROW * len(lines), tuple(drawn))
