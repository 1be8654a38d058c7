"""Writing down activities, and what residents are told of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.safekeeping.edits import changed
from otagai.base.safekeeping.errors import RuleBroken
from otagai.town.activities import rules
from otagai.town.activities.models import Activity, ActivityDay, Hosting, Recurrence
from otagai.town.activities.words import ActivityState
from otagai.town.places.actions import keep_home_private
from otagai.town.places.rules import why_not_phone

CHANGEABLE = frozenset(
    {
        "kind", "title", "what", "who_for", "any_age", "with_children", "wheelchair", "area_id", "place_id", "meeting_point", "fee",
        "bring", "helpers_wanted", "contact", "phone", "url",
    }
)  # fmt: skip


TOLD = ("title", "what", "who_for", "meeting_point", "fee", "bring", "contact", "url")
"""What residents read in somebody's own words."""


@transaction.atomic
def add_activity(*, by: Acting, title: str, hosts: Sequence[int], **fields: Any) -> Activity:
    """A new activity, a draft until it is published. Raises RuleBroken with reasons."""
    _check(by, hosts, {**fields, "title": title}, Activity())
    activity = Activity.objects.create(title=title.strip(), **fields)
    _host(activity.pk, hosts)
    audit.record("activities.added", by=by, subject=("activity", activity.pk))
    return activity


@transaction.atomic
def change_activity(pk: int, *, by: Acting, seen_version: int, hosts: Sequence[int], **fields: Any) -> Activity:
    """Change what is said of an activity. StaleEdit with both texts when somebody else did so meanwhile."""
    _check(by, hosts, fields, kept(pk, by=by))
    activity = changed(Activity.objects.all(), pk, seen_version=seen_version, fields=fields)
    if list(hosts_of(pk)) != list(hosts):
        Hosting.objects.filter(activity_id=pk).delete()
        _host(pk, hosts)
    audit.record("activities.changed", by=by, subject=("activity", pk), fields=sorted(fields))
    return activity


@transaction.atomic
def move(pk: int, *, by: Acting, to: ActivityState, said: str = "") -> None:
    """下書き→公開→中止→終わり; what is told to residents goes with the state. Raises RuleBroken with reasons."""
    activity = kept(pk, by=by)
    now = ActivityState(activity.state)
    if reasons := rules.why_not_move(now, to, said, announcement_of(activity)):
        raise RuleBroken(reasons)
    keep_home_private(activity.place_id, [said])
    activity.state, activity.said, activity.version = to, said.strip(), activity.version + 1
    activity.save(update_fields=["state", "said", "version"])
    audit.record("activities.moved", by=by, subject=("activity", pk), to=str(to))


def announcement_of(activity: Activity) -> rules.Announcement:
    """What residents would read of an activity; at most two queries."""
    has_dates = (
        Recurrence.objects.filter(activity=activity).exists()
        or ActivityDay.objects.filter(activity=activity, opens_at__isnull=False).exists()
    )
    where = activity.meeting_point or ("場所" if activity.place_id else "")
    return rules.Announcement(has_dates, where, activity.phone)


def kept(pk: int, *, by: Acting) -> Activity:
    """The activity, locked, for somebody who keeps it; RuleBroken for anybody else."""
    activity = Activity.objects.select_for_update().get(pk=pk)
    if not rules.may_keep(by, hosts_of(pk)):
        raise RuleBroken(["ほかの団体の活動です。開く団体の人が 書きなおします"])
    return activity


def hosts_of(pk: int) -> tuple[int, ...]:
    """Who holds the activity, in order."""
    return tuple(Hosting.objects.filter(activity_id=pk).order_by("position").values_list("organization_id", flat=True))


def _check(by: Acting, hosts: Sequence[int], fields: dict[str, Any], now: Activity) -> None:
    if unknown := set(fields) - CHANGEABLE:
        raise ValueError(f"not changeable here: {sorted(unknown)}")
    reasons = [*rules.why_not_hosts(by, hosts), *why_not_phone(fields.get("phone", ""))]
    if not fields.get("title", "-").strip():
        reasons.append("名前を書いてください")
    if reasons:
        raise RuleBroken(reasons)
    after = {name: fields.get(name, getattr(now, name)) for name in (*TOLD, "helpers_wanted", "place_id")}
    keep_home_private(after["place_id"], [*(after[name] for name in TOLD), *after["helpers_wanted"]])


def _host(pk: int, hosts: Sequence[int]) -> None:
    Hosting.objects.bulk_create(
        Hosting(activity_id=pk, organization_id=organization, position=position)
        for position, organization in enumerate(dict.fromkeys(hosts))
    )
