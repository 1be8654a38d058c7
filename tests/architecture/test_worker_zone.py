"""Only jobs act as the worker: in a town the staff process cannot take its role, in the test cluster it could."""

from __future__ import annotations

import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "otagai"
MAY = {"base/circles/postgresql/base.py", "base/notices/jobs.py", "base/safekeeping/jobs.py", "welcome/intake/jobs.py"}
MAY |= {"welcome/referrals/jobs.py", "welcome/signups/jobs.py", "town/places/jobs.py", "insight/coverage/jobs.py"}
MAY |= {"together/startups/jobs.py", "together/grants/jobs.py"}
MAY |= {"insight/profiles/jobs.py"}


def test_only_jobs_act_as_the_worker() -> None:
    acting = {
        str(file.relative_to(SOURCE))
        for file in SOURCE.rglob("*.py")
        if "tests" not in file.parts and re.search(r"Zone\.WORKER|otagai_worker", file.read_text())
        if "migrations" not in file.parts and file.name != "policies.py"
    }
    assert acting == MAY
