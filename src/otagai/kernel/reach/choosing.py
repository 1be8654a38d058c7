"""Where the next places should open: the question, what a choice is worth, and a good first answer at once."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from otagai.kernel.reach.values import Flags, Floats, Ints, Ways

_SAME = 1e-9


@dataclass(frozen=True, eq=False)
class Choice:
    """Choose at most `k` of `candidates` places so that the most people gain one.

    People without a place are u bundles (same district, same candidates near): `weight` people, `district` 0 … d−1,
    candidates `place[start[i]:start[i+1]]`. Per district: people `already` covered and `total` people.
    `fair`: first the smallest covered share of a district as large as possible, then the most people.
    """

    weight: Floats
    district: Ints
    start: Ints
    place: Ints
    candidates: int
    k: int
    already: Floats
    total: Floats
    fair: bool = False

    @property
    def bundle(self) -> Ints:
        """The bundle of each pair (bundle, candidate)."""
        return np.repeat(np.arange(len(self.weight)), np.diff(self.start))

    @property
    def helpable(self) -> Flags:
        """Districts (d flags) in which some candidate would serve somebody new; only they count as the worst."""
        return np.bincount(self.district, self.weight, len(self.total)) > 0


@dataclass(frozen=True)
class Found:
    """A choice of places, in the order of what each adds; `bound`: no choice can bring a place to more people (fair:
    none that leaves the worst district as well off).

    `worst`: smallest covered share among the districts that can be helped (`worst_bound`: no choice can do better);
    1 where fairness was not asked. `proven`: nothing better exists.
    """

    places: tuple[int, ...]
    adds: tuple[float, ...]
    bound: float
    worst: float = 1.0
    worst_bound: float = 1.0
    proven: bool = False

    @property
    def people(self) -> float:
        """People who gain a place."""
        return float(sum(self.adds))

    @property
    def gap(self) -> float:
        """How far a better choice could be, at most (0–1), of what can be gained; with fairness also of the share."""
        if self.proven:
            return 0.0
        short = [(best - have) / best for best, have in self._bounds() if best > 0]
        return max([0.0, *short])

    def _bounds(self) -> list[tuple[float, float]]:
        return [(self.bound, self.people), (self.worst_bound, self.worst)]

    @property
    def label(self) -> str:
        """What stands beside the choice."""
        return "いちばんよい選び方だと 証明されています" if self.proven else f"最善との差は 多くて{self.gap:.1%}です"


def choice_of(
    people: Floats, ways: Ways, metres: float, *, k: int,
    have: Flags | None = None, areas: tuple[str, ...] = (), fair: bool = False,
) -> Choice:  # fmt: skip
    """The question for n points: `people` there, `ways` to the candidates, `have`: points that have a place already.

    Points of one district with the same candidates near become one bundle; that changes no answer. Raises ValueError
    when k is below 1 or fairness is asked without areas.
    """
    if k < 1:
        raise ValueError("新しい場所は 1か所からです")
    if fair and len(areas) != len(people):
        raise ValueError("地区ごとの公平さには 地区が 要ります")
    have = np.zeros(len(people), dtype=np.bool_) if have is None else have
    names, area = np.unique(np.array(areas if fair else [""] * len(people)), return_inverse=True)
    already, total = (np.bincount(area, count, len(names)).astype(np.float64) for count in (people * have, people))
    near = ways.within(metres)
    open_ = np.flatnonzero((people > 0) & ~have & (np.diff(near.start) > 0))
    weight, district, start, place = _bundled(near, open_, people, area.astype(np.int64))
    return Choice(weight, district, start, place, ways.places, k, already, total, fair)


def _bundled(near: Ways, points: Ints, people: Floats, area: Ints) -> tuple[Floats, Ints, Ints, Ints]:
    sets: dict[tuple[int, bytes], float] = {}
    for point in points.tolist():
        key = int(area[point]), near.place[near.start[point] : near.start[point + 1]].tobytes()
        sets[key] = sets.get(key, 0.0) + float(people[point])
    places = [np.frombuffer(key[1], dtype=np.int64) for key in sets]
    start = np.concatenate([[0], np.cumsum([len(some) for some in places])]).astype(np.int64)
    district = np.array([key[0] for key in sets], dtype=np.int64)
    place = np.concatenate(places) if places else np.zeros(0, dtype=np.int64)
    return np.array(list(sets.values()), dtype=np.float64), district, start, place


def valued(
    choice: Choice, places: tuple[int, ...], *, bound: float | None = None, worst_bound: float = 1.0, proven: bool = False
) -> Found:  # fmt: skip
    """What exactly these places are worth, the most useful first, with what is known about better ones."""
    order, adds = _greedy(choice, among=np.isin(np.arange(choice.candidates), places), most=len(places))
    ceiling = float(choice.weight.sum()) if bound is None else bound
    return Found(order, adds, ceiling, _worst(choice, order), worst_bound, proven)


def _worst(choice: Choice, places: tuple[int, ...]) -> float:
    if not choice.fair or not choice.helpable.any():
        return 1.0
    served = np.bincount(choice.district, choice.weight * _touched(choice, places), len(choice.total))
    return float(((choice.already + served)[choice.helpable] / choice.total[choice.helpable]).min())


def _touched(choice: Choice, places: tuple[int, ...]) -> Flags:
    chosen = np.isin(np.arange(choice.candidates), places)
    return np.bincount(choice.bundle, chosen[choice.place], len(choice.weight)) > 0


def first_answer(choice: Choice) -> Found:
    """One place after the other, each time the one that adds most (fair: to the worst district); with its gap."""
    everywhere = np.ones(choice.candidates, dtype=np.bool_)
    order = _fair_order(choice) if choice.fair else _greedy(choice, among=everywhere, most=choice.k)[0]
    return valued(choice, order, bound=_bound(choice, order))


def _by_place(choice: Choice) -> tuple[Ints, Ints]:
    """Pairs by candidate: bundles of candidate j are `bundle[start[j]:start[j+1]]`."""
    order = np.argsort(choice.place, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(choice.place, minlength=choice.candidates))])
    return choice.bundle[order], start.astype(np.int64)


def _greedy(choice: Choice, *, among: Flags, most: int) -> tuple[tuple[int, ...], tuple[float, ...]]:
    bundles, begin = _by_place(choice)
    left = choice.weight.copy()
    gains = np.bincount(choice.place, left[choice.bundle], choice.candidates).astype(np.float64)
    gains[~among] = 0
    order, adds = [], []
    for _ in range(min(most, choice.candidates)):
        best = int(gains.argmax()) if choice.candidates else 0
        if gains[best] <= _SAME:
            break
        touched = bundles[begin[best] : begin[best + 1]]
        order.append(best)
        adds.append(float(left[touched].sum()))
        _take(choice, touched[left[touched] > 0], left, gains)
        gains[best] = 0
    return tuple(order), tuple(adds)


def _take(choice: Choice, bundles: Ints, left: Floats, gains: Floats) -> None:
    """These bundles have a place now: no candidate gains them any more."""
    for bundle in bundles.tolist():
        gains[choice.place[choice.start[bundle] : choice.start[bundle + 1]]] -= left[bundle]
    left[bundles] = 0


def _bound(choice: Choice, order: tuple[int, ...]) -> float:
    """Nobody can gain more than what some of these places give plus the k largest gains left after them."""
    best = float(choice.weight.sum())
    for number in {0, len(order) // 2, len(order)}:
        left = np.where(_touched(choice, order[:number]), 0.0, choice.weight)
        gains = np.bincount(choice.place, left[choice.bundle], choice.candidates)
        best = min(best, float(choice.weight.sum() - left.sum() + np.sort(gains)[::-1][: choice.k].sum()))
    return best


def _fair_order(choice: Choice) -> tuple[int, ...]:
    """Each time the place that lifts the worst district most; among equals the one that serves most people."""
    order: list[int] = []
    served, left = choice.already.copy(), choice.weight.copy()
    shape = (len(choice.total), choice.candidates)
    for _ in range(min(choice.k, choice.candidates)):
        pairs = (left[choice.bundle], (choice.district[choice.bundle], choice.place))
        gains = csr_array(pairs, shape=shape).toarray()  # pairs of one district and place add up
        if gains.sum() <= _SAME:
            break
        best = _lifts_most(choice, served, gains)
        order.append(best)
        served += gains[:, best]
        left[_touched(choice, (best,))] = 0
    return tuple(order)


def _lifts_most(choice: Choice, served: Floats, gains: Floats) -> int:
    helpable = np.flatnonzero(choice.helpable)
    share = served[helpable] / choice.total[helpable]
    still = gains[helpable].max(axis=1) > _SAME  # a district that nothing more can help holds nobody else back
    worst = helpable[still][share[still].argmin()]
    least = ((served[:, None] + gains)[helpable] / choice.total[helpable, None]).min(axis=0)
    return int(np.lexsort((gains.sum(axis=0), gains[worst], least))[-1])
