"""The best choice as an integer programme (HiGHS), in a process of its own: `python -m otagai.kernel.reach.proving`.

Reads a question from standard input, writes one JSON line per finding to standard output; HiGHS writes its own progress
there too. `solving` starts it, listens and ends it.
"""

import io
import json
import sys
import time
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack, vstack

from otagai.kernel.reach.choosing import Choice, Found, valued
from otagai.kernel.reach.values import Floats

_STAY = 1e-9


@dataclass(frozen=True)
class Stage:
    """One programme solved: the places (none when time ran out before any), the bound, and whether it is proven."""

    places: tuple[int, ...] | None
    bound: float
    proven: bool


def packed(choice: Choice, until: float) -> bytes:
    """A question as bytes, with the moment (`time.monotonic`, the same for every process of a machine) of its deadline."""
    content = io.BytesIO()
    parts: dict[str, Any] = {part.name: np.array(getattr(choice, part.name)) for part in fields(choice)}
    np.savez(content, until=np.array(until), **parts)
    return content.getvalue()


def unpacked(content: bytes) -> tuple[Choice, float]:
    """The question and the moment of its deadline. Raises ValueError when the bytes are none."""
    with np.load(io.BytesIO(content), allow_pickle=False) as parts:
        values: dict[str, Any] = {name: parts[name] if parts[name].ndim else parts[name].item() for name in parts.files}
    return Choice(**{part.name: values[part.name] for part in fields(Choice)}), float(values["until"])


def prove(choice: Choice, *, seconds: float, loud: bool = False) -> Found:
    """The best choice, proven or with its gap, within so many seconds; `loud`: HiGHS writes progress to stdout."""
    if not len(choice.weight):
        return valued(choice, (), bound=0.0, worst_bound=1.0, proven=True)
    until = time.monotonic() + seconds
    if not choice.fair:
        found = _most_people(choice, until, loud, worst=None)
        return valued(choice, found.places or (), bound=found.bound, proven=found.proven)
    return _fair(choice, until, loud)


def _fair(choice: Choice, until: float, loud: bool) -> Found:
    """First the share of the worst district, then the people, without taking anything from that share."""
    first = _best_worst(choice, until, loud)
    lifted = valued(choice, first.places or (), worst_bound=first.bound)
    if loud:
        tell(lifted)
    found = _most_people(choice, until, loud, worst=lifted.worst)
    places = lifted.places if found.places is None else found.places
    answer = valued(choice, places, bound=found.bound, worst_bound=first.bound)
    return replace(answer, proven=first.proven and found.proven)


def _most_people(choice: Choice, until: float, loud: bool, worst: float | None) -> Stage:
    """Most people; `worst`: no district that can be helped below this share."""
    bundles, places = len(choice.weight), choice.candidates
    rows = [_served_only_near(choice), _at_most_k(choice, bundles)]
    below = [np.full(bundles, -np.inf), np.zeros(1)]
    above = [np.zeros(bundles), np.array([float(choice.k)])]
    if worst is not None:
        rows.append(hstack([csr_array((int(choice.helpable.sum()), places)), _people_by_district(choice)]))
        below.append((worst - _STAY) * choice.total[choice.helpable] - choice.already[choice.helpable])
        above.append(np.full(int(choice.helpable.sum()), np.inf))
    gain = np.concatenate([np.zeros(places), choice.weight])
    rule = LinearConstraint(vstack(rows).tocsc(), np.concatenate(below), np.concatenate(above))
    return _solved(choice, gain, rule, until, loud)


def _best_worst(choice: Choice, until: float, loud: bool) -> Stage:
    """The largest share t such that every district that can be helped has at least t."""
    bundles, helpable = len(choice.weight), choice.helpable
    districts = int(helpable.sum())
    share = csr_array(-choice.total[helpable][:, None])
    rows = [
        hstack([_served_only_near(choice), csr_array((bundles, 1))]),
        hstack([_at_most_k(choice, bundles), csr_array((1, 1))]),
        hstack([csr_array((districts, choice.candidates)), _people_by_district(choice), share]),
    ]
    below = np.concatenate([np.full(bundles, -np.inf), np.zeros(1), -choice.already[helpable]])
    above = np.concatenate([np.zeros(bundles), [float(choice.k)], np.full(districts, np.inf)])
    gain = np.concatenate([np.zeros(choice.candidates + bundles), np.ones(1)])
    if loud:
        sys.stdout.write('{"stage": "worst"}\n')
        sys.stdout.flush()
    return _solved(choice, gain, LinearConstraint(vstack(rows).tocsc(), below, above), until, loud)


def _served_only_near(choice: Choice) -> Any:
    """A bundle is served only if a place near it is chosen: y − Σx ≤ 0."""
    near = csr_array((-np.ones(len(choice.place)), choice.place, choice.start), (len(choice.weight), choice.candidates))
    return hstack([near, eye_array(len(choice.weight))])


def _at_most_k(choice: Choice, bundles: int) -> Any:
    return hstack([csr_array(np.ones((1, choice.candidates))), csr_array((1, bundles))])


def _people_by_district(choice: Choice) -> Any:
    """Served people of each district that can be helped, by bundle."""
    size = len(choice.weight)
    people = csr_array((choice.weight, (choice.district, np.arange(size))), shape=(len(choice.total), size))
    return people[np.flatnonzero(choice.helpable)]


def _solved(choice: Choice, gain: Floats, rule: Any, until: float, loud: bool) -> Stage:
    whole = np.zeros(len(gain))
    whole[: choice.candidates] = 1
    left = max(until - time.monotonic(), 0.05)
    options = {"time_limit": left, "mip_rel_gap": 0.0, "disp": loud}
    answer = milp(-gain, integrality=whole, bounds=Bounds(0, 1), constraints=rule, options=options)
    bound = -answer.mip_dual_bound if answer.mip_dual_bound is not None else float("inf")
    ceiling = float(gain.sum())  # also the bound when time ran out before HiGHS had one
    if answer.x is None:
        return Stage(None, min(bound, ceiling), False)
    places = np.flatnonzero(answer.x[: choice.candidates] > 0.5)
    return Stage(tuple(int(place) for place in places), min(bound, ceiling), answer.status == 0)


def tell(found: Found) -> None:
    """Write one finding as a line."""
    told = {"places": found.places, "bound": found.bound, "worst_bound": found.worst_bound, "proven": found.proven}
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    question, deadline = unpacked(sys.stdin.buffer.read())
    tell(prove(question, seconds=max(deadline - time.monotonic(), 0), loud=True))
