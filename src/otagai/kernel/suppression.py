"""Small numbers in statistics: which cells to hide so that no hidden one can be computed from what stays
(k-anonymity, 関連秘匿).

Primary: counts from 1 to k−1 are hidden, totals too. Complementary: further cells are hidden until (1) no hidden
cell is determined by the totals, not even by knowing that counts are never negative, and (2) no row or column gives
away that its hidden cells add up to fewer than k people. Zero stays: it says that there is nobody.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SMALLEST_PUBLIC = 10
SMALLEST_INTERNAL = 5
"""k for public pages and for the desk (safety rule 10)."""
HIDDEN = "X"
"""How a hidden cell is written in tables and exports (秘匿)."""

Node = tuple[str, int]
Place = tuple[int, int]


@dataclass(frozen=True)
class Suppressed:
    """A table with its totals in which hidden cells are None; `hidden` counts them, totals included."""

    rows: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None
    hidden: int


@dataclass(eq=False)
class _Arc:
    """A cell as a flow from a row to a column; totals are flows too, so that at every node as much comes in as goes
    out.
    """

    tail: Node
    head: Node
    count: int
    inner: bool
    hidden: bool = False


def suppress(cells: Sequence[Sequence[int]], *, k: int = SMALLEST_PUBLIC) -> Suppressed:
    """Hide what must be hidden in a table of counts (rows × columns, each ≥ 0) published with row, column and grand
    totals.

    Raises ValueError for k below 2, negative counts or rows of different lengths.
    """
    _check(cells, k)
    table = _Table(cells)
    table.hide(arc for arc in table.arcs.values() if 0 < arc.count < k)
    table.protect(k)
    return table.published()


def suppress_line(counts: Sequence[int], *, k: int = SMALLEST_PUBLIC) -> tuple[tuple[int | None, ...], int | None]:
    """Hide what must be hidden in one line of counts published with its total; return the line and the total."""
    table = suppress([counts], k=k)
    return table.rows[0], table.total if table.total == table.row_totals[0] else None


def _check(cells: Sequence[Sequence[int]], k: int) -> None:
    if k < 2:
        raise ValueError("k は 2以上にしてください")
    if len({len(row) for row in cells}) > 1:
        raise ValueError("行の長さが そろっていません")
    if any(count < 0 for row in cells for count in row):
        raise ValueError("人数が 負の数です")


_OUT: Node = ("hub", 0)
_IN: Node = ("hub", 1)
_TOTAL = -1


class _Table:
    """The counts as a circulation: hub → rows → columns → hub; place −1 stands for a total."""

    def __init__(self, cells: Sequence[Sequence[int]]) -> None:
        self.height, self.width = len(cells), len(cells[0]) if cells else 0
        self.arcs: dict[Place, _Arc] = {(_TOTAL, _TOTAL): _Arc(_IN, _OUT, sum(map(sum, cells)), inner=False)}
        for i, row in enumerate(cells):
            self.arcs[i, _TOTAL] = _Arc(_OUT, ("row", i), sum(row), inner=False)
            self.arcs |= {(i, j): _Arc(("row", i), ("column", j), count, inner=True) for j, count in enumerate(row)}
        for j in range(self.width):
            self.arcs[_TOTAL, j] = _Arc(("column", j), _IN, sum(row[j] for row in cells), inner=False)
        self.at: dict[Node, list[_Arc]] = {}
        for arc in self.arcs.values():
            self.at.setdefault(arc.tail, []).append(arc)
            self.at.setdefault(arc.head, []).append(arc)
        self.waiting: deque[_Arc] = deque()

    def hide(self, arcs: Iterable[_Arc]) -> None:
        """Hide cells, and remember to look whether each is safe."""
        for arc in list(arcs):
            arc.hidden = True
            self.waiting.append(arc)

    def protect(self, k: int) -> None:
        """Hide more until every hidden cell is safe; hiding one cell never makes another less safe."""
        unproved: list[_Arc] = []
        while self.waiting or unproved:
            while self.waiting:
                unproved.append(arc := self.waiting.popleft())
                self._protect_lines(arc, k)
            if self._is_determined(arc := unproved[-1]):
                self.hide([self._cheapest([arc.tail, arc.head])])
            else:
                unproved.pop()

    def _protect_lines(self, arc: _Arc, k: int) -> None:
        for node in (arc.tail, arc.head):
            while self._gives_away(node, k):
                self.hide([self._cheapest([node])])

    def _gives_away(self, node: Node, k: int) -> bool:
        """Whether a row, a column or the totals show by subtraction what their hidden cells hold together: one
        cell, or fewer than k people.
        """
        parts = [arc for arc in self.at[node] if (arc.tail == node) == (node[0] == "row" or node == _OUT)]
        wholes = [arc for arc in self.at[node] if arc not in parts]
        hidden = [arc for arc in parts if arc.hidden]
        if any(arc.hidden for arc in wholes):
            return not hidden
        return bool(hidden) and (len(hidden) == 1 or sum(arc.count for arc in hidden) < k)

    def _is_determined(self, arc: _Arc) -> bool:
        """Whether totals and the rule "never negative" leave only one value for a hidden cell: neither one more nor
        one less is possible.
        """
        if self._reaches(arc.head, arc.tail, arc):
            return False
        return arc.count == 0 or not self._reaches(arc.tail, arc.head, arc)

    def _reaches(self, start: Node, goal: Node, without: _Arc) -> bool:
        seen, queue = {start}, deque([start])
        while queue:
            for node in self._neighbours(queue.popleft(), without):
                if node == goal:
                    return True
                if node not in seen:
                    seen.add(node)
                    queue.append(node)
        return False

    def _neighbours(self, node: Node, without: _Arc) -> list[Node]:
        """Where one person more can flow on from a node: along a hidden cell, or back along one that is not empty."""
        hidden = (arc for arc in self.at[node] if arc.hidden and arc is not without)
        return [arc.head if arc.tail == node else arc.tail for arc in hidden if arc.tail == node or arc.count > 0]

    def _cheapest(self, nodes: Sequence[Node]) -> _Arc:
        """The cell to hide next at these rows or columns: where others are hidden already, inside before totals,
        few before many, never 0 if avoidable.
        """
        open_arcs = [arc for node in nodes for arc in self.at[node] if not arc.hidden]
        open_arcs = open_arcs or [arc for arc in self.arcs.values() if not arc.hidden]

        def cost(arc: _Arc) -> tuple[bool, bool, bool, int]:
            other = arc.head if arc.tail in nodes else arc.tail
            alone = not any(neighbour.hidden for neighbour in self.at[other])
            return not arc.inner, arc.count == 0, alone, arc.count

        return min(open_arcs, key=cost)

    def published(self) -> Suppressed:
        """The table with None where a cell is hidden."""
        shown = {place: None if arc.hidden else arc.count for place, arc in self.arcs.items()}
        return Suppressed(
            rows=tuple(tuple(shown[i, j] for j in range(self.width)) for i in range(self.height)),
            row_totals=tuple(shown[i, _TOTAL] for i in range(self.height)),
            column_totals=tuple(shown[_TOTAL, j] for j in range(self.width)),
            total=shown[_TOTAL, _TOTAL],
            hidden=sum(arc.hidden for arc in self.arcs.values()),
        )
