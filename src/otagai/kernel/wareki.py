"""Dates as people know them: 和暦 or 西暦, whole or in part (「昭和16年」), exact or about (「80歳くらい」)."""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date

from otagai.kernel.text import KANJI_NUMBER, kanji_number, narrow

WEEKDAYS = "月火水木金土日"
ABOUT_YEARS = 2
"""「ごろ」「くらい」 means that many years either side."""


@dataclass(frozen=True)
class Era:
    """An era (元号) and its first day; its last day is the day before the next era began."""

    name: str
    letter: str
    first_day: date

    def year(self, western: int) -> int:
        """The year of this era that a western year is (1 is written 元年)."""
        return western - self.first_day.year + 1


# 明治: 太政官布告(慶応4年9月8日)が年の初めにさかのぼらせた。大正・昭和: 改元の詔書の日から。平成:
# 元号を改める政令(昭和64年政令1号)、
# 令和: 元号を改める政令(平成31年政令143号)により翌日・5月1日から。
ERAS = (
    Era("明治", "M", date(1868, 1, 25)),
    Era("大正", "T", date(1912, 7, 30)),
    Era("昭和", "S", date(1926, 12, 25)),
    Era("平成", "H", date(1989, 1, 8)),
    Era("令和", "R", date(2019, 5, 1)),
)
_ERA_OF = {key: era for era in ERAS for key in (era.name, era.name[0], era.letter)}
_MONTH_AND_DAY = r"(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?|年)?"
_NUMBERS = re.compile(r"(?:西暦)?(\d{4})" + _MONTH_AND_DAY)
_ERA_DATE = re.compile(r"(明治|大正|昭和|平成|令和|[明大昭平令MTSHR])\.?(元|\d{1,3})" + _MONTH_AND_DAY)
_AGE = re.compile(r"(?:満)?(\d{1,3})[歳才]")
_ABOUT = re.compile("(?:くらい|ぐらい|ごろ|頃|前後|~)$")
_SHOWN_WEEKDAY = re.compile(r"\([月火水木金土日]\)$")
_ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?~?")


@dataclass(frozen=True)
class PartialDate:
    """A date of which perhaps only the year, or year and month, is known; `about` when even the year is a guess."""

    year: int
    month: int | None = None
    day: int | None = None
    about: bool = False

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("日だけで 月が ありません")
        if not 1868 <= self.year <= 2200:
            raise ValueError(f"{self.year}年という年は 使えません")
        try:
            date(self.year, self.month or 1, self.day or 1)
        except ValueError:
            raise ValueError(f"{self.year}年{self.month}月{self.day or 1}日という日は ありません") from None

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        """The whole date of a day."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def from_iso(cls, text: str) -> "PartialDate":
        """Read back what `iso` wrote; raises ValueError on anything else."""
        if not _ISO.fullmatch(text):
            raise ValueError(f"日付として読めません: {text}")
        return _partial(*text.rstrip("~").split("-"), about=text.endswith("~"))

    @property
    def iso(self) -> str:
        """Text for keeping and sorting: 1941, 1941-03, 1941-03-05; with ~ at the end when it is about (EDTF level
        1).
        """
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts) + ("~" if self.about else "")

    @property
    def earliest(self) -> date:
        """The first day it can mean."""
        return _day(self.year - (ABOUT_YEARS if self.about else 0), self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it can mean."""
        return _day(self.year + (ABOUT_YEARS if self.about else 0), self.month or 12, self.day or 31)

    def may_be(self, other: "PartialDate") -> bool:
        """Say whether both can mean the same day."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def ages(self, on: date) -> tuple[int, int]:
        """The youngest and the oldest age (満年齢, years) that somebody born then can have on a day."""
        return _age(self.latest, on), _age(self.earliest, on)


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def era_of(day: date) -> Era:
    """The era of a day, by the law that began it; raises ValueError before 明治."""
    for era in reversed(ERAS):
        if day >= era.first_day:
            return era
    raise ValueError("明治より前の日付は 扱えません")


def parse_date(text: str, *, on: date | None = None) -> PartialDate:
    """Read a date in any of the ways people write it: 昭和16年3月5日, S16.3.5, 令和元年, 1941/3/5, 19410305,
    80歳くらい.

    An age needs `on`, the day it was said. Raises ValueError with a sentence that says what to do.
    """
    compact = _SHOWN_WEEKDAY.sub("", re.sub(r"\s", "", KANJI_NUMBER.sub(_in_digits, narrow(text).upper())))
    about = bool(_ABOUT.search(compact))
    compact = re.sub("(?:生まれ|生)$", "", _ABOUT.sub("", compact))
    if age := _AGE.fullmatch(compact):
        return _born_by_age(int(age[1]), on)
    if re.fullmatch(r"\d{8}", compact):
        compact = f"{compact[:4]}-{compact[4:6]}-{compact[6:]}"
    if western := _NUMBERS.fullmatch(compact):
        return _partial(*western.groups(), about=about)
    if japanese := _ERA_DATE.fullmatch(compact):
        era, year, month, day = japanese.groups()
        return _in_era(_ERA_OF[era], 1 if year == "元" else int(year), month, day, about=about)
    both = compact.split("・")
    if len(both) == 2 and (first := parse_date(both[0])) == parse_date(both[1]):
        return PartialDate(first.year, first.month, about=about)
    raise ValueError("日付として読めません。「昭和16年3月5日」「1941/3/5」「80歳くらい」のように 書いてください")


def _in_digits(kanji: re.Match[str]) -> str:
    return str(kanji_number(kanji[0]))


def _partial(year: str, month: str | None = None, day: str | None = None, *, about: bool) -> PartialDate:
    return PartialDate(int(year), int(month) if month else None, int(day) if day else None, about)


def _born_by_age(age: int, on: date | None) -> PartialDate:
    if on is None:
        raise ValueError("年齢だけでは 生まれた年が わかりません。いつの年齢かを 添えてください")
    if age > 130:
        raise ValueError(f"{age}歳という年齢は 使えません")
    return PartialDate(on.year - age, about=True)


def _in_era(era: Era, year: int, month: str | None, day: str | None, *, about: bool) -> PartialDate:
    exact = _partial(str(era.first_day.year + year - 1), month, day, about=False)
    later = ERAS[ERAS.index(era) + 1 :]
    if year < 1 or exact.latest < era.first_day:
        raise ValueError(f"{era.name}は {seireki(PartialDate.of(era.first_day))}からです。年を 確かめてください")
    # The day a new era began carries both names; people born that day write either.
    if later and exact.earliest > later[0].first_day:
        raise ValueError(f"{era.name}は {wareki_last(era)}までです。{wareki(exact)}では ありませんか")
    return replace(exact, about=about)


def wareki_last(era: Era) -> str:
    """The last year of an era in words: 「平成31年」; raises IndexError for the era that still runs."""
    following = ERAS[ERAS.index(era) + 1]
    return f"{era.name}{era.year(following.first_day.year)}年"


def _tail(found: PartialDate) -> str:
    month = "" if found.month is None else f"{found.month}月"
    return month + ("" if found.day is None else f"{found.day}日") + ("ごろ" if found.about else "")


def seireki(found: PartialDate) -> str:
    """Western writing: 1941年3月5日, 1941年ごろ."""
    return f"{found.year}年{_tail(found)}"


def wareki(found: PartialDate) -> str:
    """Japanese writing: 昭和16年3月5日; 令和元年; a month or year in which the era changed carries both names."""
    exact = PartialDate(found.year, found.month, found.day)
    if exact.latest < ERAS[0].first_day:
        raise ValueError("明治より前の日付は 扱えません")
    eras = list(dict.fromkeys([era_of(max(exact.earliest, ERAS[0].first_day)), era_of(exact.latest)]))
    names = (f"{era.name}{'元' if era.year(found.year) == 1 else era.year(found.year)}年" for era in eras)
    return "・".join(name + _tail(exact) for name in names) + ("ごろ" if found.about else "")


def with_weekday(day: date) -> str:
    """A day on a screen: 2026年11月20日(金)."""
    return f"{seireki(PartialDate.of(day))}({WEEKDAYS[day.weekday()]})"
