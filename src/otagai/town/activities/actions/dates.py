"""Setting the days of an activity, and calling a single one off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.safekeeping.errors import RuleBroken, StaleEdit
from otagai.kernel.opening import OpeningException, OpeningRule
from otagai.kernel.wareki import with_weekday
from otagai.town.activities.actions.activities import kept
from otagai.town.activities.models import Activity, ActivityDay, Recurrence
from otagai.town.activities.queries.dates import days_of
from otagai.town.activities.queries.keeping import typed_days
from otagai.town.places.actions import hours_in_words

DAYS = "日にち"


@transaction.atomic
def set_days(
    pk: int,
    *,
    by: Acting,
    seen_version: int,
    recurrences: Sequence[OpeningRule],
    days: Sequence[OpeningException] = (),
) -> None:
    """The activity is held by these rules and single days; what was called off stays so. StaleEdit as with a change."""
    activity = kept(pk, by=by)
    if activity.version != seen_version:
        theirs = hours_in_words(*typed_days(pk))
        raise StaleEdit(theirs={DAYS: theirs}, yours={DAYS: hours_in_words(recurrences, days)})
    called_off = ActivityDay.objects.filter(activity_id=pk, is_called_off=True)
    taken = [*(day.on for day in days), *called_off.values_list("day", flat=True)]
    if len(set(taken)) != len(taken):
        raise RuleBroken(["同じ日は ひとつにしてください（中止にした日は、先に 中止を取り消してください）"])
    Recurrence.objects.filter(activity_id=pk).delete()
    ActivityDay.objects.filter(activity_id=pk, is_called_off=False).delete()
    Recurrence.objects.bulk_create(recurrence_of(pk, rule) for rule in recurrences)
    ActivityDay.objects.bulk_create(
        ActivityDay(activity_id=pk, day=day.on, opens_at=day.start, closes_at=day.end, note=day.note) for day in days
    )
    _counted(activity)
    audit.record("activities.days_set", by=by, subject=("activity", pk), rules=len(recurrences), days=len(days))


@transaction.atomic
def call_off(pk: int, *, by: Acting, day: date, said: str) -> None:
    """The activity is not held on one of its days; residents read why. Raises RuleBroken with reasons."""
    activity = kept(pk, by=by)
    held = next(iter(days_of([pk], start=day)[pk].between(day, 1)), None)
    reasons = [] if said.strip() else ["住民に伝えることを 書いてください（例：雨のため中止します）"]
    if held is None or held.called_off:
        reasons.append(f"{with_weekday(day)}には この活動は ありません")
    if reasons or held is None:
        raise RuleBroken(reasons)
    ActivityDay.objects.update_or_create(
        activity_id=pk, day=day,
        defaults={"opens_at": held.start, "closes_at": held.end, "note": said.strip(), "is_called_off": True},
    )  # fmt: skip
    _counted(activity)
    audit.record("activities.called_off", by=by, subject=("activity", pk), day=day.isoformat())


@transaction.atomic
def hold_after_all(pk: int, *, by: Acting, day: date) -> None:
    """A day that was called off is held, at its times. Nothing happens when it was not called off."""
    activity = kept(pk, by=by)
    ActivityDay.objects.filter(activity_id=pk, day=day, is_called_off=True).update(is_called_off=False, note="")
    _counted(activity)
    audit.record("activities.held_after_all", by=by, subject=("activity", pk), day=day.isoformat())


def _counted(activity: Activity) -> None:
    activity.version += 1
    activity.save(update_fields=["version"])


def recurrence_of(pk: int, rule: OpeningRule) -> Recurrence:
    """The row of a rule, not stored yet."""
    return Recurrence(
        activity_id=pk, weekdays=sorted(rule.weekdays), weeks=sorted(rule.nth), opens_at=rule.start, closes_at=rule.end,
        on_holidays=rule.holidays.value, closed_at_year_end=rule.closed_at_year_end, valid_from=rule.valid_from,
        valid_until=rule.valid_to,
    )  # fmt: skip
