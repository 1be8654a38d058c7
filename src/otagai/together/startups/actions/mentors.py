"""Groups that offer to help those who begin."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.safekeeping.errors import RuleBroken
from otagai.together.startups.models import Mentor
from otagai.together.startups.words import PreparationKind


@transaction.atomic
def add_mentor(*, by: Acting, organization_id: int, steps: Collection[PreparationKind], offer: str, on: date) -> Mentor:
    """A group helps from today on; RuleBroken when it does already."""
    reasons = [] if steps else ["手伝えることを 選んでください"]
    if Mentor.objects.filter(organization_id=organization_id, until__isnull=True).exists():
        reasons.append("この団体は もう のっています")
    if reasons:
        raise RuleBroken(reasons)
    listed = [step for step in PreparationKind if step in steps]
    mentor = Mentor.objects.create(organization_id=organization_id, steps=listed, offer=offer.strip(), since=on)
    audit.record("startups.mentor_added", by=by, subject=("organization", organization_id))
    return mentor


@transaction.atomic
def end_mentor(pk: int, *, by: Acting, on: date) -> None:
    """The group helps no longer; ending twice changes nothing."""
    mentor = Mentor.objects.select_for_update().get(pk=pk)
    if mentor.until is None:
        mentor.until = on
        mentor.save(update_fields=["until"])
        audit.record("startups.mentor_ended", by=by, subject=("organization", mentor.organization_id))
