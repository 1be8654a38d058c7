"""To whom circles are open whatever their organisations: those shut out, and those named where a circle is theirs alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True)
class Limits:
    """What is special about some circles: which are of named people only, who is named, who is shut out."""

    named_only: frozenset[int]
    named: frozenset[tuple[int, int]]
    shut_out: frozenset[tuple[int, int]]

    def names(self, user_id: int, circle_id: int) -> bool:
        """Whether the person stands in the circle by name."""
        return (circle_id, user_id) in self.named

    def opens(self, user_id: int, circles: Collection[int]) -> bool:
        """Whether nothing keeps the person out of any of the circles: deny beats allow."""
        return not any(
            (circle, user_id) in self.shut_out or (circle in self.named_only and not self.names(user_id, circle))
            for circle in circles
        )


def limits_of(circles: Collection[int]) -> Limits:
    """The limits of the circles, also of those that whoever asks does not see: a notice goes by the sight of its reader; one query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, circle_id, user_id FROM circles_limits(%s::bigint[])", [sorted(circles)])
        rows = cursor.fetchall()
    pairs = {kind: frozenset((circle, user) for its, circle, user in rows if its == kind) for kind in ("named", "shut")}
    return Limits(frozenset(circle for kind, circle, _ in rows if kind == "only"), pairs["named"], pairs["shut"])
