"""Who is acting right now: the person, their duties today, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from otagai.base.accounts import rules
from otagai.base.accounts.words import Duty, Permission

if TYPE_CHECKING:
    from otagai.base.accounts.models import User


@dataclass(frozen=True)
class Held:
    """One assignment in force: duty, organisation, and the area it is limited to (None: the whole organisation)."""

    duty: Duty
    organization_id: int
    organization_name: str = ""
    area_id: int | None = None


@dataclass(frozen=True)
class Areas:
    """How far casework reaches where it does not reach everything: per organisation, never across (duty × area × organisation)."""

    everywhere: tuple[int, ...]
    limited: tuple[tuple[int, tuple[int, ...]], ...]
    user_id: int | None = None


@dataclass(frozen=True)
class Acting:
    """The acting person with their duties of today; the worker and the public act without a person."""

    user: User | None = None
    held: tuple[Held, ...] = ()
    name: str = ""

    @cached_property
    def permissions(self) -> frozenset[Permission]:
        """Everything the duties allow."""
        return rules.permissions_of(held.duty for held in self.held)

    @cached_property
    def organizations(self) -> tuple[int, ...]:
        """Organisations whose circles the person stands in: only through duties that see people."""
        return tuple(sorted({held.organization_id for held in self.held if rules.sees_people(held.duty)}))

    @cached_property
    def organization_id(self) -> int | None:
        """The organisation for which new things are held: the first casework one, else the first."""
        seeing = [held.organization_id for held in self.held if rules.sees_people(held.duty)]
        return next(iter(seeing or [held.organization_id for held in self.held]), None)

    @cached_property
    def areas(self) -> Areas | None:
        """Areas that casework is limited to, by organisation; None when every organisation is covered as a whole."""
        reach: dict[int, set[int | None]] = {}
        for held in self.held:
            if rules.sees_people(held.duty):
                reach.setdefault(held.organization_id, set()).add(held.area_id)
        limited = {home: areas for home, areas in sorted(reach.items()) if None not in areas}
        if not limited:
            return None
        by_home = tuple((home, tuple(sorted(pk for pk in areas if pk))) for home, areas in limited.items())
        return Areas(tuple(sorted(reach.keys() - limited)), by_home, self.user.pk if self.user else None)

    @cached_property
    def oversees(self) -> bool:
        """May read the access log of the whole town."""
        return any(rules.oversees(held.duty) for held in self.held)

    def may(self, permission: Permission) -> bool:
        """Whether the duties of today allow this."""
        return permission in self.permissions


WORKER = Acting(name="見回り（自動）")
PUBLIC = Acting(name="住民の玄関")
