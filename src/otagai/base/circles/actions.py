"""Joining and leaving circles: traced, effective at the next request."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.circles.models import Circle, Exclusion, Membership
from otagai.base.circles.words import Basis


@transaction.atomic(savepoint=False)  # it refuses nothing, so nobody goes on after it failed
def open_circle(*, organization_id: int, basis: Basis, by: Acting, at: datetime) -> Circle:
    """A new circle in which one organisation stands."""
    circle = Circle.objects.create(opened_at=at)
    take_place(circle.pk, organization_id=organization_id, basis=basis, by=by, at=at)
    return circle


@transaction.atomic
def join(circle_id: int, *, organization_id: int, basis: Basis, by: Acting, at: datetime, through: str = "") -> None:
    """The organisation joins the circle; joining twice changes nothing.

    `through`: what it comes with (`referral:12`), a place beside the one it may have already, which ends with that alone.
    """
    places = Membership.objects.filter(circle_id=circle_id, organization_id=organization_id, until__isnull=True)
    if (places.filter(through=through) if through else places).exists():
        return
    take_place(circle_id, organization_id=organization_id, basis=basis, by=by, at=at, through=through)


def take_place(
    circle_id: int, *, organization_id: int, basis: Basis, by: Acting, at: datetime, through: str = ""
) -> None:
    """A new place of the organisation in the circle, inside the transaction of whoever asked whether there is one."""
    Membership.objects.create(
        circle_id=circle_id, organization_id=organization_id, basis=basis, since=no_later_than_now(at), through=through
    )
    audit.record(
        "circles.joined", by=by, circle_id=circle_id, subject=("circle", circle_id), organization=organization_id
    )


@transaction.atomic
def join_by_name(circle_id: int, *, user_id: int, basis: Basis, by: Acting, at: datetime) -> None:
    """A named person joins the circle; joining twice changes nothing."""
    if Membership.objects.filter(circle_id=circle_id, user_id=user_id, until__isnull=True).exists():
        return
    Membership.objects.create(circle_id=circle_id, user_id=user_id, basis=basis, since=no_later_than_now(at))
    audit.record("circles.joined_by_name", by=by, circle_id=circle_id, subject=("circle", circle_id), user=user_id)


@transaction.atomic
def leave(circle_id: int, *, organization_id: int, by: Acting, at: datetime, through: str = "") -> None:
    """The organisation leaves; from its next request on it sees nothing of the circle.

    `through`: leave only the place that came with this; whoever also stands there for another reason stays.
    PermissionDenied for whoever would end the place of another that is there for more than a letter.
    """
    standing = Membership.objects.filter(circle_id=circle_id, organization_id=organization_id, until__isnull=True)
    if through:
        standing = standing.filter(through=through)
    if not standing.exists():
        return
    audit.record(
        "circles.left", by=by, circle_id=circle_id, subject=("circle", circle_id), organization=organization_id
    )
    if not standing.update(until=no_later_than_now(at)):
        raise PermissionDenied("another's place in the circle")


@transaction.atomic
def stand_on(circle_id: int, *, organization_id: int, basis: Basis, by: Acting, through: str) -> None:
    """The place that came with this stays, from now on on another basis (the version keeps the earlier one)."""
    places = Membership.objects.filter(circle_id=circle_id, organization_id=organization_id, until__isnull=True)
    places.filter(through=through).update(basis=basis)
    audit.record("circles.stands_on", by=by, circle_id=circle_id, subject=("circle", circle_id), basis=basis)


def no_later_than_now(at: datetime) -> datetime:
    """Sight is decided by the clock of the database; a membership never begins or ends in the future by mistake."""
    return min(at, timezone.now())


@transaction.atomic
def exclude(circle_id: int, *, user_id: int, reason: str, by: Acting, at: datetime) -> None:
    """The person must not see the circle, whatever else is true."""
    Exclusion.objects.get_or_create(
        circle_id=circle_id, user_id=user_id, until=None, defaults={"reason": reason, "since": at}
    )
    audit.record("circles.excluded", by=by, circle_id=circle_id, subject=("circle", circle_id), user=user_id)


@transaction.atomic
def restrict_to_named(circle_id: int, *, user_ids: list[int], basis: Basis, by: Acting, at: datetime) -> None:
    """From now on only the named people see the circle, not whole organisations."""
    for user_id in user_ids:
        join_by_name(circle_id, user_id=user_id, basis=basis, by=by, at=at)
    Circle.objects.filter(pk=circle_id).update(named_only=True)
    audit.record("circles.named_only", by=by, circle_id=circle_id, subject=("circle", circle_id), users=user_ids)
