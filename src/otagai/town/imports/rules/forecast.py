"""将来の人口の推計: what the columns of such a list hold, and what a row says. A list may hold two projections side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from otagai.kernel.text import fold, narrow
from otagai.town.imports.rules.hours import RowRejected
from otagai.town.imports.rules.population import heads

PARTS = ("total", "young", "middle", "old")
ROUNDING = 3
"""Projections are rounded class by class: the classes may differ from the total by so many people."""
FIRST, LAST = 1900, 2200
FORECAST_LABELS = {
    "year": "推計年", "name": "地域名（町全体の表では 選ばない）", "total": "総人口", "young": "0〜14歳（年少人口）",
    "middle": "15〜64歳（生産年齢人口）", "old": "65歳以上（老年人口）", "total2": "2つめの推計の 総人口",
    "young2": "2つめの推計の 0〜14歳", "middle2": "2つめの推計の 15〜64歳", "old2": "2つめの推計の 65歳以上",
}  # fmt: skip
_HEADERS = {
    "year": "推計年 年 年次 西暦 era year", "name": "地域名 地区名 町名 町丁字名 regionName",
    "total": "総人口 推計人口 人口 総数 合計 headCount totalPopulation",
    "young": "年少人口 0〜14歳 0-14歳 0～14歳 15歳未満 youthPopulation",
    "middle": "生産年齢人口 15〜64歳 15-64歳 15～64歳 middlePopulation", "old": "老年人口 高齢者人口 65歳以上 oldPopulation",
}  # fmt: skip
_BY_HEADER = {fold(header): code for code, headers in _HEADERS.items() for header in headers.split()}
_ENGLISH = {
    header.lower(): code for code, headers in _HEADERS.items() if code in PARTS for header in headers.split() if header.isascii()
}  # fmt: skip


@dataclass(frozen=True)
class Projected:
    """How many people there will be, in three classes."""

    total: int
    young: int
    middle: int
    old: int


@dataclass(frozen=True)
class ForecastFacts:
    """One year of one area (no name: the whole town) by one projection or two; `second` is called by its column."""

    year: int
    name: str
    first: Projected
    second: Projected | None
    called: str

    @property
    def key(self) -> str:
        """By what the area is known again; empty for the whole town."""
        return fold(self.name)


def forecast_field(header: str) -> str:
    """What a column of such a list holds; "" when nobody knows. headCountTakamatsu is the second projection of a town's own."""
    text = narrow(header)
    if (code := _BY_HEADER.get(fold(text))) is not None:
        return code
    found = re.fullmatch(r"(headCount|youthPopulation|middlePopulation|oldPopulation)[A-Z][a-z]+", text)
    return f"{_ENGLISH[found[1].lower()]}2" if found else ""


def why_not_forecast(mapping: Mapping[str, str]) -> list[str]:
    """Year, total and all three classes are needed; of a second projection all of it or nothing."""
    chosen = Counter(code for code in mapping.values() if code)
    reasons = [f"「{FORECAST_LABELS[code]}」の列を 選んでください" for code in ("year", *PARTS) if not chosen[code]]
    second = [f"{part}2" for part in PARTS]
    if any(chosen[code] for code in second):
        reasons += [f"「{FORECAST_LABELS[code]}」の列を 選んでください" for code in second if not chosen[code]]
    twice = [code for code, times in chosen.items() if times > 1]
    return reasons + [f"「{FORECAST_LABELS[code]}」が 2つの列に なっています" for code in twice]


def read_forecast(cells: Iterable[tuple[str, str, str]]) -> ForecastFacts:
    """What a row says, from (field, header, text); raises RowRejected when it says no number, or numbers that do not add up."""
    said = {code: (header, text.strip()) for code, header, text in cells}
    year = re.fullmatch(r"(\d{4})(?:年|\.0)?", narrow(said.get("year", ("", ""))[1]), re.ASCII)
    if year is None or not FIRST <= int(year[1]) <= LAST:
        raise RowRejected(f"推計年（西暦4けた）として 読めません: {said.get('year', ('', ''))[1] or '（空）'}")
    first = _projected(said, "")
    second = _projected(said, "2") if "total2" in said else None
    return ForecastFacts(int(year[1]), said.get("name", ("", ""))[1], first, second, said.get("total2", ("", ""))[0])


def _projected(said: Mapping[str, tuple[str, str]], which: str) -> Projected:
    total, young, middle, old = (heads(*said[f"{part}{which}"]) for part in PARTS)
    if abs(total - young - middle - old) > ROUNDING:
        raise RowRejected(f"年齢別の合計（{young + middle + old}人）が 総人口（{total}人）と 合いません")
    return Projected(total, young, middle, old)
