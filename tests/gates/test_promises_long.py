"""New games every time, for a long while: 20,000 steps."""

from __future__ import annotations

import pytest

from tests.story_machine import steps
from tests.test_promises import walk


@pytest.mark.gate
@pytest.mark.django_db
def test_the_promises_hold_for_twenty_thousand_steps() -> None:
    tried = walk(examples=450, length=60, same_every_time=False)
    print(f"\n{tried} steps: {dict(steps)}")  # noqa: T201 - the gate's report
    assert tried >= 20_000, steps
