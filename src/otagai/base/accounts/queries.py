"""Questions about accounts."""

from __future__ import annotations

from datetime import date

from otagai.base.accounts.acting import Acting, Held
from otagai.base.accounts.models import Assignment, User
from otagai.base.accounts.words import Duty


def acting_for(user: User, *, on: date) -> Acting:
    """The person with the duties in force on the day; one query. A user without duties may do nothing."""
    rows = (
        Assignment.objects.filter(user=user).active(on).order_by("since", "pk")
        .values_list("duty", "organization_id", "organization__name", "area_id")
    )  # fmt: skip
    held = tuple(Held(Duty(duty), organization, name, area) for duty, organization, name, area in rows)
    return Acting(user=user, held=held, name=user.display_name)
