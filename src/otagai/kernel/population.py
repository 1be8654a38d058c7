"""People counted by place, sex and five-year age: one value for every list, and the reader of Takamatsu's own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from otagai.kernel.geo import Point, read_point
from otagai.kernel.tables import Table

YEARS_PER_CLASS = 5
"""Every age class is five years wide; the last one is open (Takamatsu: 18 classes, 85 and older)."""
_TAKAMATSU_CLASSES = 18


@dataclass(frozen=True)
class Counted:
    """How many people live in one place on one day; `men` and `women` by five-year class from 0–4 on, the last open.

    `line` is the line of the file; `point` is None where the list names no position.
    """

    name: str
    on: date
    men: tuple[int, ...]
    women: tuple[int, ...]
    point: Point | None
    households: int | None = None
    line: int = 0

    def aged(self, youngest: int = 0) -> int:
        """People of that age and older. Raises ValueError when no class begins at that age (a multiple of five)."""
        first, rest = divmod(youngest, YEARS_PER_CLASS)
        if rest or not 0 <= first < max(len(self.men), 1):
            raise ValueError(f"{youngest}歳から数えることは できません(5歳きざみです)")
        return sum(self.men[first:]) + sum(self.women[first:])


@dataclass(frozen=True)
class NotCounted:
    """A row that could not be taken, and why, in words for the person who imports."""

    line: int
    reason: str


def read_takamatsu(table: Table) -> tuple[list[Counted], list[NotCounted]]:
    """Read 地域・年齢別人口 as Takamatsu publishes it (man1/woman1 … man18/woman18, location "緯度,経度").

    Rows in = counted + not counted. A row whose classes do not add up to its total is not taken.
    """
    counted: list[Counted] = []
    left: list[NotCounted] = []
    for row, record in zip(table.rows, table.records(), strict=True):
        try:
            counted.append(_counted(row.line, record))
        except ValueError as error:
            left.append(NotCounted(row.line, str(error)))
    return counted, left


def _counted(line: int, record: Mapping[str, str]) -> Counted:
    classes = range(1, _TAKAMATSU_CLASSES + 1)
    men, women = (tuple(_heads(record, f"{sex}{number}") for number in classes) for sex in ("man", "woman"))
    total = _heads(record, "totalPopulation")
    if sum(men) + sum(women) != total:
        raise ValueError(f"年齢別の合計({sum(men) + sum(women)}人)が 総数({total}人)と 合いません")
    households = _heads(record, "numberOfHouseholds") if record.get("numberOfHouseholds") else None
    name, on = record.get("regionName", ""), _day(record.get("surveyDate", ""))
    return Counted(name, on, men, women, _place(record.get("location", "")), households, line)


def _heads(record: Mapping[str, str], column: str) -> int:
    text = record.get(column, "").replace(",", "")
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise ValueError(f"「{column}」が 人数として 読めません: {text or '(空)'}")
    return int(text)


def _day(text: str) -> date:
    """2026-02-01, or 2/1/2024 as older files of the same list have it (month first)."""
    if found := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text):
        return _date(found[1], found[2], found[3])
    if found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text):
        return _date(found[3], found[1], found[2])
    raise ValueError(f"調査の日として 読めません: {text or '(空)'}")


def _date(year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError(f"調査の日が 暦に ありません: {year}年{int(month)}月{int(day)}日") from None


def _place(text: str) -> Point | None:
    lat, comma, lon = text.partition(",")
    return read_point(lat, lon).point if comma else None
