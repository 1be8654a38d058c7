"""The promises under arbitrary hands: at least 2,000 steps here, 20,000 in the gates."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.story_machine import Town, steps

QUIET = {"deadline": None, "suppress_health_check": list(HealthCheck), "database": None}


def walk(examples: int, length: int, *, same_every_time: bool) -> int:
    """Let Hypothesis play; returns how many deeds were tried. The suite plays the same games every time, the gate new ones."""
    steps.clear()
    run_state_machine_as_test(
        Town,
        settings=settings(
            max_examples=examples,
            stateful_step_count=length,
            phases=[Phase.generate],
            derandomize=same_every_time,
            **QUIET,
        ),
    )
    return sum(count for name, count in steps.items() if ":" not in name)


@pytest.mark.django_db
def test_whatever_anybody_does_in_whatever_order_the_promises_hold() -> None:
    tried = walk(examples=46, length=50, same_every_time=True)
    assert tried >= 2_000, steps
    assert all(
        steps[f"{deed}: done"] for deed in ("send", "accept", "join", "hand_back", "report", "finish", "reopen")
    ), steps
