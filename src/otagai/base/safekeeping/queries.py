"""Looking for what was kept."""

from __future__ import annotations

from collections.abc import Collection

from otagai.base.accounts.acting import Acting
from otagai.base.safekeeping.models import Draft


def draft_of(*, by: Acting, form: str) -> dict[str, str]:
    """The fields kept for this form and writer; empty when there is no draft."""
    if by.user is None:
        return {}
    return Draft.objects.filter(user=by.user, form=form).values_list("fields", flat=True).first() or {}


def drafts_of(*, by: Acting, forms: Collection[str]) -> dict[str, dict[str, str]]:
    """The fields kept for several forms of this writer, by form; one query, none without forms."""
    if by.user is None or not forms:
        return {}
    return dict(Draft.objects.filter(user=by.user, form__in=forms).values_list("form", "fields"))
