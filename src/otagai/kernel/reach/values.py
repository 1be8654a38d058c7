"""What reach is computed from: points where people live, places, and the ways between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

BANDS = 4
"""Parts of a day: morning, noon, afternoon, evening; which hours they are is the caller's."""
WEEK = 7 * BANDS
"""Weekday × part of the day; column = weekday (Monday 0) × 4 + part."""


@dataclass(frozen=True, eq=False)
class Demand:
    """n points where people live: degrees (WGS84), people per group (group → n numbers ≥ 0), the area of each point.

    `areas` is any one layer (小学校区, 町 …); empty when nothing is asked by area. Raises ValueError when sizes differ
    or a number is negative or not finite.
    """

    lat: Floats
    lon: Floats
    people: Mapping[str, Floats]
    areas: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _same_size(self.lat, self.lon, *self.people.values(), *([self.areas] if self.areas else []))
        if any(not np.all(np.isfinite(count) & (count >= 0)) for count in self.people.values()):
            raise ValueError("人数は 0以上の数です")

    def __len__(self) -> int:
        return len(self.lat)


@dataclass(frozen=True, eq=False)
class Sites:
    """m places: degrees, and when each is open (m × 28, see `WEEK`; default always)."""

    lat: Floats
    lon: Floats
    open: Flags = field(default_factory=lambda: np.ones((0, WEEK), dtype=np.bool_))

    def __post_init__(self) -> None:
        if not len(self.open):
            object.__setattr__(self, "open", np.ones((len(self.lat), WEEK), dtype=np.bool_))
        _same_size(self.lat, self.lon, self.open)
        if self.open.shape[1] != WEEK:
            raise ValueError(f"開いている時間は 場所 × {WEEK}です")

    def __len__(self) -> int:
        return len(self.lat)


@dataclass(frozen=True)
class Method:
    """How ways were measured; `label` must stand wherever the figures do."""

    label: str


ON_THE_WAY = Method("道のり")


def straight_line(detour: float) -> Method:
    """The method "straight line × detour"; 1 is the plain straight line."""
    return Method("直線" if detour == 1 else f"直線×{detour:g}")


@dataclass(frozen=True, eq=False)
class Ways:
    """Every pair (point, place) at most `limit` metres apart on foot, by point.

    The pairs of point i are `place[start[i]:start[i+1]]` and `metres[…]`; a point without any pair is still a point.
    `unreached` marks points that could not be brought to the network; they stay in every denominator.
    """

    points: int
    places: int
    start: Ints
    place: Ints
    metres: Floats
    limit: float
    method: Method
    unreached: Flags = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))

    @property
    def point(self) -> Ints:
        """The point of each pair."""
        return np.repeat(np.arange(self.points), np.diff(self.start))

    def within(self, metres: float, among: Flags | None = None) -> "Ways":
        """The pairs up to that many metres, and only to places marked in `among` (m flags). Raises ValueError beyond
        `limit`, where ways are not known.
        """
        if metres > self.limit:
            raise ValueError(f"{self.limit:g}mより遠い道は はかっていません")
        kept = self.metres <= metres
        if among is not None:
            kept &= among[self.place]
        start = np.concatenate([[0], np.cumsum(kept)])[self.start]  # the pairs stay in their order
        return replace(self, start=start, place=self.place[kept], metres=self.metres[kept], limit=metres)

    def slower(self, times: Floats) -> "Ways":
        """The same ways as they are felt where people walk slower: the metres of point i × `times[i]` (n numbers ≥ 1)."""
        if np.any(times < 1):
            raise ValueError("遅さは 1以上です")
        return replace(self, metres=self.metres * times[self.point])

    def nearest(self) -> Floats:
        """Metres to the nearest place for each point (n); infinite where none lies within `limit`."""
        found = np.full(self.points, np.inf)
        np.minimum.at(found, self.point, self.metres)
        return found


def ways_of(
    points: int, places: int, point: Ints, place: Ints, metres: Floats, limit: float, method: Method, unreached: Flags | None = None
) -> Ways:  # fmt: skip
    """Ways from loose pairs in any order (each pair once)."""
    order = np.lexsort((place, point))
    start = np.concatenate([[0], np.cumsum(np.bincount(point, minlength=points))]).astype(np.int64)
    lost = np.zeros(points, dtype=np.bool_) if unreached is None or not len(unreached) else unreached
    return Ways(points, places, start, place[order].astype(np.int64), metres[order], limit, method, lost)


def _same_size(*columns: Sequence[object] | NDArray[np.generic]) -> None:
    if len({len(column) for column in columns}) > 1:
        raise ValueError("点の数と 値の数が 合いません")
