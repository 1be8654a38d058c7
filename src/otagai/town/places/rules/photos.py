"""Decisions about photos: what is said instead of the picture, whom somebody asked, and what a home must not betray."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from otagai.town.places.words import PhotoPeople, PhotoState

MOST_SHOWN = 3
"""So many photos of one place: with them a page stays light (200 KB), and somebody chooses."""
MOST_WAITING = 3
MOST_IN_A_LIST = 12
"""So many places of one list show a photo."""
LONGEST_ALT = 120
LARGEST_KEY = 2**63 - 1
"""No row of the database has a greater number."""
NO_ALT = "見えない人に 伝わるように、何が写っているかを ことばで 書いてください。例：畳の部屋で お茶の用意をした 長い机"
ALT_IS_FILE = "ファイルの名前では 伝わりません。何が写っているかを ことばで 書いてください"
NOT_ASKED = (
    "人が写っている写真は、写っている人 全員に聞いてから のせます。だれが・だれに・いつ 聞いたかを 書いてください"
)
ASKED_LATER = "聞いた日は きょうか、それより前の日にしてください"
HOME_TELLS = (
    "個人のお宅の写真は、どの家か わからないものだけ のせられます。"
    "外から見た家・表札・窓の外の景色が 写っていないか たしかめて、印を付けてください"
)
ENOUGH = "写真は 3枚までです。先に どれかを 下げてください"
ENOUGH_WAITING = "送った写真が まだ 見てもらうのを待っています。返事を待ってから、つぎの写真を 送ってください"
NOT_WAITING = "この写真には もう 答えてあります"
FILE_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".gif")


@dataclass(frozen=True)
class Told:
    """What somebody tells with a photo: words for it, who is in it, who asked whom and when, whether a home stays unknown."""

    alt: str
    people: PhotoPeople
    asker: str = ""
    asked: str = ""
    asked_on: date | None = None
    home_hidden: bool = False


def why_not_photo(told: Told, *, is_home: bool, today: date) -> list[str]:
    """A photo is said in words too; everybody in it was asked; a private home cannot be recognised (design/safety.md, issue 3 §1)."""
    reasons = why_not_alt(told.alt)
    if told.people is PhotoPeople.ASKED and not (told.asker.strip() and told.asked.strip() and told.asked_on):
        reasons.append(NOT_ASKED)
    if told.asked_on is not None and told.asked_on > today:
        reasons.append(ASKED_LATER)
    return [*reasons, *why_not_home_photo(is_home=is_home, home_hidden=told.home_hidden)]


def why_not_alt(alt: str) -> list[str]:
    """Words for whoever does not see the picture; the name of a file is none."""
    if not alt.strip():
        return [NO_ALT]
    return [ALT_IS_FILE] if alt.strip().lower().endswith(FILE_ENDINGS) else []


def why_not_home_photo(*, is_home: bool, home_hidden: bool) -> list[str]:
    """The address of a private home is never public, so neither is what it looks like from outside."""
    return [HOME_TELLS] if is_home and not home_hidden else []


def why_not_shown(state: PhotoState, *, shown: int, is_home: bool, home_hidden: bool) -> list[str]:
    """A waiting photo is shown when there is room for it, and a home stays unknown."""
    if state is not PhotoState.WAITING:
        return [NOT_WAITING]
    reasons = [ENOUGH] if shown >= MOST_SHOWN else []
    return [*reasons, *why_not_home_photo(is_home=is_home, home_hidden=home_hidden)]
