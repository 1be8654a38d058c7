"""What becomes of the rows of a file: every one is new, updated, unchanged, or rejected with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Rejected:
    """A row that is not stored: its line, what it says, and why not."""

    line: int
    record: Mapping[str, object]
    reason: str


@dataclass
class Outcome:
    """Counts of rows, the rejected ones, and notes on rows that were put right."""

    rows_in: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    missing: int = 0
