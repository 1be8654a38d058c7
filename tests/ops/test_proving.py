"""Proof that counts honestly."""

from pathlib import Path

import pytest

from ops import binaries, proving
from ops.binaries import Binaries
from ops.proving import Count
from ops.say import Trouble

RESULTS = (
    '<testsuites><testsuite name="pytest" errors="1" failures="2" skipped="3" tests="10"></testsuite></testsuites>'
)


def test_the_count_is_written_as_pytest_writes_it() -> None:
    assert str(Count(12, 0)) == "12 passed, 0 failed"
    assert str(Count(4, 3, 3)) == "4 passed, 3 failed, 3 skipped"


def test_a_test_that_could_not_run_counts_as_failed(tmp_path: Path) -> None:
    (tmp_path / "results.xml").write_text(RESULTS)
    assert proving.counted(tmp_path / "results.xml") == Count(4, 3, 3)


def test_without_results_nothing_passed(tmp_path: Path) -> None:
    assert proving.counted(tmp_path / "none.xml") == Count(0, 0)


def test_the_counts_of_two_versions_are_added() -> None:
    assert Count(1, 2, 3) + Count(10, 20, 30) == Count(11, 22, 33)


def test_all_means_every_version_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    there = [Binaries(Path("/x"), major, "wheel") for major in (18, 16, 15)]
    monkeypatch.setattr(binaries, "found", lambda: there)
    assert proving.majors("all") == [15, 18]
    assert proving.majors("15") == [15]
    assert proving.majors("") == [None]
    monkeypatch.setattr(binaries, "found", list)
    with pytest.raises(Trouble):
        proving.majors("all")


def test_style_types_imports_and_migrations_are_all_checked() -> None:
    names = {one.name for one in proving.checks()}
    assert {"ruff check", "ruff format", "mypy", "lint-imports", "makemigrations"} <= names
