"""Questions about circles."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.circles.models import Membership
from otagai.base.circles.postgresql.prepared import Slot, prepared
from otagai.base.circles.words import Basis


@dataclass(frozen=True)
class Member:
    """Who stands in a circle, on which basis, since when."""

    organization: str
    person: str
    basis: str
    since: datetime


def members(circle_id: int) -> list[Member]:
    """Everybody who stands in the circle now, each once, on what says more than a letter where they do; one query."""
    rows = members_at(circle=circle_id, at=timezone.now())
    found: dict[tuple[str, str], Member] = {}
    for org, user, basis, since in rows:
        if (org, user) not in found or found[org, user].basis == Basis.REFERRED.label:
            found[org, user] = Member(org or "", user or "", Basis.label_of(basis), since)
    return list(found.values())


@prepared
def members_at(*, circle: Slot, at: Slot) -> QuerySet[Any, Any]:
    """Organisation, person, basis and beginning of each membership in force."""
    return (
        Membership.objects.filter(Q(until__isnull=True) | Q(until__gt=at), circle_id=circle)
        .order_by("since").values_list("organization__name", "user__display_name", "basis", "since")
    )  # fmt: skip


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
