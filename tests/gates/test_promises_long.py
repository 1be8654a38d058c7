"""New games every time, for a long while: 20,000 steps in ten rounds.

Each round is a transaction of its own: what a game leaves is rolled back, but only a transaction that has ended lets
PostgreSQL clear it away; in a single one every step reads past all that was ever thrown away.
"""

from __future__ import annotations

import sys
import time
from collections import Counter

import pytest

from tests.story_machine import steps
from tests.test_promises import walk

ROUNDS, ENOUGH = 10, 2_000
GAMES, LENGTH = 15, 60


@pytest.mark.gate
@pytest.mark.django_db
@pytest.mark.parametrize("number", range(1, ROUNDS + 1))
def test_the_promises_hold_for_twenty_thousand_steps(number: int) -> None:
    began, tried, all_steps = time.monotonic(), 0, Counter[str]()
    while tried < ENOUGH:
        more = walk(examples=GAMES, length=LENGTH, same_every_time=False)
        assert more >= GAMES, steps  # else it would go round for ever
        tried += more
        all_steps += steps
        say(f"round {number}/{ROUNDS}: {tried} of {ENOUGH} steps, {time.monotonic() - began:.0f} s")
    say(f"round {number}/{ROUNDS} held: {tried} steps: {dict(sorted(all_steps.items()))}")
    done = {name.partition(":")[0] for name, count in all_steps.items() if name.endswith(": done") and count}
    assert done >= {"arrive", "send", "accept", "join", "hand_back", "take_back", "hold", "contact", "report", "finish"}
    assert all_steps["send: refused"] and all_steps["finish: refused"], "nobody was ever told no"


def say(what: str) -> None:
    """How far it is; also heard when several processes play (-n 2)."""
    print(what, file=sys.__stderr__, flush=True)
