"""Decisions about organisations: what makes one complete, who may keep it, which ones fit a referral best."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.rules import permissions_of
from otagai.base.accounts.words import Duty, Permission
from otagai.kernel import phone
from otagai.town.organizations.words import Capacity

SMALLEST_SHARE_SERVED = 0.05
"""An organisation serves an area when at least this share of it lies in one of the areas it serves."""
_CAPACITY_ORDER = {Capacity.OPEN: 0, Capacity.LIMITED: 1, Capacity.FULL: 2}


@dataclass(frozen=True)
class Fit:
    """How well an organisation fits what is asked: which themes it takes on, whether it serves the area, its
    capacity.
    """

    themes: Collection[str]
    serves_area: bool
    capacity: Capacity
    name: str


def why_not_organization(name: str, phone_number: str, *, name_is_taken: bool) -> list[str]:
    """An organisation has a name of its own; its telephone, where given, is a telephone number."""
    reasons = []
    if not name.strip():
        reasons.append("名前を書いてください")
    if name_is_taken:
        reasons.append(f"「{name}」は もう あります")
    return [*reasons, *why_not_phone(phone_number)]


def why_not_phone(number: str) -> list[str]:
    """A telephone number that can be dialled in Japan, or nothing."""
    try:
        phone.normalise(number or "110")
    except ValueError as wrong:
        return [str(wrong)]
    return []


def why_not_desk(name: str, number: str, hours: str) -> list[str]:
    """A desk without a telephone or hours is none: nobody should call in vain."""
    reasons = []
    if not name.strip():
        reasons.append("窓口の名前を書いてください")
    if not number.strip():
        reasons.append("窓口の電話を書いてください")
    if not hours.strip():
        reasons.append("窓口の時間を書いてください")
    return [*reasons, *why_not_phone(number)]


def may_keep(by: Acting, organization_id: int) -> bool:
    """Those who keep the town's organisations keep every one; a leader (責任者) keeps their own."""
    if by.user is None:
        return True
    leads = {held.organization_id for held in by.held if held.duty is Duty.ORGANIZATION_LEADER}
    others = (held.duty for held in by.held if held.duty is not Duty.ORGANIZATION_LEADER)
    return organization_id in leads or Permission.KEEP_ORGANIZATIONS in permissions_of(others)


def may_say_capacity(by: Acting, organization_id: int) -> bool:
    """Whoever does casework for the organisation may say whether it can take on more people."""
    return may_keep(by, organization_id) or organization_id in by.organizations


def order_of(fit: Fit) -> tuple[bool, int, int, str]:
    """Sorting key of the choices for a referral: serves the area first, more themes, more room, then by name.

    The order is a help for the eye; nobody is left out of the list and nothing is chosen by itself.
    """
    return (not fit.serves_area, -len(fit.themes), _CAPACITY_ORDER[fit.capacity], fit.name)
