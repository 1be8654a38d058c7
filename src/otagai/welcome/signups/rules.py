"""Decisions about sign-ups: who is in and who waits, what somebody still has to be told, when names go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from otagai.welcome.signups.words import News

LATEST_TRIES = timedelta(minutes=30)
"""A mail that did not leave is tried again after so long; until then, and after, people are asked to telephone."""
MAIL_SUBJECT = "申し込まれた活動について お知らせがあります"


@dataclass(frozen=True)
class Row:
    """One sign-up in order of arrival: its key and for how many."""

    pk: int
    seats: int


@dataclass(frozen=True)
class Line:
    """The sign-ups of one time (or of one task of helpers) in order of arrival, and how many fit; None: as many as come."""

    rows: tuple[Row, ...]
    capacity: int | None

    @property
    def inside(self) -> frozenset[int]:
        """Who has a place: strictly in order of arrival, so that nobody who has one loses it when another leaves."""
        taken, found = 0, set()
        for row in self.rows:
            if self.capacity is not None and taken + row.seats > self.capacity:
                break
            taken += row.seats
            found.add(row.pk)
        return frozenset(found)

    @property
    def taken(self) -> int:
        """Seats of those who have a place."""
        inside = self.inside
        return sum(row.seats for row in self.rows if row.pk in inside)

    @property
    def waiting(self) -> int:
        """How many sign-ups wait."""
        return len(self.rows) - len(self.inside)

    @property
    def free(self) -> int | None:
        """Seats that are left for whoever comes now; none while somebody waits; None: as many as come."""
        if self.capacity is None:
            return None
        return 0 if self.waiting else max(self.capacity - self.taken, 0)

    def place(self, pk: int) -> int:
        """Which one in the waiting line; 0 for whoever has a place."""
        inside = self.inside
        waiting = [row.pk for row in self.rows if row.pk not in inside]
        return waiting.index(pk) + 1 if pk in waiting else 0


def why_not_sign_up(*, name: str, phone: str, mail: str, seats: int, most: int, is_open: bool) -> list[str]:
    """A name to be called by, and one way to be told when the day is called off; nothing else is asked."""
    reasons = [] if is_open else ["この日の申し込みは もう受けていません。ほかの日を 選ぶか、電話で聞いてください"]
    if not name.strip():
        reasons.append("名前を書いてください（よばれている名前で かまいません）")
    if not (phone.strip() or mail.strip()):
        reasons.append("電話か メールの どちらかを書いてください。中止のときに 知らせます")
    if not 1 <= seats <= most:
        reasons.append(f"人数は 1人から {most}人までにしてください")
    return reasons


def news_for(*, is_held: bool, waited: bool, is_in: bool, told: Sequence[News]) -> News | None:
    """What somebody still has to be told, from what they were told before (in order); None: they know."""
    last = next((news for news in reversed(told) if news is not News.MOVED_UP), None)
    if not is_held:
        return None if last is News.CALLED_OFF else News.CALLED_OFF
    if last is News.CALLED_OFF:
        return News.HELD
    return News.MOVED_UP if waited and is_in and News.MOVED_UP not in told else None


def names_stay_from(on: date, keep_days: int) -> date:
    """The first day of which the names are still kept (個人情報保護法 22条: what is no longer needed is erased)."""
    return on - timedelta(days=keep_days)


def mail_body(address: str) -> str:
    """A mail says that there is news, and where to look; no name, no number, no activity (safety rule 7)."""
    return (
        "申し込まれた活動について、お知らせがあります。\n"
        "受付番号と合言葉で 見てください。番号がないときは、申し込んだ団体に 電話で聞いてください。\n\n"
        f"{address}\n"
    )
