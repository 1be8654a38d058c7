"""kill -9 of the pages and of PostgreSQL under load, fifty times: every receipt number that was shown is there, once."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.gates.siege import Crowd, Fortress, founded, why_broken

KILLS, MOST_SECONDS = 50, 900


@pytest.fixture
def fortress(tmp_path: Path) -> Iterator[Fortress]:
    with founded(tmp_path, tmp_path / "pg") as one:
        yield one


@pytest.mark.gate
def test_durability_every_number_that_was_shown_is_there_once_after_fifty_falls(fortress: Fortress) -> None:
    crowd, began, falls = Crowd(fortress), time.monotonic(), Counter[str]()
    people = crowd.gather()
    try:
        while (
            min(falls.total(), len(crowd.shown), len(crowd.heard)) < KILLS and time.monotonic() - began < MOST_SECONDS
        ):
            time.sleep(random.uniform(0.3, 1.5))
            if falls.total() % 2:
                fortress.kill_database()
                falls["PostgreSQL"] += 1
            else:
                fortress.kill_pages()
                falls["pages"] += 1
        time.sleep(2)
    finally:
        crowd.over.set()
        for person in people:
            person.join(60)
    there = fortress.inside("look")
    print(  # noqa: T201 — the figures of the gate
        f"\n{dict(falls)} in {time.monotonic() - began:.0f} s; {dict(crowd.tries)}; letters shown {len(crowd.shown)}, "
        f"stored {len(there['letters'])}; intakes shown {len(crowd.heard)}; consultations {len(there['consultations'])}; "
        f"half-written {sum(there['half'].values())}"
    )
    assert falls.total() >= KILLS, falls
    assert len(crowd.shown) >= KILLS and len(crowd.heard) >= KILLS, crowd.tries
    assert why_broken(crowd, there) == []
