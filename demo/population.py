"""The people of the sample town as a list of 地域・年齢別人口: made up, said so in its name, brought in like any other list."""

from __future__ import annotations

import random
from datetime import datetime
from typing import Any

from shapely.geometry import shape

from otagai.base.accounts.acting import Acting
from otagai.kernel.exports import write_csv
from otagai.town.areas.models import Area
from otagai.town.areas.words import LayerKind
from otagai.town.imports import actions
from otagai.town.imports.words import ImportKind

NAME = "見本の人口（自主防災会の広さから作った 架空の数）"
YEARS_BACK = (2, 1, 0)
"""Lists of three years, so that a trend can be seen; each year made up like the others."""
PEOPLE = 136_000
"""About as many as live in the city; how they are spread is made up."""
PYRAMID = (36, 40, 44, 47, 46, 45, 48, 55, 62, 68, 78, 70, 62, 62, 72, 66, 48, 51)
"""Of 1000 people by five-year class, round figures of an ageing town."""
FUTURE = "見本の将来推計（架空の数）"
FUTURE_YEARS = tuple(range(2020, 2055, 5))
HEADERS = ["地域コード", "調査年月日", "地域名", "総人口"] + [
    f"{f'{5 * n}-{5 * n + 4}歳' if n < 17 else '85歳以上'}の{sex}" for n in range(18) for sex in ("男性", "女性")
] + ["緯度", "経度"]  # fmt: skip


def take_in(*, by: Acting, seed: int, now: datetime) -> int:
    """Write the lists and bring them in through the importer; returns how many rows of people were stored, 0 in a town without areas."""
    _take_in_future(by=by, now=now)
    return sum(_take_in_year(back, by=by, seed=seed, now=now) for back in YEARS_BACK)


def _take_in_year(back: int, *, by: Acting, seed: int, now: datetime) -> int:
    rows = rows_of(seed, f"{now.year - back}-01-01", back=back)
    if not rows:
        return 0
    content = write_csv(HEADERS, rows)
    looked = actions.preview(
        content,
        file_name="population.csv",
        kind=ImportKind.POPULATION,
        by=by,
        at=now,
        options={"source": NAME, "licence": "CC BY 4.0"},
    )
    return actions.run(looked.run.pk, by=by, on=now.date()).counts.created


def _take_in_future(*, by: Acting, now: datetime) -> None:
    """A projection of the whole town, made up like its people: fewer each year, and older until 2045."""
    rows = []
    for step, year in enumerate(FUTURE_YEARS):
        total = round(PEOPLE * 0.965**step)
        old, young = round(total * (0.30 + 0.014 * min(step, 5))), round(total * (0.12 - 0.004 * step))
        rows.append([str(year), *map(str, (total, young, total - young - old, old))])
    looked = actions.preview(
        write_csv(["推計年", "総人口", "年少人口", "生産年齢人口", "老年人口"], rows), file_name="future.csv", kind=ImportKind.FORECAST,
        by=by, at=now, options={"source": FUTURE, "made_by": "見本のための 架空の推計", "base_year": FUTURE_YEARS[0]},
    )  # fmt: skip
    actions.run(looked.run.pk, by=by, on=now.date())


def rows_of(seed: int, on: str, *, back: int = 0) -> list[list[str]]:
    """One row for each 自主防災会: more people where there is more room, not quite as old everywhere; some years `back` a little
    more people, a little younger.
    """
    dice = random.Random(f"{seed}/population")
    drawn = Area.objects.filter(layer__kind=LayerKind.DISASTER_GROUP, geometry__isnull=False).order_by(
        "code", "name", "pk"
    )
    outlines = [(area.name, shape(area.geometry or {})) for area in drawn]
    room = sum(outline.area**0.5 for _, outline in outlines)
    return [
        _row(number, on, name, outline, PEOPLE * (1 + back / 100) * outline.area**0.5 / room, dice, back)
        for number, (name, outline) in enumerate(outlines, 1)
    ]


def _row(number: int, on: str, name: str, outline: Any, people: float, dice: random.Random, back: int) -> list[str]:
    older = dice.uniform(0.75, 1.35) * (1 - 0.02 * back)
    shares = [share * (older if n >= 13 else 1) for n, share in enumerate(PYRAMID)]
    counts = [round(people * share / sum(shares) / 2 * dice.uniform(0.9, 1.1)) for share in shares for _ in range(2)]
    at = outline.representative_point()
    return [str(number), on, name, str(sum(counts)), *map(str, counts), f"{at.y:.6f}", f"{at.x:.6f}"]
