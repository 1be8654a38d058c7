"""Leaving traces. A failing trace fails the action around it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.audit.models import Deed, Reading
from otagai.base.audit.words import Purpose


def record(
    verb: str, *, by: Acting, subject: tuple[str, int | None], circle_id: int | None = None, **facts: Any
) -> None:
    """Write down a deed in the same transaction. `facts` hold ids and codes, never names or notes."""
    Deed.objects.bulk_create(
        [
            Deed(
                at=timezone.now(), verb=verb, subject=subject[0], subject_id=subject[1], circle_id=circle_id,
                user_id=by.user.pk if by.user else None, actor="" if by.user else by.name, facts=facts,
            )
        ],
        ignore_conflicts=True,  # asks for no row back: who leaves a trace need not be able to read it
    )  # fmt: skip


def read(*, by: Acting, subject: tuple[str, int], circle_id: int | None, purpose: Purpose, page: str) -> None:
    """Write down that somebody opened a page about a person. When this fails, the page is not shown (safety rule 11)."""
    if by.user is None:
        return
    Reading.objects.bulk_create(
        [
            Reading(
                at=timezone.now(), user_id=by.user.pk, organization_id=by.organization_id, subject=subject[0],
                subject_id=subject[1], circle_id=circle_id, purpose=purpose, page=page,
            )
        ],
        ignore_conflicts=True,
    )  # fmt: skip
