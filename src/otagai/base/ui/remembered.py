"""Pieces of pages that are drawn once: what shows nothing but a few frozen values looks the same each time.

A desk shows the same lines all day. What may be remembered is a pure function of its values and the language: never of a
request, a form or a model. Who may see the values was decided before, by the query that read them; nothing is kept but
what one process drew last, in its own memory, and the oldest goes first.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

PIECES = 4096
PLAIN = (str, int, float, bool, type(None))
SHORT = 400


def remembered(template: str, /, **values: Any) -> SafeString:
    """The template drawn with these values: frozen and hashable ones, as dataclasses of queries and rules are."""
    return drawn(template, get_language(), **values)


@lru_cache(
    maxsize=PIECES, typed=True
)  # typed: a text that is safe as HTML must not stand for the same text that is not
def drawn(template: str, language: str | None, /, **values: Any) -> SafeString:
    """Draw it."""
    return render_to_string(template, values)


def is_plain(values: dict[str, Any]) -> bool:
    """Whether a component may be remembered: short texts, numbers and nothing else."""
    return all(
        isinstance(value, PLAIN) and (not isinstance(value, str) or len(value) < SHORT) for value in values.values()
    )
