"""Places that stay true: who is asked about, who rests from the public pages until confirmed, and telling those who keep them."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.models import Assignment
from otagai.base.accounts.rules import duties_with
from otagai.base.accounts.words import Permission
from otagai.base.audit import actions as audit
from otagai.base.municipality import queries as municipality
from otagai.base.notices import actions as notices
from otagai.base.notices.words import NoticeKind
from otagai.town.places import rules
from otagai.town.places.models import Place, PlaceQuerySet


@transaction.atomic
def look_over(*, by: Acting, on: date) -> int:
    """Mark what is due to be asked about, and let rest what nobody confirmed for too long. Returns places newly hidden.

    What was confirmed meanwhile, by people or by a newer list, comes back.
    """
    town = municipality.town()
    ask, hide = (rules.months_before(on, months) for months in (town.place_ask_months, town.place_hide_months))
    standing = Place.objects.filter(ended_on__isnull=True)
    lists, others = standing.of_lists(), standing.exclude(pk__in=standing.of_lists().values("pk"))
    lists.filter(Q(hidden_on__isnull=False) | Q(asked_on__isnull=False, verified_on__gt=hide)).update(
        asked_on=None, hidden_on=None
    )
    lists.filter(asked_on__isnull=True, verified_on__lte=hide).update(asked_on=on)
    others.filter(asked_on__isnull=False, verified_on__gt=ask).update(asked_on=None)
    others.filter(hidden_on__isnull=False, verified_on__gt=hide).update(hidden_on=None)
    never = Q(verified_on__isnull=True)
    others.filter(never | Q(verified_on__lte=ask), asked_on__isnull=True).update(asked_on=on)
    return _hide(others.filter(Q(verified_on__lte=hide) | never & Q(asked_on__lte=hide)), by=by, on=on)


def _hide(places: PlaceQuerySet, *, by: Acting, on: date) -> int:
    """They rest from today on; each one leaves its own trace."""
    resting = list(places.filter(hidden_on__isnull=True).select_for_update().values_list("pk", flat=True))
    Place.objects.filter(pk__in=resting).update(hidden_on=on)
    for pk in resting:
        audit.record("places.hidden", by=by, subject=("place", pk))
    return len(resting)


@transaction.atomic
def tell_keepers(*, on: date) -> int:
    """Once a month everybody who keeps places learns how many wait to be confirmed. Returns people told."""
    waiting = Place.objects.to_confirm().count()
    if not waiting:
        return 0
    keepers = Assignment.objects.active(on).of(*duties_with(Permission.KEEP_PLACES)).people()
    return notices.give(
        keepers, kind=NoticeKind.PLACES, text=f"たしかめる場所が {waiting}件 あります",
        url=reverse("desk:places_confirm"), key=f"places:{on:%Y-%m}",
    )  # fmt: skip
