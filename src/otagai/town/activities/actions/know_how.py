"""どうやっているか: writing it down, edition after edition, and trying out what another group does."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.safekeeping.edits import changed
from otagai.base.safekeeping.errors import RuleBroken
from otagai.town.activities import rules
from otagai.town.activities.actions.activities import add_activity
from otagai.town.activities.models import Hosting, KnowHow, KnowHowEdition


@transaction.atomic
def write_know_how(
    *, by: Acting, organization_id: int, title: str, on: date, activity_id: int | None = None, **fields: Any
) -> KnowHow:
    """A new card of the organisation, about one of its activities or on its own. Raises RuleBroken."""
    _check(by, organization_id, {**fields, "title": title})
    if (
        activity_id is not None
        and not Hosting.objects.filter(activity_id=activity_id, organization_id=organization_id).exists()
    ):
        raise RuleBroken(["ほかの団体の活動です"])
    card = KnowHow.objects.create(
        organization_id=organization_id, title=title.strip(), activity_id=activity_id, changed_on=on, **fields
    )
    audit.record("activities.know_how_written", by=by, subject=("know_how", card.pk), is_public=card.is_public)
    return card


@transaction.atomic
def change_know_how(pk: int, *, by: Acting, seen_version: int, on: date, **fields: Any) -> KnowHow:
    """A new edition; the earlier one is kept. Raises RuleBroken, or StaleEdit with both texts."""
    before = KnowHow.objects.select_for_update().get(pk=pk)
    _check(by, before.organization_id, {"title": before.title, "steps": before.steps, **fields})
    said, number, since = said_by(before), before.version, before.changed_on
    card = changed(KnowHow.objects.all(), pk, seen_version=seen_version, fields=fields, changed_on=on)
    if card.version != number:
        KnowHowEdition.objects.create(know_how=card, number=number, said=said, on=since)
        audit.record("activities.know_how_changed", by=by, subject=("know_how", pk), edition=card.version)
    return card


@transaction.atomic
def try_out(pk: int, *, by: Acting, organization_id: int, title: str, on: date) -> KnowHow:
    """使ってみる: a draft of an activity of one's own, and a card of one's own that tells where it comes from. Raises RuleBroken."""
    card = KnowHow.objects.filter(pk=pk, is_public=True).first()
    if card is None:
        raise RuleBroken(["このカードは いま公開されていません"])
    activity = add_activity(by=by, title=title, hosts=[organization_id], kind=card.kind)
    copy = write_know_how(
        by=by, organization_id=organization_id, title=title, on=on, activity_id=activity.pk, kind=card.kind, origin_id=card.pk,
        **said_by(card),
    )  # fmt: skip
    audit.record("activities.know_how_tried", by=by, subject=("know_how", pk), copy=copy.pk, activity=activity.pk)
    return copy


def said_by(card: KnowHow) -> dict[str, str]:
    """What the card tells, part by part."""
    return {name: getattr(card, name) for name in rules.KNOW_HOW}


def _check(by: Acting, organization_id: int, fields: dict[str, Any]) -> None:
    reasons = rules.why_not_know_how(
        fields["title"], fields.get("steps", ""), is_public=fields.get("is_public", False),
        is_own=rules.may_keep(by, [organization_id]),
    )  # fmt: skip
    if reasons:
        raise RuleBroken(reasons)
