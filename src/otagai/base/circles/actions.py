"""Joining and leaving circles: traced, effective at the next request."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.models import Assignment
from otagai.base.audit import actions as audit
from otagai.base.circles.limits import Limits, limits_of
from otagai.base.circles.models import Circle, Exclusion, Membership
from otagai.base.circles.words import Basis

NAMED = "named"
AS_BESIDE = "もとの相談で 見せない人"


@transaction.atomic(savepoint=False)  # it refuses nothing, so nobody goes on after it failed
def open_circle(*, organization_id: int, basis: Basis, by: Acting, at: datetime, like: int | None = None) -> Circle:
    """A new circle in which one organisation stands; what is kept from somebody in the circle `like` is kept from them here."""
    circle = Circle.objects.create(opened_at=at)
    take_place(circle.pk, organization_id=organization_id, basis=basis, by=by, at=at)
    if like is not None:
        follow(circle.pk, like=like, organization_id=organization_id, by=by, at=at)
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
def join_by_name(circle_id: int, *, user_id: int, basis: Basis, by: Acting, at: datetime, through: str = "") -> None:
    """A named person joins the circle; joining twice changes nothing."""
    if Membership.objects.filter(circle_id=circle_id, user_id=user_id, until__isnull=True).exists():
        return
    Membership.objects.create(
        circle_id=circle_id, user_id=user_id, basis=basis, since=no_later_than_now(at), through=through
    )
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
    """The person must not see the circle, whatever else is true; shut out twice changes nothing."""
    _, is_new = Exclusion.objects.get_or_create(
        circle_id=circle_id, user_id=user_id, until=None, defaults={"reason": reason[:200], "since": at, "by": by.user}
    )
    if is_new:
        audit.record("circles.excluded", by=by, circle_id=circle_id, subject=("circle", circle_id), user=user_id)


@transaction.atomic
def lift(circle_id: int, *, user_id: int, by: Acting, at: datetime) -> bool:
    """The person may see the circle again as everybody else; False where they were not shut out.

    PermissionDenied for whoever neither shut them out nor answers for an organisation in the circle (the database asks).
    """
    standing = Exclusion.objects.filter(circle_id=circle_id, user_id=user_id, until__isnull=True)
    if not standing.exists():
        return False
    if not standing.update(until=max(at, timezone.now())):
        raise PermissionDenied("another's exclusion")
    audit.record("circles.let_see_again", by=by, circle_id=circle_id, subject=("circle", circle_id), user=user_id)
    return True


@transaction.atomic
def restrict_to_named(circle_id: int, *, user_ids: Collection[int], basis: Basis, by: Acting, at: datetime) -> None:
    """From now on only the named people see the circle, not whole organisations; names are added to a circle that is so already."""
    for user_id in user_ids:
        join_by_name(circle_id, user_id=user_id, basis=basis, by=by, at=at, through=NAMED)
    if Circle.objects.filter(pk=circle_id, named_only=False).update(named_only=True, named_by=by.user):
        audit.record(
            "circles.named_only", by=by, circle_id=circle_id, subject=("circle", circle_id), users=sorted(user_ids)
        )


@transaction.atomic
def open_to_organizations(circle_id: int, *, by: Acting, at: datetime) -> bool:
    """Whole organisations see the circle again, and the places by name that came with the closing end; False where it was open.

    PermissionDenied for whoever neither closed it nor answers for an organisation in it (the database asks).
    """
    if not Circle.objects.filter(pk=circle_id, named_only=True).exists():
        return False
    try:
        with transaction.atomic():
            opened = Circle.objects.filter(pk=circle_id).update(named_only=False, named_by=None)
    except ProgrammingError as refused:
        raise PermissionDenied("another's closing") from refused
    if not opened:
        raise PermissionDenied("a circle of others")
    end_named(circle_id, at=at)
    audit.record("circles.opened_again", by=by, circle_id=circle_id, subject=("circle", circle_id))
    return True


@transaction.atomic
def unname(circle_id: int, *, user_id: int, by: Acting, at: datetime) -> None:
    """One of the named people leaves the circle again; PermissionDenied as in `open_to_organizations`."""
    if not Membership.objects.filter(circle_id=circle_id, user_id=user_id, through=NAMED, until__isnull=True).exists():
        return
    audit.record("circles.unnamed", by=by, circle_id=circle_id, subject=("circle", circle_id), user=user_id)
    if not end_named(circle_id, at=at, user_id=user_id):
        raise PermissionDenied("another's closing")


def end_named(circle_id: int, *, at: datetime, user_id: int | None = None) -> int:
    """End the places by name that came with the closing: of one person, or all. Returns places ended."""
    places = Membership.objects.filter(circle_id=circle_id, through=NAMED, until__isnull=True)
    if user_id is not None:
        places = places.filter(user_id=user_id)
    return places.update(until=no_later_than_now(at))


@transaction.atomic
def keep_alike(circle_id: int, *, like: int, by: Acting, at: datetime) -> None:
    """What comes beside another circle is kept from whomever that one is kept from; one query where it is from nobody."""
    keep_from_all(circle_id, limits_of([like]), by=by, at=at)


def keep_from_all(circle_id: int, limits: Limits, *, by: Acting, at: datetime) -> None:
    """Kept from everybody who is shut out there."""
    for _, user_id in sorted(limits.shut_out):
        exclude(circle_id, user_id=user_id, reason=AS_BESIDE, by=by, at=at)


@transaction.atomic
def follow(circle_id: int, *, like: int, organization_id: int, by: Acting, at: datetime) -> None:
    """A new circle beside another one shuts out whom that one shuts out; where that is of named people, of those of its organisation.

    One query where nothing is special about the other.
    """
    limits = limits_of([like])
    keep_from_all(circle_id, limits, by=by, at=at)
    if like in limits.named_only:
        here = Assignment.objects.active(timezone.localdate(at)).filter(organization_id=organization_id)
        named = {user_id for _, user_id in limits.named} & set(here.people())
        restrict_to_named(
            circle_id, user_ids=named | ({by.user.pk} if by.user else set()), basis=Basis.NAMED, by=by, at=at
        )
