"""The link or QR with which a window writes cards, or a group keeps its page true.

Shown once, kept as a hash, dead at the next request after revoking.
"""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.safekeeping.errors import RuleBroken
from otagai.town.places.models import Place, Window, WindowLink
from otagai.town.places.rules import hash_of
from otagai.town.places.words import WindowState

TOKEN_BYTES = 32


@transaction.atomic
def issue_link(window_id: int, *, holder: str, by: Acting, at: datetime, expires_at: datetime | None = None) -> str:
    """A new link for a holder; returns the token, which is shown this one time. Raises RuleBroken without a holder,
    or for a window whose flag is not up.
    """
    reasons = []
    if not holder.strip():
        reasons.append("だれに渡すかを 書いてください")
    if not Window.objects.filter(pk=window_id, state=WindowState.OPEN).exists():
        reasons.append("旗をかかげている窓口だけに リンクを渡せます")
    if expires_at is not None and expires_at <= at:
        reasons.append("期限は これからの日にしてください")
    if reasons:
        raise RuleBroken(reasons)
    return _issued(("window", window_id), holder=holder, by=by, at=at, expires_at=expires_at)


@transaction.atomic
def issue_place_link(place_id: int, *, holder: str, by: Acting, at: datetime) -> str:
    """A new link with which the group of a place keeps its page true; returns the token, shown this one time. Raises RuleBroken."""
    reasons = [] if holder.strip() else ["だれに渡すかを 書いてください"]
    if not Place.objects.filter(pk=place_id, ended_on__isnull=True).exists():
        reasons.append("この場所は もうありません")
    if reasons:
        raise RuleBroken(reasons)
    return _issued(("place", place_id), holder=holder, by=by, at=at)


def _issued(
    subject: tuple[str, int], *, holder: str, by: Acting, at: datetime, expires_at: datetime | None = None
) -> str:
    """The token of a new link to a window or a place; only its hash is stored."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = WindowLink.objects.create(
        **{f"{subject[0]}_id": subject[1]}, token_hash=hash_of(token), holder=holder.strip()[:80], created_by=by.user,
        created_at=at, expires_at=expires_at,
    )  # fmt: skip
    audit.record("places.link_issued", by=by, subject=subject, link=link.pk)
    return token


@transaction.atomic
def revoke_place_link(place_id: int, link_id: int, *, by: Acting, at: datetime) -> None:
    """The link is dead from the next request on; a link of another place is not touched."""
    if WindowLink.objects.filter(place_id=place_id, pk=link_id, revoked_at__isnull=True).update(revoked_at=at):
        audit.record("places.link_revoked", by=by, subject=("place", place_id), link=link_id)


@transaction.atomic
def revoke_link(window_id: int, link_id: int, *, by: Acting, at: datetime) -> None:
    """The link is dead from the next request on; a link of another window is not touched."""
    if WindowLink.objects.filter(window_id=window_id, pk=link_id, revoked_at__isnull=True).update(revoked_at=at):
        audit.record("places.link_revoked", by=by, subject=("window", window_id), link=link_id)


@transaction.atomic
def revoke_all(window_id: int, *, by: Acting, at: datetime) -> None:
    """Every link of the window is dead."""
    count = WindowLink.objects.filter(window_id=window_id, revoked_at__isnull=True).update(revoked_at=at)
    audit.record("places.links_revoked", by=by, subject=("window", window_id), count=count)
