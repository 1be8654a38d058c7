"""Looking for what was kept."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from otagai.base.accounts.acting import Acting
from otagai.base.circles.postgresql.prepared import Slot, prepared
from otagai.base.safekeeping.models import Draft
from otagai.base.safekeeping.sealed import opened


def draft_of(*, by: Acting, form: str) -> dict[str, str]:
    """The fields kept for this form and writer; empty when there is no draft."""
    if by.user is None:
        return {}
    return drafts_of(by=by, forms=[form]).get(form, {})


def drafts_of(*, by: Acting, forms: Collection[str]) -> dict[str, dict[str, str]]:
    """The fields kept for several forms of this writer, by form; one query, none without forms."""
    if by.user is None or not forms:
        return {}
    rows = kept_of(user=by.user.pk, **{f"form_{number}": form for number, form in enumerate(forms)})
    return {form: opened(kept, user_id=by.user.pk, form=form) for form, kept in rows}


@prepared
def kept_of(*, user: Slot, **forms: Slot) -> QuerySet[Any, Any]:
    """Name and sealed fields of the forms that somebody left half written, among those named."""
    return Draft.objects.filter(user=user, form__in=list(forms.values())).values_list("form", "sealed")
