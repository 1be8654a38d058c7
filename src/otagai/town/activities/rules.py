"""Decisions about activities: who keeps them, what residents must be told before they are asked to come."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time, timedelta

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.rules import permissions_of
from otagai.base.accounts.words import Duty, Permission
from otagai.town.activities.words import ActivityState

S = ActivityState
NEXT: dict[ActivityState, frozenset[ActivityState]] = {
    S.DRAFT: frozenset({S.PUBLISHED, S.ENDED}),
    S.PUBLISHED: frozenset({S.CANCELLED, S.ENDED}),
    S.CANCELLED: frozenset({S.PUBLISHED, S.ENDED}),
    S.ENDED: frozenset(),
}
"""下書き→公開→中止→終わり; what was called off may be held after all."""
MOST_HOSTS = 4


@dataclass(frozen=True)
class Announcement:
    """What residents would read of an activity."""

    has_dates: bool
    where: str
    contact: str


def led_by(by: Acting) -> frozenset[int] | None:
    """The organisations whose activities the person keeps; None: everybody's, as those do who keep the town's calendar."""
    others = (held.duty for held in by.held if held.duty is not Duty.ORGANIZATION_LEADER)
    if by.user is None or Permission.KEEP_ACTIVITIES in permissions_of(others):
        return None
    return frozenset(held.organization_id for held in by.held if held.duty is Duty.ORGANIZATION_LEADER)


def may_keep(by: Acting, hosts: Collection[int]) -> bool:
    """A leader (責任者) keeps what the own organisation holds, alone or with others."""
    led = led_by(by)
    return led is None or not led.isdisjoint(hosts)


def why_not_hosts(by: Acting, hosts: Collection[int]) -> list[str]:
    """Somebody holds it; and nobody writes in the name of others alone."""
    if not hosts:
        return ["開く団体を 選んでください"]
    return [] if may_keep(by, hosts) else ["開く団体に あなたの団体を 入れてください"]


def why_not_move(now: ActivityState, to: ActivityState, said: str, announcement: Announcement) -> list[str]:
    """The states are a table; residents are told why something is called off, and never sent to nowhere."""
    if to not in NEXT[now]:
        return [f"いまは「{now.label}」なので、「{to.label}」にはできません"]
    if to is S.CANCELLED and not said.strip():
        return ["住民に伝えることを 書いてください（例：雨のため中止します）"]
    return why_not_publish(announcement) if to is S.PUBLISHED else []


def why_not_publish(announcement: Announcement) -> list[str]:
    """Whoever reads of an activity knows when, where, and whom to ask (community.md A6: nobody comes in vain)."""
    reasons = []
    if not announcement.has_dates:
        reasons.append("日にちを 入れてください")
    if not announcement.where.strip():
        reasons.append("場所か 集まるところを 書いてください")
    if not announcement.contact.strip():
        reasons.append("問い合わせの電話を 書いてください")
    return reasons


KNOW_HOW = ("steps", "tools", "roles", "time_before", "cost", "tips", "safety")
"""What a know-how card tells, in this order."""


def why_not_know_how(title: str, steps: str, *, is_public: bool, is_own: bool) -> list[str]:
    """A group hands on what it does itself; what is public says at least what is done one after the other (seed 000, R15)."""
    reasons = [] if title.strip() else ["名前を書いてください"]
    if is_public and not steps.strip():
        reasons.append("公開するには「することの順番」を書いてください")
    if not is_own:
        reasons.append("ほかの団体の カードです。「使ってみる」で 自分の団体に写せます")
    return reasons


HERE = "連絡先FormURLのページ または 電話"
NOT_TAKEN = "受け付けていません"
"""参加申込方法 in the list of events: of what is signed up for here, and of a day on which nobody may."""
MOST_SEATS, LONGEST_NOTICE, MOST_TOGETHER = 2_000, 60, 20


def last_day(day: date, closes_days: int, own: date | None) -> date:
    """Until when one may sign up for a day: its own last day, else so many days before it."""
    return own or day - timedelta(days=closes_days)


def why_not_terms(capacity: int | None, closes_days: int, most_together: int) -> list[str]:
    """A capacity is at least one seat; nobody needs to sign up two months ahead."""
    reasons = []
    if capacity is not None and not 1 <= capacity <= MOST_SEATS:
        reasons.append(f"定員は 1人から {MOST_SEATS:,}人まで、きめないときは 空のままにしてください")
    if not 0 <= closes_days <= LONGEST_NOTICE:
        reasons.append(f"しめきりは 当日（0）から {LONGEST_NOTICE}日前までにしてください")
    if not 1 <= most_together <= MOST_TOGETHER:
        reasons.append(f"いちどに申し込める人数は 1人から {MOST_TOGETHER}人までにしてください")
    return reasons


def why_not_terms_of_day(day: date, closes_on: date | None, capacity: int | None) -> list[str]:
    """The last day of signing up is not after the day itself."""
    late = closes_on is not None and closes_on > day
    reasons = ["しめきりは その日までにしてください"] if late else []
    return reasons + why_not_terms(capacity, 0, 1)


def why_not_slot(task: str, start: time, end: time, wanted: int) -> list[str]:
    """Whoever helps knows with what, from when until when."""
    reasons = [] if task.strip() else ["してほしいことを 書いてください（例：受付）"]
    if end <= start:
        reasons.append("「何時まで」は「何時から」より あとにしてください")
    if not 1 <= wanted <= MOST_SEATS:
        reasons.append("人数は 1人からにしてください")
    return reasons
