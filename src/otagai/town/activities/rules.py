"""Decisions about activities: who keeps them, what residents must be told before they are asked to come."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

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
