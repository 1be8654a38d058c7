"""地域・年齢別人口: what the columns of the old and the new standard and of Takamatsu's own list hold, and what a row says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from otagai.kernel.geo import Point, read_point
from otagai.kernel.text import fold, narrow
from otagai.town.imports.rules.hours import RowRejected

BROKEN = "\ufffd"
"""What stands in a file where letters were lost before it came to us."""
CLASSES = 18
"""0–4 to 80–84, and 85 and older, as 自治体標準オープンデータセット A-04 has them; lists that go on to 100 are added up."""
_SEXES = {"m": "男性", "f": "女性"}
_AGES = [f"{5 * number}〜{5 * number + 4}歳" for number in range(CLASSES - 1)] + [f"{5 * (CLASSES - 1)}歳以上"]
LABELS = {
    "name": "地域名", "code": "地域コード", "on": "調査年月日", "total": "総人口", "lat": "緯度", "lon": "経度",
    "point": "緯度,経度", "households": "世帯数",
    **{f"{sex}{number}": f"{ages}の{_SEXES[sex]}" for number, ages in enumerate(_AGES) for sex in _SEXES},
    "mx": "年齢不詳の男性", "fx": "年齢不詳の女性", "x": "年齢不詳",
}  # fmt: skip
_HEADERS = {
    "name": "地域名 町名 町丁字名 町丁目 大字町丁目 regionName", "code": "地域コード 町丁字コード 町字ID regionCode",
    "on": "調査年月日 調査日 基準日 surveyDate", "total": "総人口 人口総数 人口 合計 totalPopulation",
    "lat": "緯度 lat latitude", "lon": "経度 lon lng longitude", "point": "location 緯度経度",
    "households": "世帯数 numberOfHouseholds", "x": "年齢不詳",
}  # fmt: skip
_BY_HEADER = {fold(header): code for code, headers in _HEADERS.items() for header in headers.split()}
_BY_AGE = re.compile(r"(\d{1,3})歳?(?:[-~‐‑–—―−ー〜～から]+(\d{1,3})歳|以上|歳以上)[のー_ ]*(男|女)性?")
_NUMBERED = re.compile(r"(wo)?man(\d{1,2})", re.IGNORECASE)
_LONGEST = {"name": 80, "code": 40}
_NOT_TOLD = frozenset({"", "-", "－", "―", "ー"})


@dataclass(frozen=True)
class PopulationFacts:
    """How many people live in one area on one day, by five-year class; `point` is None where the list names no position."""

    name: str
    code: str
    on: date
    men: tuple[int, ...]
    women: tuple[int, ...]
    age_unknown: int
    households: int | None
    point: Point | None

    @property
    def key(self) -> str:
        """By what the area is known again in the same list."""
        return self.code or fold(self.name)


def population_field(header: str) -> str:
    """What a column of a list of population holds; "" when nobody knows."""
    text = narrow(header)
    if (code := _BY_HEADER.get(fold(text))) is not None:
        return code
    if found := _NUMBERED.fullmatch(text):
        number = int(found[2]) - 1
        return f"{'f' if found[1] else 'm'}{number}" if 0 <= number < CLASSES else ""
    if found := re.fullmatch(r"年齢不詳の?(男|女)性?", text):
        return "mx" if found[1] == "男" else "fx"
    found = _BY_AGE.fullmatch(text)
    return f"{'m' if found[3] == '男' else 'f'}{min(int(found[1]) // 5, CLASSES - 1)}" if found else ""


def why_not_population(mapping: Mapping[str, str]) -> list[str]:
    """The name of the area, the day, and every class of both sexes are needed; only the oldest class may come in parts."""
    chosen = Counter(code for code in mapping.values() if code)
    reasons = [f"「{LABELS[code]}」の列を 選んでください" for code in ("name", "on") if not chosen[code]]
    if missing := [code for code in LABELS if re.fullmatch(r"[mf]\d+", code) and not chosen[code]]:
        reasons.append(f"年齢別の列が 足りません（{LABELS[missing[0]]} など {len(missing)}列）")
    oldest = {f"{sex}{CLASSES - 1}" for sex in _SEXES}
    twice = [code for code, times in chosen.items() if times > 1 and code not in oldest]
    return reasons + [f"「{LABELS[code]}」が 2つの列に なっています" for code in twice]


def read_population(cells: Iterable[tuple[str, str, str]]) -> PopulationFacts:
    """What a row says, from (field, header, text); raises RowRejected when it cannot be counted.

    A blank or a mark is no zero (機械可読ルール): a row with a hidden class is not taken.
    """
    words: dict[str, str] = {}
    told_of: Counter[str] = Counter()
    for code, header, text in cells:
        if code in ("name", "code", "on", "lat", "lon", "point"):
            words[code] = text.strip()
        elif text.strip() not in _NOT_TOLD or code not in ("total", "households", "mx", "fx", "x"):
            told_of[code] += heads(header, text)
    if not words.get("name"):
        raise RowRejected("地域名が ありません")
    if BROKEN in words["name"]:
        raise RowRejected("地域名の文字が もとのファイルで こわれています。なおしたファイルを もらってください")
    if wrong := [LABELS[field] for field, most in _LONGEST.items() if len(words.get(field, "")) > most]:
        raise RowRejected(f"{'・'.join(wrong)}が 長すぎます")
    men, women = (tuple(told_of[f"{sex}{number}"] for number in range(CLASSES)) for sex in _SEXES)
    unknown, told = told_of["mx"] + told_of["fx"] + told_of["x"], sum(men) + sum(women)
    if "total" in told_of and told_of["total"] != told + unknown:
        raise RowRejected(f"年齢別の合計（{told + unknown}人）が 総人口（{told_of['total']}人）と 合いません")
    households = told_of.get("households")
    code = words.get("code", "").removesuffix(".0")
    return PopulationFacts(
        words["name"], code, _day(words.get("on", "")), men, women, unknown, households, _point(words)
    )


def heads(header: str, text: str) -> int:
    """So many people as a cell says; raises RowRejected for a mark, a blank or words."""
    plain = narrow(text).replace(",", "").replace("人", "").strip().removesuffix(".0")
    if not re.fullmatch(r"\d{1,8}", plain, re.ASCII):
        raise RowRejected(f"「{header}」が 人数として 読めません: {text.strip() or '（空）'}")
    return int(plain)


def _day(text: str) -> date:
    plain = narrow(text)
    if found := re.match(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})", plain):
        parts = (found[1], found[2], found[3])
    elif found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", plain):
        parts = (found[3], found[1], found[2])
    elif found := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", plain):
        parts = (found[1], found[2], found[3])
    else:
        raise RowRejected(f"調査年月日として 読めません: {text or '（空）'}")
    try:
        return date(int(parts[0]), int(parts[1]), int(parts[2]))
    except ValueError:
        raise RowRejected(f"調査年月日が 暦に ありません: {text}") from None


def _point(words: Mapping[str, str]) -> Point | None:
    lat, lon = words.get("lat", ""), words.get("lon", "")
    if not (lat or lon):
        lat, _, lon = words.get("point", "").partition(",")
    if not (lat.strip() or lon.strip()):
        return None
    try:
        return read_point(lat, lon).point
    except ValueError as wrong:
        raise RowRejected(str(wrong)) from wrong
