"""Words: enumerations with Japanese labels, usable in rules and in model fields, without Django."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A value that is stored, with the label that people read. Append-only: a stored value never changes its meaning."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:  # the default lets a stored value be read back: Word(value)
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs (value, label) in order of definition, as form and model fields want them."""
        return [(member.value, member.label) for member in cls]

    @classmethod
    def label_of(cls, value: str) -> str:
        """The label of a stored value; the value itself when it is not (or no longer) a word."""
        try:
            return cls(value).label
        except ValueError:
            return value


def word_named(name: str) -> type[Word] | None:
    """The word of this name in whatever room it is at home; None where there is none."""
    return next((word for word in Word.__subclasses__() if word.__name__ == name), None)
