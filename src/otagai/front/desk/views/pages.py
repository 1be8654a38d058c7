"""Answers that several pages of the desk give in the same way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from otagai.base.safekeeping.replies import both_texts

UNPROCESSABLE = 422
A_PAGE = 50
__all__ = ["A_PAGE", "UNPROCESSABLE", "both_texts", "one_page"]


def one_page(request: HttpRequest, lines: Sequence[Any]) -> dict[str, Any]:
    """Of A_PAGE lines and one more: those of this page, and the address on which the next one begins (after the last line)."""
    if len(lines) <= A_PAGE:
        return {"lines": lines, "following": ""}
    asked = request.GET.copy()
    asked["after"] = str(lines[A_PAGE - 1].pk)
    return {"lines": lines[:A_PAGE], "following": f"?{asked.urlencode()}"}
