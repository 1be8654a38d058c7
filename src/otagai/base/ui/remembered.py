"""Pieces of pages that are drawn once: what shows nothing but a few frozen values looks the same each time.

A desk shows the same lines all day. What may be remembered is a pure function of its values and the language: never of a
request, a form or a model. Who may see the values was decided before, by the query that read them; nothing is kept but
what one process drew last, in its own memory, and the oldest goes first.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

PIECES = 4096
PLAIN = (str, int, float, bool, type(None))
SHORT = 400
NEVER = frozenset({"password", "_state"})


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


@dataclass(frozen=True)
class Gapped:
    """A piece with gaps: its texts, and the name of what stands between each two of them."""

    texts: tuple[str, ...]
    gaps: tuple[str, ...]

    def filled(self, own: Mapping[str, str]) -> SafeString:
        """The piece with what this page says itself."""
        said = {name: conditional_escape(value) for name, value in own.items()}
        between = [said[name] + text for name, text in zip(self.gaps, self.texts[1:], strict=True)]
        return SafeString(self.texts[0] + "".join(between))


def remembered_around(own: Mapping[str, str], template: str, /, **values: Any) -> SafeString:
    """The template drawn once, but for what each page says of its own: the token against forgery, a key, a number.

    `own` never reaches the memory: the piece is drawn with numbers nobody can guess in its place, and these are its gaps.
    The template shows what is its own as it is (a number inside an address, the value of a field), never a part of it.
    """
    return gapped(template, get_language(), tuple(own), **values).filled(own)


@lru_cache(maxsize=PIECES // 4, typed=True)
def gapped(template: str, language: str | None, names: tuple[str, ...], /, **values: Any) -> Gapped:
    """Draw it with a stand-in for each name, and cut it there; 18 digits are good as a number, a key and a token alike."""
    stand_ins = {str(10**17 + secrets.randbelow(9 * 10**17)): name for name in names}
    drawn_once = render_to_string(template, {**values, **{name: number for number, name in stand_ins.items()}})
    pieces = re.split(f"({'|'.join(stand_ins)})", str(drawn_once))
    return Gapped(tuple(pieces[::2]), tuple(stand_ins[number] for number in pieces[1::2]))


def values_of(row: Model | None) -> Hashable:
    """Everything that a row shows, and the rows it was read with, as one frozen value; for keys."""
    if row is None:
        return None
    beside = row._state.fields_cache
    own = repr([value for name, value in row.__dict__.items() if name not in NEVER])  # what was not read is not there
    return type(row), own, *[values_of(beside[name]) for name in rows_beside(type(row)) if name in beside]


@lru_cache(maxsize=256)
def rows_beside(model: type[Model]) -> tuple[str, ...]:
    """Names of the rows that a row of the model points to."""
    return tuple(field.name for field in model._meta.concrete_fields if field.is_relation)


def is_plain(values: dict[str, Any]) -> bool:
    """Whether a component may be remembered: short texts, numbers and nothing else."""
    return all(
        isinstance(value, PLAIN) and (not isinstance(value, str) or len(value) < SHORT) for value in values.values()
    )
