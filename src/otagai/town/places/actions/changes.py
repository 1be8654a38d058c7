"""ここまで見ました: somebody has seen what changed up to a line."""

from __future__ import annotations

from django.db import transaction

from otagai.base.accounts.acting import Acting
from otagai.town.places.models import Change, LastLook


@transaction.atomic
def mark_seen(change_id: int, *, under_way: str, by: Acting) -> bool:
    """Everything up to the change is seen; a mark never goes back. False when there is no such change.

    `under_way`: what `queries.changes_for` told with the page that was seen, and nothing else (callers sign it).
    """
    seen = Change.objects.filter(pk=change_id).first()
    if seen is None or by.user is None:
        return False
    look, is_new = LastLook.objects.select_for_update().get_or_create(
        user=by.user, defaults={"at": seen.at, "change_id": seen.pk, "snapshot": under_way}
    )
    if not is_new and (look.at, look.change_id) < (seen.at, seen.pk):
        look.at, look.change_id, look.snapshot = seen.at, seen.pk, under_way
        look.save(update_fields=["at", "change_id", "snapshot"])
    return True
