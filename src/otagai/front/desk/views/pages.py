"""Answers that several pages of the desk give in the same way."""

from __future__ import annotations

from otagai.base.safekeeping.replies import both_texts

UNPROCESSABLE = 422

__all__ = ["UNPROCESSABLE", "both_texts"]
