"""ここまで見ました: somebody has seen what changed up to a line."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from otagai.base.accounts.acting import Acting
from otagai.town.places.models import Change, LastLook


@transaction.atomic
def mark_seen(change_id: int, *, under_way: str, by: Acting, area_id: int | None = None) -> bool:
    """Everything up to the change is seen, of the whole town or of one area; a mark never goes back. False when there is no such change.

    `under_way`: what `queries.changes_for` told with the page that was seen, and nothing else (callers sign it).
    """
    seen = Change.objects.filter(pk=change_id).first()
    if seen is None or by.user is None:
        return False
    where = Q(area=None) if area_id is None else Q(area_id=area_id)
    look, is_new = (
        LastLook.objects.filter(where)
        .select_for_update()
        .get_or_create(
            user=by.user,
            defaults={"area_id": area_id, "at": seen.at, "change_id": seen.pk, "snapshot": under_way},
        )
    )
    if not is_new and (look.at, look.change_id) < (seen.at, seen.pk):
        look.at, look.change_id, look.snapshot = seen.at, seen.pk, under_way
        look.save(update_fields=["at", "change_id", "snapshot"])
    return True
