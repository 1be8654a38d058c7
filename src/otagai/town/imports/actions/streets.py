"""The ways on which people walk: every line of a file is a row, kept or rejected with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from otagai.base.accounts.acting import Acting
from otagai.base.safekeeping.errors import RuleBroken
from otagai.kernel.geo import read_point
from otagai.kernel.reach.road_reader import OSM_SOURCE, osm_format, read_roads
from otagai.kernel.reach.roads import CUT_OFF, Streets, streets_of
from otagai.kernel.shapes import ShapeProblem
from otagai.town.areas import actions as areas
from otagai.town.imports.actions.outcome import Outcome, Rejected

NAME = "歩く道"


@dataclass(frozen=True)
class Plan:
    """What would be kept, what is rejected and why, and what there is to say about the whole."""

    streets: Streets
    good: int
    rejected: tuple[Rejected, ...]
    notes: tuple[str, ...]
    source: str


@lru_cache(maxsize=1)  # looking and taking in follow each other, reading takes seconds
def plan(content: bytes, *, epsg: int | None) -> Plan:
    """Read the file; nothing is written. RuleBroken when it cannot be read, holds no road, or lies outside Japan."""
    try:
        roads = read_roads(content, epsg=epsg)
        streets, verdicts = streets_of(roads)
        for lat, lon in ((streets.lat.min(), streets.lon.min()), (streets.lat.max(), streets.lon.max())):
            if read_point(f"{lat:.6f}", f"{lon:.6f}").corrections:
                raise ValueError("緯度と経度が 逆の ファイルです")
    except ShapeProblem as wrong:
        raise RuleBroken([str(wrong)]) from wrong
    except ValueError as wrong:
        raise RuleBroken([f"歩く道として 使えません：{wrong}"]) from wrong
    rejected = tuple(
        Rejected(line, road.said, why)
        for line, (road, why) in enumerate(zip(roads, verdicts, strict=True), start=1)
        if why
    )
    source = OSM_SOURCE if osm_format(content) else ""
    return Plan(streets, len(roads) - len(rejected), rejected, _notes(streets), source)


def _notes(streets: Streets) -> tuple[str, ...]:
    """What the whole is like."""
    whole = (
        f"つながった道は 合わせて {streets.metres.sum() / 1000:,.1f} km、交差点と曲がり角は {len(streets.lat):,}点です"
    )
    cut = f"そのほかの つながっていない {streets.left_out:,}点を のぞきました" if streets.left_out else ""
    flat = "" if streets.has_heights else "高さが 書いてないので、坂は 数えられません"
    return tuple(note for note in (whole, cut, flat) if note)


def warnings(made: Plan) -> tuple[str, ...]:
    """What must be seen before such a file is taken in."""
    cut = sum(one.reason == CUT_OFF for one in made.rejected)
    if cut <= made.good:
        return ()
    return (f"{cut}本の道が いちばん大きな つながりの外にあります。町じゅうの道の図形かどうか、確かめてください",)


def outcome_of(made: Plan) -> Outcome:
    """What would become of the rows, as if they came for the first time."""
    notes = [(0, note) for note in made.notes]
    return Outcome(made.good + len(made.rejected), created=made.good, rejected=list(made.rejected), notes=notes)


def write(made: Plan, *, name: str, source: str, on: date, by: Acting) -> Outcome:
    """Keep the network; its rows count with what became of it."""
    told = "・".join(dict.fromkeys(part for part in (source, made.source) if part))
    _, became = areas.import_streets(made.streets, name=name or NAME, source=told[:200], roads=made.good, on=on, by=by)
    outcome = outcome_of(made)
    outcome.created = 0
    setattr(outcome, became, made.good)
    return outcome
