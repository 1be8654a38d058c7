"""Setting how one signs up: capacity, last day, places for helpers."""

from __future__ import annotations

from datetime import date, time

from django.db import transaction

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.safekeeping.edits import changed
from otagai.base.safekeeping.errors import RuleBroken
from otagai.town.activities import rules
from otagai.town.activities.actions.activities import hosts_of, kept
from otagai.town.activities.models import HelpingSlot, SignUpTerms, TermsOfDay
from otagai.town.places.actions import keep_home_private


@transaction.atomic
def set_terms(
    pk: int, *, by: Acting, seen_version: int, takes_guests: bool, capacity: int | None, closes_days: int, most_together: int,
    word: str = "", how: str = "", form_url: str = "",
) -> None:  # fmt: skip
    """How one signs up for the activity. Raises RuleBroken, or StaleEdit with both texts."""
    activity = kept(pk, by=by)
    keep_home_private(activity.place_id, [word, how, form_url])
    if reasons := rules.why_not_terms(capacity, closes_days, most_together):
        raise RuleBroken(reasons)
    terms, is_new = opened(pk, by=by)
    fields = {
        "takes_guests": takes_guests, "capacity": capacity, "closes_days": closes_days, "most_together": most_together,
        "word": word.strip(), "how": how.strip(), "form_url": form_url,
    }  # fmt: skip
    changed(SignUpTerms.objects.all(), terms.pk, seen_version=terms.version if is_new else seen_version, fields=fields)
    audit.record("activities.terms_set", by=by, subject=("activity", pk), takes_guests=takes_guests, capacity=capacity)


@transaction.atomic
def set_terms_of_day(
    pk: int, *, by: Acting, day: date, capacity: int | None, closes_on: date | None, is_closed: bool
) -> None:
    """On this day another capacity, another last day, or no signing up. Raises RuleBroken."""
    kept(pk, by=by)
    if reasons := rules.why_not_terms_of_day(day, closes_on, capacity):
        raise RuleBroken(reasons)
    opened(pk, by=by)
    TermsOfDay.objects.update_or_create(
        activity_id=pk, day=day, defaults={"capacity": capacity, "closes_on": closes_on, "is_closed": is_closed}
    )
    audit.record("activities.terms_of_day_set", by=by, subject=("activity", pk), day=day.isoformat(), capacity=capacity)


@transaction.atomic
def add_slot(pk: int, *, by: Acting, task: str, start: time, end: time, wanted: int) -> int:
    """手伝いの枠: so many people for a task, from–to, at each time the activity is held; its key. Raises RuleBroken."""
    kept(pk, by=by)
    if reasons := rules.why_not_slot(task, start, end, wanted):
        raise RuleBroken(reasons)
    opened(pk, by=by)
    slot = HelpingSlot.objects.create(activity_id=pk, task=task.strip(), starts_at=start, ends_at=end, wanted=wanted)
    audit.record("activities.slot_added", by=by, subject=("activity", pk), slot=slot.pk, wanted=wanted)
    return slot.pk


@transaction.atomic
def close_slot(pk: int, slot_id: int, *, by: Acting) -> bool:
    """Nobody more is wanted for the task; whoever signed up stays. False when there is no such open slot."""
    kept(pk, by=by)
    closed = HelpingSlot.objects.filter(pk=slot_id, activity_id=pk, is_open=True).update(is_open=False)
    if closed:
        audit.record("activities.slot_closed", by=by, subject=("activity", pk), slot=slot_id)
    return bool(closed)


def opened(pk: int, *, by: Acting) -> tuple[SignUpTerms, bool]:
    """The terms of the activity, and whether they are new: then the organisation of whoever opens them sees the list, too."""
    keeper = by.organization_id or next(iter(hosts_of(pk)))
    SignUpTerms.objects.filter(activity_id=pk, keeper=None).update(keeper_id=keeper)  # they came with a list of events
    return SignUpTerms.objects.get_or_create(activity_id=pk, defaults={"keeper_id": keeper})
