"""地区カルテ: values in, values out. Bands of age, families of themes, half-years, which districts are alike."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from otagai.base.accounts.acting import Held
from otagai.base.accounts.rules import GRANTS
from otagai.base.accounts.words import Permission
from otagai.insight.profiles.words import Family
from otagai.kernel.gathering import Gathered, Spot, gather
from otagai.kernel.geo import Point
from otagai.welcome.intake.words import Theme

BANDS = ("0〜14歳", "15〜64歳", "65〜74歳", "75〜84歳", "85歳以上")
FAMILY_OF: dict[Theme, Family] = {
    Theme.HEALTH: Family.BODY, Theme.CARE: Family.BODY, Theme.DISABILITY: Family.BODY, Theme.MIND: Family.HEART,
    Theme.LONELY: Family.HEART, Theme.CHILDREN: Family.HOME, Theme.VIOLENCE: Family.HOME, Theme.WORK: Family.LIVING,
    Theme.MONEY: Family.LIVING, Theme.HOME: Family.LIVING, Theme.RIGHTS: Family.LIVING, Theme.OTHER: Family.OTHER,
    Theme.WISH_MEET: Family.WISH, Theme.WISH_HELP: Family.WISH, Theme.WISH_START: Family.WISH,
}  # fmt: skip
SETTLED_AFTER = timedelta(days=7)
"""A half-year is counted a week after its end, once, and never again."""
LEAST_COMMON = 3
"""Districts are compared by at least so many indicators that both have."""


@dataclass(frozen=True)
class HalfYear:
    """Half a fiscal year; half-years share no day, so no consultation is counted in two of them."""

    since: date
    until: date

    @property
    def words(self) -> str:
        """2026年4月〜9月."""
        last = self.until - timedelta(days=1)
        year = "" if last.year == self.since.year else f"{last.year}年"
        return f"{self.since.year}年{self.since.month}月〜{year}{last.month}月"


def last_half_years(on: date) -> tuple[HalfYear, HalfYear]:
    """The two half-years (April–September, October–March) that have ended for good: twelve months, the older first."""
    end = on - SETTLED_AFTER
    until = (
        date(end.year, 10, 1) if end.month >= 10 else date(end.year - (end.month < 4), 4 if end.month >= 4 else 10, 1)
    )
    since = half_year_before(until)
    return HalfYear(half_year_before(since), since), HalfYear(since, until)


def half_year_before(day: date) -> date:
    """1 April for 1 October, 1 October of the year before for 1 April."""
    return date(day.year, 4, 1) if day.month == 10 else date(day.year - 1, 10, 1)


def families(themes: Iterable[str]) -> set[Family]:
    """The families that the themes of one consultation belong to."""
    return {FAMILY_OF[Theme(theme)] for theme in themes if theme in set(Theme)}


@dataclass(frozen=True)
class Told:
    """One consultation as it is counted: in which area (None: nobody said), about whom, which themes."""

    area: int | None
    whom: str
    themes: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """One family of themes in areas that are counted together: nobody, or at least k."""

    family: Family
    areas: tuple[int, ...]
    count: int


def counted_together(told: Iterable[Told], middles: Mapping[int, Point], *, k: int) -> list[Cell]:
    """Themes by family and area; where 1 to k−1 are counted, the area is counted with its nearest neighbour.

    Every family is gathered by itself (`kernel.gathering`), and no number is published that adds families up. One person
    counts once in a family, however often they came. Areas without an outline, and consultations without an area, are
    counted together at the middle of the town. Areas in which nobody told anything stay in (they may be the neighbour). A
    family of fewer than k in the whole town has no cell.
    """
    seen = {
        (one.area if one.area in middles else None, family, one.whom) for one in told for family in families(one.themes)
    }
    tally = Counter((area, family) for area, family, _ in seen)
    places: list[int | None] = [*sorted(middles), None]
    middle = _middle(middles.values())
    where = [middles[area] if area else middle for area in places]
    return [
        Cell(family, tuple(area for at in one.members if (area := places[at]) is not None), one.counts[0])
        for family in Family
        for one in gather([Spot(at, (tally[area, family], k)) for area, at in zip(places, where, strict=True)], k=k)
    ]


def _middle(points: Iterable[Point]) -> Point:
    found = list(points) or [Point(0.0, 0.0)]
    return Point(sum(one.lat for one in found) / len(found), sum(one.lon for one in found) / len(found))


def bands_of(men: Sequence[int], women: Sequence[int], age_unknown: int) -> tuple[int, ...]:
    """People of a 町丁・字 by `BANDS`; those of unknown age with the 15–64 years old, as in 徒歩圏."""
    both = [m + f for m, f in zip(men, women, strict=True)]
    return sum(both[:3]), sum(both[3:13]) + age_unknown, sum(both[13:15]), sum(both[15:17]), sum(both[17:])


def gathered_further(cells: Sequence[Gathered], counts: Sequence[tuple[int, ...]], *, k: int) -> list[Gathered]:
    """Bands and households of places that were gathered already by three classes, gathered again where a band is small.

    `counts` by place of the list. Gathering what was gathered keeps the two answers nested: whoever subtracts one
    from the other finds sums of places with at least k people, never a single place.
    """
    spots = [
        Spot(cell.point, tuple(map(sum, zip(*(counts[member] for member in cell.members), strict=True))))
        for cell in cells
    ]
    return gather(spots, k=k)


def percent(part: int, whole: int) -> float | None:
    """Of a hundred, one decimal; None where there is nobody."""
    return round(100 * part / whole, 1) if whole else None


@dataclass(frozen=True)
class Indicator:
    """A number by which districts are compared: its name, unit, and where it comes from."""

    key: str
    label: str
    unit: str
    source: str


INDICATORS = (
    Indicator("people", "人口", "人", "地域・年齢別人口。くらべるときは 対数（けた）で"),
    Indicator("aged", "65歳以上の割合", "%", "地域・年齢別人口"),
    Indicator("oldest", "75歳以上の割合", "%", "地域・年齢別人口"),
    Indicator("reach", "75歳以上で 歩いて500 mに居場所がある割合", "%", "徒歩圏"),
    Indicator("places", "居場所の数（千人あたり）", "か所", "居場所の一覧"),
    Indicator("activities", "活動の数（千人あたり）", "件", "活動の暦"),
)
Values = Mapping[str, float | None]


@dataclass(frozen=True)
class Alike:
    """A district, how far it is from the one asked about, and by how many indicators that was measured."""

    key: int
    distance: float
    common: int


def alike(key: int, values: Mapping[int, Values], *, most: int = 3) -> list[Alike]:
    """The districts nearest to the one, nearest first.

    Distance: every indicator is standardised over all districts ((value − mean) ÷ standard deviation; people as
    log10), then the root of the mean squared difference over the indicators that both have. In standard deviations, 0 =
    the same. Standardised Euclidean distance, the usual measure of 類似団体 by several indicators; equal weights, so
    that everybody can check it. Districts with fewer than three indicators in common are left out.
    """
    scores = standardised(values)
    mine = scores.get(key, {})
    found = []
    for other, theirs in scores.items():
        both = [name for name in mine if name in theirs]
        if other != key and len(both) >= LEAST_COMMON:
            squares = sum((mine[name] - theirs[name]) ** 2 for name in both) / len(both)
            found.append(Alike(other, round(math.sqrt(squares), 2), len(both)))
    return sorted(found, key=lambda one: (one.distance, one.key))[:most]


def standardised(values: Mapping[int, Values]) -> dict[int, dict[str, float]]:
    """Every indicator in standard deviations from its mean; indicators in which all districts agree say nothing and are left out."""
    scores: dict[int, dict[str, float]] = {key: {} for key in values}
    for indicator in INDICATORS:
        known = {key: _scaled(indicator, row.get(indicator.key)) for key, row in values.items()}
        told = {key: value for key, value in known.items() if value is not None}
        mean = sum(told.values()) / len(told) if told else 0.0
        spread = math.sqrt(sum((value - mean) ** 2 for value in told.values()) / len(told)) if told else 0.0
        if spread > 1e-9:
            for key, value in told.items():
                scores[key][indicator.key] = (value - mean) / spread
    return scores


def _scaled(indicator: Indicator, value: float | None) -> float | None:
    if indicator.key != "people" or value is None:
        return value
    return math.log10(value) if value > 0 else None


FIRST_YEAR = 1950
"""No list of a town is older."""


def gaps(
    on: date,
    *,
    drawn_on: date,
    is_counted: bool,
    first_counted: date | None,
    places: int,
    activities: int,
    ways_known: bool,
) -> list[str]:
    """What nobody knows of an earlier day, in words: what is of today is never shown in its place."""
    told = []
    if on < drawn_on:
        told.append(f"地区の区切りは {in_words(drawn_on)}の図形です。その前の区切りは 記録がありません")
    if not is_counted:
        oldest = f"（いちばん古い一覧は {in_words(first_counted)}）" if first_counted else ""
        told.append(f"この日までの人口の一覧が ありません{oldest}")
    if places:
        told.append(
            f"いま この地区にある居場所・施設のうち {places}か所は、この日に あったかどうか 記録がないので、のせていません"
        )
    if activities:
        told.append(f"いまの活動のうち {activities}件は、この日に していたかどうか 記録がないので、のせていません")
    if is_counted and not ways_known:
        told.append(
            "町じゅうの居場所が この日に あったかどうか そろって わからないので、歩いて行ける人の割合は 数えていません"
        )
    elif is_counted:
        told.append("歩いて行ける人の割合は、いまの道で はかっています")
    told.append("将来の人口の推計は いまのものだけが あるので、のせていません")
    return [*told, "名前・種類・場所・やり方のカードの文は、いまのものです"]


def in_words(day: date) -> str:
    """2025年4月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def people_told(count: int, *, k: int) -> str:
    """A number of people as it may be told: none, or at least k."""
    return "0人" if not count else f"{count:,}人" if count >= k else f"{k}人より 少ない"


def why_not_day(on: date, *, today: date) -> list[str]:
    """A profile is of a day that has come, and of a time in which a town had lists."""
    if on > today:
        return ["きょうまでの日にしてください"]
    return [f"{FIRST_YEAR}年より あとの日にしてください"] if on.year < FIRST_YEAR else []


def why_not_step(text: str, due: date, agreed_on: date) -> list[str]:
    """A step says what, and its date lies on or after the day it was agreed."""
    reasons = [] if text.strip() else ["何をするかを 書いてください"]
    return reasons + (["「いつまで」は 話し合った日より あとにしてください"] if due < agreed_on else [])


def districts_kept(held: Sequence[Held]) -> frozenset[int] | None:
    """The areas that the duties of today keep; None: every area, by a duty that is not limited to one (duty × area)."""
    keeping = [one.area_id for one in held if Permission.KEEP_DISTRICT in GRANTS[one.duty]]
    return None if None in keeping else frozenset(area for area in keeping if area)
