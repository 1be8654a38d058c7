"""Decisions about places and windows: what makes a place findable, the steps of the のぼり旗, what stays private."""

from __future__ import annotations

import math
import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from hashlib import sha256

from otagai.kernel import phone
from otagai.kernel.address import fold_address
from otagai.kernel.opening import OnHolidays, OpeningRule
from otagai.kernel.text import narrow
from otagai.town.places import words
from otagai.town.places.words import BannerState, PlaceForm, PlaceKind, WindowState

W = WindowState
WINDOW_NEXT: dict[WindowState, frozenset[WindowState]] = {
    W.CANDIDATE: frozenset({W.ASKED}),
    W.ASKED: frozenset({W.BRIEFED, W.CANDIDATE}),
    W.BRIEFED: frozenset({W.OPEN, W.CANDIDATE}),
    W.OPEN: frozenset({W.PAUSED, W.RETURNED}),
    W.PAUSED: frozenset({W.OPEN, W.RETURNED}),
    W.RETURNED: frozenset({W.CANDIDATE}),
}
"""候補→依頼→説明会済→掲揚中→休止→返納 (seed 002, row R2); from 休止 back to 掲揚中; who returned the flag may be asked anew."""

BANNER_NEXT: dict[BannerState, frozenset[BannerState]] = {
    BannerState.IN_STOCK: frozenset({BannerState.HANDED_OUT, BannerState.RETIRED, BannerState.LOST}),
    BannerState.HANDED_OUT: frozenset({BannerState.IN_STOCK, BannerState.LOST}),
    BannerState.LOST: frozenset({BannerState.IN_STOCK, BannerState.RETIRED}),
    BannerState.RETIRED: frozenset(),
}
B = BannerState
MOVED: dict[tuple[str, str], str] = {
    ("", B.IN_STOCK): "新しく届いた", (B.IN_STOCK, B.HANDED_OUT): "渡した", (B.HANDED_OUT, B.IN_STOCK): "戻った",
    (B.HANDED_OUT, B.LOST): "なくなった（窓口で）", (B.IN_STOCK, B.LOST): "なくなった", (B.LOST, B.IN_STOCK): "見つかった",
    (B.IN_STOCK, B.RETIRED): "廃棄した", (B.LOST, B.RETIRED): "廃棄した（なくなったもの）",
}  # fmt: skip
"""How the stock ledger calls a move, from → to."""
OWN_WORDS = ("phone", "what", "who_for", "fee", "how_to_come", "welcomer", "welcome_note")
"""What a group may write otherwise of its own place, besides its hours; where it is and what it is called stays with staff."""
HOURS_SAID, SAID = "hours", (*OWN_WORDS, "hours", "days", "note")
HOUSE_BEGINS = re.compile("[0-9]|[〇一二三四五六七八九十]+(?=丁目|番|号|条)")
HOUSE_NUMBER = re.compile(r"([^0-9]{0,2}?)([0-9]+(?:-[0-9]+)*)")
TELEPHONE = re.compile(r"\(?0[0-9]{1,4}[-() ]{0,2}[0-9]{1,4}[-() ]{0,2}[0-9]{3,4}")
GRID = 0.005
"""Private homes are put on the map to the next 0.005 degrees (some 500 m)."""


@dataclass(frozen=True)
class Where:
    """Where a place is, as far as each reader may know: `private_address` is for staff only."""

    address: str
    private_address: str
    latitude: float | None
    longitude: float | None
    around: str = ""


@dataclass(frozen=True)
class WindowFacts:
    """What is known of a window when the flag shall go up."""

    briefed_on: date | None
    pledged_on: date | None
    banners: int
    place_ended: bool = False


def may_be_one(one: PlaceKind, other: PlaceKind) -> bool:
    """Whether two lists may mean one place: a hall is also a shelter; a toilet is a thing inside, with a point of its own."""
    return one is other or words.THINGS.isdisjoint((one, other))


def more_welcoming(one: PlaceKind, other: PlaceKind) -> tuple[PlaceKind, PlaceKind]:
    """The two kinds, first the one that residents look for rather: the words stand in that order."""
    first, second = sorted((one, other), key=list(PlaceKind).index)
    return first, second


def where_kept(
    form: PlaceForm, address: str, latitude: float | None, longitude: float | None, around: str = ""
) -> Where:
    """A private home keeps its address to the staff, its point only roughly, and tells the 町名; every other place is public."""
    if form is not PlaceForm.PRIVATE_HOME:
        return Where(address, "", latitude, longitude)
    return Where("", address, roughly(latitude), roughly(longitude), around.strip() or town_of(address))


def town_of(address: str) -> str:
    """The 町名 before the number of the house; "" where no number ends it: then nobody knows what the rest would tell."""
    plain = narrow(address)
    house = HOUSE_BEGINS.search(plain)
    return plain[: house.start()].strip() if house else ""


def why_not_home(address: str, told: Iterable[str]) -> list[str]:
    """Nothing that residents read of a private home holds the number of the house (its address is never public)."""
    number = HOUSE_NUMBER.search(fold_address(address))
    if number is None:
        return []
    town, house = number[1], number[2]
    sought = re.compile(f"(?<![0-9-]){re.escape(house)}(?![0-9])" if "-" in house else re.escape(town + house))
    if any(sought.search(fold_address(text)) for text in told if text):
        return ["住民に見せる欄に お宅の番地が 書いてあります。個人のお宅では 町の名前までに してください"]
    return []


def why_not_welcome(*texts: str) -> list[str]:
    """No telephone of a person stands in the words of welcome: residents call the desk, whose number the page shows."""
    if any(TELEPHONE.search(narrow(text)) for text in texts):
        return ["「はじめての方へ」「いっしょに行く人」に 電話番号は 書かないでください。相談窓口の電話が のります"]
    return []


def why_not_told(kind: PlaceKind, *, is_public: bool) -> list[str]:
    """A 子どもを守る家 is somebody's home, and no list that all may copy leads to it (safety.md: the address of a home is never public)."""
    if is_public and kind in words.KEPT_INSIDE:
        return [f"「{kind.label}」は 人のお宅です。「住民に知らせる」を はずしてください"]
    return []


def roughly(degrees: float | None) -> float | None:
    """The degrees to the next knot of the grid."""
    return None if degrees is None else round(math.floor(degrees / GRID + 0.5) * GRID, 3)


def why_not_place(name: str, latitude: float | None, longitude: float | None, number: str = "") -> list[str]:
    """A place has a name, and both coordinates or none; its telephone, where given, rings."""
    reasons = []
    if not name.strip():
        reasons.append("名前を書いてください")
    if (latitude is None) != (longitude is None):
        reasons.append("緯度と経度は 両方 書くか、両方 空けてください")
    elif latitude is not None and longitude is not None and not (20 <= latitude <= 46.5 and 122 <= longitude <= 154.5):
        reasons.append("緯度・経度が 日本の中では ありません")
    return [*reasons, *why_not_phone(number)]


def why_not_phone(number: str) -> list[str]:
    """A telephone number that can be dialled in Japan, or nothing."""
    try:
        phone.normalise(number or "110")
    except ValueError as wrong:
        return [str(wrong)]
    return []


def why_not_open(facts: WindowFacts) -> list[str]:
    """The flag goes up when the briefing was held, secrecy was promised, and a flag is there (seed 002, R2)."""
    reasons = []
    if facts.briefed_on is None:
        reasons.append("説明会の日が まだです")
    if facts.pledged_on is None:
        reasons.append("守秘の約束が まだです")
    if not facts.banners:
        reasons.append("のぼり旗を まだ渡していません")
    if facts.place_ended:
        reasons.append("この場所は もうありません")
    return reasons


def why_not_step(now: WindowState, to: WindowState, facts: WindowFacts) -> list[str]:
    """The steps of a window are a table; going up has conditions of its own."""
    if to not in WINDOW_NEXT[now]:
        return [f"いまは「{now.label}」なので、「{to.label}」にはできません"]
    return why_not_open(facts) if to is W.OPEN else []


def why_not_banner(now: BannerState, to: BannerState) -> list[str]:
    """The steps of a banner are a table."""
    return [] if to in BANNER_NEXT[now] else [f"この旗は「{now.label}」なので、「{to.label}」にはできません"]


def why_not_briefing(on: date, where: str, *, today: date) -> list[str]:
    """A briefing is announced for a day to come, with a place to go to."""
    reasons = [] if where.strip() else ["会場を書いてください"]
    return [*reasons, "これからの日を 書いてください"] if on < today else reasons


def why_not_attended(on: date, *, today: date) -> list[str]:
    """Who came is written down on the day itself or later."""
    return ["説明会は まだ開かれていません"] if on > today else []


def why_not_round(due_on: date, *, today: date, exists: bool, windows: int) -> list[str]:
    """The yearly check is asked once a year, of the windows with their flag up, with days left to answer."""
    reasons = ["この年度の年次確認は もう始まっています"] if exists else []
    if due_on <= today:
        reasons.append("お返事の期限は これからの日にしてください")
    return reasons if windows else [*reasons, "旗をかかげている窓口が まだ ありません"]


def next_check(on: date) -> date:
    """The yearly check is due a year later (29 February: the 28th)."""
    return date(on.year + 1, on.month, min(on.day, 28) if on.month == 2 else on.day)


def months_since(verified_on: date | None, on: date) -> int | None:
    """Whole months since somebody looked; None if nobody ever did."""
    if verified_on is None:
        return None
    return (on.year - verified_on.year) * 12 + on.month - verified_on.month - (on.day < verified_on.day)


def months_before(on: date, months: int) -> date:
    """The day so many months earlier, the last of its month where that month is shorter."""
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


def follows_its_list(kind: PlaceKind, source: str) -> bool:
    """A park or a public hall does not go stale as a salon does: it is as true as the list it was read from.

    So it is neither telephoned about nor hidden; its day is the day of the list, which the next import renews, and its page
    says when that is long ago. Written down by hand (no list), it goes stale like any other place (issue 3 §1).
    """
    return bool(source) and kind in words.FACILITIES


def tells_its_phone(kind: PlaceKind, form: PlaceForm) -> bool:
    """Whether the telephone may stand in a list that anybody copies for ever: not that of a salon, which is often somebody's own.

    Its page shows the number as long as the salon wants it shown; what was copied from a list nobody takes back (safety.md 4).
    """
    return form is not PlaceForm.PRIVATE_HOME and kind not in (PlaceKind.SALON, PlaceKind.STATION, PlaceKind.OTHER)


def banner_numbers(first: str, count: int) -> list[str]:
    """So many numbers counted up from the first, digits kept: Y-008, Y-009, Y-010. Raises ValueError without a
    number at the end, or for more than 500 at once.
    """
    stem = first.rstrip("0123456789")
    digits = first[len(stem) :]
    if not digits or not 1 <= count <= 500:
        raise ValueError("「Y-001」のように 数字で終わる番号と、1〜500の本数を 書いてください")
    return [f"{stem}{int(digits) + offset:0{len(digits)}}" for offset in range(count)]


def rule_of(
    weekdays: list[int],
    weeks: list[int],
    opens_at: time,
    closes_at: time,
    on_holidays: str,
    closed_at_year_end: bool,
    valid_from: date | None,
    valid_until: date | None,
) -> OpeningRule:
    """The opening rule that a stored row means."""
    return OpeningRule(
        frozenset(weekdays), opens_at, closes_at, frozenset(weeks), OnHolidays(on_holidays), closed_at_year_end, valid_from,
        valid_until,
    )  # fmt: skip


def hash_of(token: str) -> str:
    """What is stored of a token."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()
