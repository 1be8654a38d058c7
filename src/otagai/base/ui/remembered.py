"""Pieces of pages that are drawn once: what shows nothing but a few frozen values looks the same each time.

A desk shows the same lines all day. What may be remembered is a pure function of its values and the language: never of a
request, a form or a model. Who may see the values was decided before, by the query that read them; nothing is kept but
what one process drew last, in its own memory, and the oldest goes first.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

PIECES = 4096
PLAIN = (str, int, float, bool, type(None))
SHORT = 400
NEVER = frozenset({"password"})


def remembered(template: str, /, **values: Any) -> SafeString:
    """The template drawn with these values: frozen and hashable ones, as dataclasses of queries and rules are."""
    return drawn(template, get_language(), **values)


@lru_cache(
    maxsize=PIECES, typed=True
)  # typed: a text that is safe as HTML must not stand for the same text that is not
def drawn(template: str, language: str | None, /, **values: Any) -> SafeString:
    """Draw it."""
    return render_to_string(template, values)


class Known:
    """What a piece shows, told by a key: two are the same when their keys are."""

    def __init__(self, key: Hashable, values: dict[str, Any]) -> None:
        self.key, self.values = key, values

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Known) and self.key == other.key


def remembered_as(key: Hashable, template: str, /, **values: Any) -> SafeString:
    """The template drawn with values that are not frozen themselves (models): the key holds everything that it shows."""
    return drawn_as(template, get_language(), Known(key, values))


@lru_cache(maxsize=PIECES // 4)
def drawn_as(template: str, language: str | None, known: Known) -> SafeString:
    """Draw it, and let go of the values."""
    values, known.values = known.values, {}
    return render_to_string(template, values)


def values_of(row: Model | None) -> Hashable:
    """Everything that a row shows, and the rows it was read with, as one frozen value; for keys."""
    if row is None:
        return None
    unread = NEVER | row.get_deferred_fields()
    fields = [field for field in row._meta.concrete_fields if field.attname not in unread]
    own = tuple(frozen(getattr(row, field.attname)) for field in fields)
    return own, tuple(values_of(getattr(row, each.name)) for each in fields if each.name in row._state.fields_cache)


def frozen(value: Any) -> Hashable:
    """Lists and dictionaries (arrays and JSON of the database), however deep, as tuples; anything else as it is."""
    if isinstance(value, dict):
        return tuple((name, frozen(each)) for name, each in value.items())
    return tuple(map(frozen, value)) if isinstance(value, list) else value


def is_plain(values: dict[str, Any]) -> bool:
    """Whether a component may be remembered: short texts, numbers and nothing else."""
    return all(
        isinstance(value, PLAIN) and (not isinstance(value, str) or len(value) < SHORT) for value in values.values()
    )
