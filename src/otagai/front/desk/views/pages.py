"""Answers that several pages of the desk give in the same way."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from otagai.base.safekeeping.errors import StaleEdit
from otagai.base.ui.views import Clash, conflict

UNPROCESSABLE = 422


def both_texts(request: HttpRequest, stale: StaleEdit, *, again: str) -> HttpResponse:
    """409: what the other one wrote beside what you wrote; nothing is stored."""
    labels = [*stale.yours, *[label for label in stale.theirs if label not in stale.yours]]
    clashes = [Clash(label, stale.yours.get(label, ""), stale.theirs.get(label, "")) for label in labels]
    return conflict(request, clashes=[clash for clash in clashes if clash.yours != clash.theirs], again=again)
