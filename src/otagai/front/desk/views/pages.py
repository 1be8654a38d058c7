"""Answers that several pages of the desk give in the same way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from otagai.base.safekeeping.errors import StaleEdit
from otagai.base.ui.views import Clash, conflict

UNPROCESSABLE = 422
A_PAGE = 50


def both_texts(request: HttpRequest, stale: StaleEdit, *, again: str) -> HttpResponse:
    """409: what the other one wrote beside what you wrote; nothing is stored."""
    labels = [*stale.yours, *[label for label in stale.theirs if label not in stale.yours]]
    clashes = [Clash(label, stale.yours.get(label, ""), stale.theirs.get(label, "")) for label in labels]
    return conflict(request, clashes=[clash for clash in clashes if clash.yours != clash.theirs], again=again)


def one_page(request: HttpRequest, lines: Sequence[Any]) -> dict[str, Any]:
    """Of A_PAGE lines and one more: those of this page, and the address on which the next one begins (after the last line)."""
    if len(lines) <= A_PAGE:
        return {"lines": lines, "following": ""}
    asked = request.GET.copy()
    asked["after"] = str(lines[A_PAGE - 1].pk)
    return {"lines": lines[:A_PAGE], "following": f"?{asked.urlencode()}"}
