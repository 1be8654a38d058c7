"""Looking for what was kept."""

from __future__ import annotations

from otagai.base.accounts.acting import Acting
from otagai.base.safekeeping.models import Draft


def draft_of(*, by: Acting, form: str) -> dict[str, str]:
    """The fields kept for this form and writer; empty when there is no draft."""
    if by.user is None:
        return {}
    return Draft.objects.filter(user=by.user, form=form).values_list("fields", flat=True).first() or {}
