"""Roads of a file become streets: crossings, the pieces between them, one connected whole – and why a road is left out."""

import io
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from otagai.kernel.reach.network import Network, network_of
from otagai.kernel.reach.straight import metres_between
from otagai.kernel.reach.values import Flags, Floats, Ints

NO_LENGTH = "長さが ありません（切り取った範囲の外の道も こうなります）"
CUT_OFF = "ほかの道と つながっていません（いちばん大きな つながりだけを 使います）"


class Step(NamedTuple):
    """A position on a road: roads that share a key meet there. Degrees; height in metres, NaN where nobody knows."""

    key: Hashable
    lat: float
    lon: float
    height: float = float("nan")


@dataclass(frozen=True)
class Road:
    """One line of a file: what it says, its parts, whether it is stairs; `why_not`: why nobody walks there."""

    said: Mapping[str, object]
    parts: tuple[tuple[Step, ...], ...] = ()
    is_stairs: bool = False
    why_not: str = ""


@dataclass(frozen=True)
class Walking:
    """How streets are walked. `slope`: uphill is felt longer, where heights are known; `steepest`: pieces above this
    gradient (0.08 = 8 %) and stairs are not walked at all, for example with a wheelchair.
    """

    slope: bool = False
    steepest: float | None = None


@dataclass(frozen=True, eq=False)
class Streets:
    """The longest connected whole of the roads: crossings (degrees, heights) and pieces a–b between them; `stairs`
    marks pieces that are stairs, `left_out` counts crossings of smaller wholes.
    """

    lat: Floats
    lon: Floats
    height: Floats
    a: Ints
    b: Ints
    stairs: Flags
    left_out: int = 0

    @property
    def metres(self) -> Floats:
        """The length of each piece."""
        return metres_between(self.lat[self.a], self.lon[self.a], self.lat[self.b], self.lon[self.b])

    @property
    def has_heights(self) -> bool:
        """Whether slopes can be told."""
        return bool(np.isfinite(self.height).any())

    def packed(self) -> bytes:
        """The streets as bytes, to be kept."""
        content = io.BytesIO()
        parts: dict[str, Any] = {one.name: np.asarray(getattr(self, one.name)) for one in fields(self)}
        np.savez_compressed(content, **parts)
        return content.getvalue()

    def walked(self, walking: Walking) -> Network:
        """The network to measure ways on. Raises ValueError when nothing is left to walk on."""
        a, b, metres = self.a, self.b, self.metres
        gradient = np.nan_to_num((self.height[b] - self.height[a]) / np.maximum(metres, 1))
        if walking.steepest is not None:
            kept = (np.abs(gradient) <= walking.steepest) & ~self.stairs
            a, b, metres, gradient = a[kept], b[kept], metres[kept], gradient[kept]
        if not walking.slope:
            return network_of(self.lat, self.lon, a, b, metres)
        return network_of(self.lat, self.lon, a, b, metres * felt(gradient), metres * felt(-gradient))


def unpacked(content: bytes) -> Streets:
    """Streets that were kept."""
    with np.load(io.BytesIO(content), allow_pickle=False) as parts:
        kept = {one.name: parts[one.name] for one in fields(Streets)}
    return Streets(**{**kept, "left_out": int(kept["left_out"])})


@dataclass(eq=False)
class _Drawn:
    """Crossings and pieces as they come."""

    number: dict[Hashable, int] = field(default_factory=dict)
    where: list[tuple[float, float, float]] = field(default_factory=list)
    pieces: list[tuple[int, int]] = field(default_factory=list)
    road: list[int] = field(default_factory=list)

    def node(self, step: Step) -> int:
        """The number of the crossing at this step."""
        if step.key not in self.number:
            self.number[step.key] = len(self.where)
            self.where.append(step[1:])
        return self.number[step.key]


def streets_of(roads: Sequence[Road]) -> tuple[Streets, list[str]]:
    """The streets, and for every road why it is left out ("" where it is not).

    Raises ValueError when there is no road at all.
    """
    drawn, verdicts = _Drawn(), [road.why_not for road in roads]
    for number, road in enumerate(roads):
        pieces = [] if road.why_not else list(_pieces(road, drawn))
        if not pieces:
            verdicts[number] = road.why_not or NO_LENGTH
        drawn.pieces += pieces
        drawn.road += [number] * len(pieces)
    if not drawn.pieces:
        raise ValueError("歩ける道が ひとつも ありません")
    ends, owner, size = np.array(drawn.pieces), np.array(drawn.road), len(drawn.where)
    graph = csr_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(size, size))
    _, whole = connected_components(graph, directed=False)
    lat, lon, height = np.array(drawn.where, dtype=np.float64).T
    a, b = ends.T
    kept = whole == np.bincount(whole[a], metres_between(lat[a], lon[a], lat[b], lon[b])).argmax()
    inside = kept[a]
    for number in set(owner[~inside].tolist()) - set(owner[inside].tolist()):
        verdicts[number] = CUT_OFF
    a, b = (np.cumsum(kept) - 1)[ends[inside]].T
    stairs = np.array([one.is_stairs for one in roads], dtype=np.bool_)[owner[inside]]
    return Streets(lat[kept], lon[kept], height[kept], a, b, stairs, int(size - kept.sum())), verdicts


def _pieces(road: Road, drawn: _Drawn) -> Iterator[tuple[int, int]]:
    for part in road.parts:
        for a, b in pairwise([drawn.node(step) for step in part]):
            if a != b:
                yield a, b


def felt(gradient: Floats) -> Floats:
    """How many flat metres one metre at this gradient is felt like on foot, never less than one.

    Tobler's hiking function: speed ∝ exp(−3.5·|gradient + 0.05|), against the flat. Unverified for older people.
    """
    longer: Floats = np.maximum(1.0, np.exp(3.5 * (np.abs(gradient + 0.05) - 0.05)))
    return longer
