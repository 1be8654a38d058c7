"""Keeping what was typed: one submission is one record; drafts."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.circles.postgresql.prepared import Slot, prepared
from otagai.base.safekeeping.models import Draft, Submission
from otagai.base.safekeeping.sealed import sealed

NAMING = "SELECT pg_advisory_xact_lock(%s), set_config('app.submission', %s, true)"

DROPPING = "DELETE FROM safekeeping_draft WHERE user_id = %s AND form = %s"


@transaction.atomic
def once(key: uuid.UUID, *, form: str, create: Callable[[], str]) -> str:
    """Run `create` for this key one single time and return its result (an address or a number); a second press gets the first result.

    Two presses at the same moment wait for each other: the key is locked for the transaction. The public role reads only the
    submission whose key it names. The same key in another form is another submission.
    """
    with connection.cursor() as cursor:
        cursor.execute(NAMING, [key.int % (2**63), str(key)])
    for (earlier,) in results_of(key=key, form=form):
        return str(earlier)
    result = create()
    Submission.objects.create(key=key, form=form, result=result, at=timezone.now())
    return result


@prepared
def results_of(*, key: Slot, form: Slot) -> QuerySet[Any, Any]:
    """What came of this key in this form."""
    return Submission.objects.filter(key=key, form=form).values_list("result")


def keep_draft(*, by: Acting, form: str, fields: dict[str, str]) -> None:
    """Keep what is being typed, one draft per form and writer; each time anew for as many days as the town says."""
    if by.user is None:
        return
    kept = {"sealed": sealed(fields, user_id=by.user.pk, form=form), "saved_at": timezone.now()}
    Draft.objects.update_or_create(user=by.user, form=form, defaults=kept)


def drop_draft(*, by: Acting, form: str) -> None:
    """The text has been stored as a record: the draft is no longer needed."""
    if by.user is not None:
        with connection.cursor() as cursor:
            cursor.execute(DROPPING, [by.user.pk, form])


def forget_drafts(*, days: int, at: datetime) -> int:
    """Let go of what nobody has written at for so many days. Returns drafts forgotten."""
    return Draft.objects.filter(saved_at__lt=at - timedelta(days=days)).delete()[0]
