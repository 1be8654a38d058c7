"""Questions about circles."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from otagai.base.circles.models import Membership
from otagai.base.circles.words import Basis


@dataclass(frozen=True)
class Member:
    """Who stands in a circle, on which basis, since when."""

    organization: str
    person: str
    basis: str
    since: datetime


def members(circle_id: int) -> list[Member]:
    """Everybody who stands in the circle now; one query."""
    rows = (
        Membership.objects.filter(Q(until__isnull=True) | Q(until__gt=timezone.now()), circle_id=circle_id)
        .order_by("since")
        .values_list("organization__name", "user__display_name", "basis", "since")
    )
    return [Member(org or "", user or "", Basis.label_of(basis), since) for org, user, basis, since in rows]


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
