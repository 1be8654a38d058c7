"""Charts as drawings of the server: numbers in, places on a sheet out. The same numbers always stand in a table beside them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

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


class Stroke(StrEnum):
    """How a line is drawn: what was counted is solid, what is expected is dashed; nothing is told by colour alone."""

    COUNTED = "counted"
    BESIDE = "beside"
    EXPECTED = "expected"


@dataclass(frozen=True)
class Drawn:
    """A line: its name, its stroke, its corners as SVG wants them, each corner for a dot, and where its name stands."""

    label: str
    stroke: Stroke
    corners: str
    dots: tuple[tuple[float, float], ...]
    y: float


@dataclass(frozen=True)
class Tick:
    """A mark on an axis."""

    at: float
    words: str


@dataclass(frozen=True)
class Lines:
    """Lines over years with their axes, WIDTH wide; `top` and `bottom` are those of the sheet."""

    height: float
    top: float
    bottom: float
    lines: tuple[Drawn, ...]
    years: tuple[Tick, ...]
    values: tuple[Tick, ...]


LEFT, RIGHT, SHEET, LEGEND, FOOT = 64.0, 572.0, 220.0, 28.0, 30.0
MOST_YEARS = 7


def lines(
    drawn: Sequence[tuple[str, Stroke, Sequence[tuple[float, float]]]], *, unit: str, step: float = 5
) -> Lines | None:
    """Lines of (name, stroke, corners as (year, value)); None where fewer than two corners are to be drawn. The sheet begins and
    ends at a multiple of `step`.
    """
    told = [one for one in drawn if one[2]]
    corners = [corner for _, _, of in told for corner in of]
    if len(corners) < 2:
        return None
    first, last = math.floor(min(x for x, _ in corners)), math.ceil(max(x for x, _ in corners))
    least, most = (
        math.floor(min(y for _, y in corners) / step) * step,
        math.ceil(max(y for _, y in corners) / step) * step,
    )
    last, most = max(last, first + 1), max(most, least + step)
    top = LEGEND * len(told) + 8
    bottom = top + SHEET

    def across(year: float) -> float:
        return round(LEFT + (RIGHT - LEFT) * (year - first) / (last - first), 1)

    def down(value: float) -> float:
        return round(bottom - SHEET * (value - least) / (most - least), 1)

    def one(number: int, label: str, stroke: Stroke, of: Sequence[tuple[float, float]]) -> Drawn:
        dots = tuple((across(x), down(y)) for x, y in sorted(of))
        return Drawn(label, stroke, " ".join(f"{x},{y}" for x, y in dots), dots, LEGEND * number + LEGEND / 2)

    every = max(math.ceil((last - first) / MOST_YEARS), 1)
    every = every if every <= 2 else math.ceil(every / 5) * 5
    marks = range(math.ceil(first / every) * every, last + 1, every)
    values = [least + step * number for number in range(round((most - least) / step) + 1)]
    return Lines(
        bottom + FOOT, top, bottom, tuple(one(number, *each) for number, each in enumerate(told)),
        tuple(Tick(across(year), str(year)) for year in marks), tuple(Tick(down(value), f"{value:g}{unit}") for value in values),
    )  # fmt: skip


def drawn_lines(chart: Lines, label: str) -> SafeString:
    """The lines as a drawing, for the page and for paper alike."""
    return render_to_string("ui/components/lines.html", {"chart": chart, "label": label})
