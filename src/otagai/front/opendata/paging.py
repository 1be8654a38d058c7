"""Pages of what is asked of an API: the database counts and cuts; several lists behind one another are paged as one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from ninja import Field, Schema

MOST_ROWS = 200
T = TypeVar("T")
Reader = Callable[[slice], tuple[int, Sequence[T]]]
"""Given a part, says how many there are in all and reads that part."""


class Paged(Schema):
    """Which page."""

    page: int = Field(1, ge=1, le=100_000, description="何ページめ")
    per_page: int = Field(50, ge=1, le=MOST_ROWS, description="1ページの数")

    @property
    def part(self) -> slice:
        """The part of the list that stands on the page."""
        return slice((self.page - 1) * self.per_page, self.page * self.per_page)


def in_turn(part: slice, *readers: Reader[T]) -> tuple[int, list[T]]:
    """The part of the lists one after another, and how many are in all of them; each is read once."""
    total, found = 0, list[T]()
    for reader in readers:
        count, some = reader(slice(max(part.start - total, 0), max(part.stop - total, 0)))
        found += some
        total += count
    return total, found


def of_list(known: Sequence[T]) -> Reader[T]:
    """A list that is known already, as one that is read."""
    return lambda part: (len(known), known[part])
