"""Duty × area × organisation as one predicate: the limit of one organisation is not lifted by what somebody does for another."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from otagai.base.accounts.acting import Areas
from otagai.base.circles.models import Membership


def within(areas: Areas | None, *, area: str = "area") -> Q:
    """What the duties of casework reach in a table with a `circle_id`; `area` names the way from there to the area.

    Who works for one organisation costs a plain comparison; only duties of different reach ask which of them stands in the
    circle. Rows without an area stay visible: nobody may fall between two districts. Whoever stands in a circle by name sees
    it whatever the areas of their duties: somebody chose them for it.
    """
    if areas is None:
        return Q()
    reached = Q(**{f"{area}__isnull": True}) | by_name(areas.user_id)
    of_areas = {its for _, its in areas.limited}
    if len(of_areas) == 1 and not areas.everywhere:
        return reached | Q(**{f"{area}__in": of_areas.pop()})
    for its in sorted(of_areas):
        homes = [home for home, same in areas.limited if same == its]
        reached |= Q(**{f"{area}__in": its}) & Q(standing(Q(organization_id__in=homes)))
    return reached | Q(standing(Q(organization_id__in=areas.everywhere)))


def by_name(user_id: int | None) -> Q:
    """Rows of the circles in which the person stands by name: few, looked up once for all rows. Nobody stands in none."""
    if user_id is None:
        return Q()
    return Q(circle_id__in=Membership.objects.filter(IN_FORCE, user_id=user_id).values("circle_id"))


def standing(who: Q) -> Exists:
    """One of them stands in the circle of the row now, by the clock of the database, as the policies ask it."""
    return Exists(Membership.objects.filter(IN_FORCE, who, circle_id=OuterRef("circle_id")))


IN_FORCE = (Q(until__isnull=True) | Q(until__gt=Now())) & Q(since__lte=Now())
