"""Questions about circles."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.circles.models import Circle, Exclusion, Membership
from otagai.base.circles.postgresql.prepared import Slot, prepared
from otagai.base.circles.words import Basis


@dataclass(frozen=True)
class Member:
    """Who stands in a circle, on which basis, since when; `closed`: an organisation of whose people only the named see it."""

    organization: str
    person: str
    basis: str
    since: datetime
    closed: bool = False


def members(circle_id: int) -> list[Member]:
    """Everybody who stands in the circle now, each once, on what says more than a letter where they do; one query."""
    rows = members_at(circle=circle_id, at=timezone.now())
    found: dict[tuple[str, str], Member] = {}
    for org, user, basis, since, named_only in rows:
        if (org, user) not in found or found[org, user].basis == Basis.REFERRED.label:
            closed = bool(org) and named_only
            found[org, user] = Member(org or "", user or "", Basis.label_of(basis), since, closed)
    return list(found.values())


@prepared
def members_at(*, circle: Slot, at: Slot) -> QuerySet[Any, Any]:
    """Organisation, person, basis and beginning of each membership in force, and whether the circle is of named people."""
    return (
        Membership.objects.filter(Q(until__isnull=True) | Q(until__gt=at), circle_id=circle)
        .order_by("since").values_list("organization__name", "user__display_name", "basis", "since", "circle__named_only")
    )  # fmt: skip


@dataclass(frozen=True)
class ShutOut:
    """Somebody who must not see the circle: why, since when, and who said so."""

    user_id: int
    name: str
    reason: str
    since: datetime
    by_id: int | None
    by: str


def shut_out_of(circle_id: int) -> list[ShutOut]:
    """Everybody who must not see the circle now, for those who lead it; one query."""
    rows = Exclusion.objects.filter(circle_id=circle_id, until__isnull=True).order_by("since", "pk")
    return [
        ShutOut(user_id, name, reason, since, by_id, by or "")
        for user_id, name, reason, since, by_id, by in rows.values_list(
            "user_id", "user__display_name", "reason", "since", "by_id", "by__display_name"
        )
    ]


@dataclass(frozen=True)
class Closing:
    """Whether a circle is of named people only, who made it so, and whose places by name came with it."""

    named_only: bool
    by_id: int | None
    by: str
    named: frozenset[int]


def closing_of(circle_id: int) -> Closing:
    """How the circle is closed; two queries."""
    named_only, by_id, by = Circle.objects.values_list("named_only", "named_by_id", "named_by__display_name").get(
        pk=circle_id
    )
    places = Membership.objects.filter(circle_id=circle_id, user_id__isnull=False, until__isnull=True)
    return Closing(named_only, by_id, by or "", frozenset(places.values_list("user_id", flat=True)))


def standing_organizations(circle_id: int) -> dict[int, tuple[str, bool]]:
    """The organisations in the circle now: name, and whether they were only asked by a letter; one query."""
    places = Membership.objects.filter(Q(until__isnull=True) | Q(until__gt=timezone.now()), circle_id=circle_id)
    found: dict[int, tuple[str, bool]] = {}
    for pk, name, basis in places.filter(organization_id__isnull=False).values_list(
        "organization_id", "organization__name", "basis"
    ):
        found[pk] = (name, basis == Basis.REFERRED and found.get(pk, (name, True))[1])
    return found


def circles_through(what: str) -> list[int]:
    """The circles in which somebody stands now because of this (`referral:12`), in the order of joining; one query."""
    places = Membership.objects.filter(through=what, until__isnull=True).order_by("pk")
    return list(places.values_list("circle_id", flat=True))


def was_only_asked(circle_id: int, who: Acting) -> bool:
    """Whether the person sees the circle because of a letter that is not answered yet, and for nothing else; one query."""
    if who.user is None:
        return False
    mine = Q(organization_id__in=who.organizations) | Q(user_id=who.user.pk)
    places = Membership.objects.filter(mine, Q(until__isnull=True) | Q(until__gt=timezone.now()), circle_id=circle_id)
    return set(places.values_list("basis", flat=True)) == {Basis.REFERRED}


def led_by(who: Acting, circles: Collection[int]) -> set[int]:
    """Those of the circles in which the person takes part, for more than an unanswered letter; one query."""
    mine = Q(organization_id__in=who.organizations) | Q(user_id=who.user.pk if who.user else None)
    places = Membership.objects.filter(mine, Q(until__isnull=True) | Q(until__gt=timezone.now()), circle_id__in=circles)
    return set(places.exclude(basis=Basis.REFERRED).values_list("circle_id", flat=True))


def stands_in(circle_id: int, organization_id: int) -> bool:
    """Whether the organisation stands in the circle now."""
    return (
        Membership.objects.filter(circle_id=circle_id, organization_id=organization_id)
        .filter(Q(until__isnull=True) | Q(until__gt=timezone.now()))
        .exists()
    )


def stands_beyond(circle_id: int, organizations: Collection[int], *, basis: Basis) -> bool:
    """Whether one of the organisations stands in the circle now for more than this reason; one query."""
    return (
        Membership.objects.filter(circle_id=circle_id, organization_id__in=organizations)
        .filter(Q(until__isnull=True) | Q(until__gt=timezone.now()))
        .exclude(basis=basis)
        .exists()
    )
