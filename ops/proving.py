"""Proof: style, types and import rules in seconds; all tests on PostgreSQL and in a browser; gates and benches."""

from __future__ import annotations

import fcntl
import os
import subprocess
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ops import binaries, ground, keys, postgres
from ops.ground import CHECKOUT, PYTHON, VENV, Home
from ops.postgres import Cluster
from ops.say import Trouble, line

SLOWEST_SHOWN = 10


@dataclass(frozen=True)
class Check:
    """One tool that reads the code: its name and command."""

    name: str
    command: tuple[str, ...]


def checks() -> list[Check]:
    """Style, format, types, import contracts, templates, missing migrations; the slowest first."""
    tool = str(VENV / "bin") + "/"
    templates = [str(path.relative_to(CHECKOUT)) for path in sorted(CHECKOUT.glob("src/otagai/**/templates/**/*.html"))]
    found = [
        Check("mypy", (tool + "mypy", "src", "ops")),
        Check(
            "makemigrations", (str(PYTHON), "-W", "ignore", "-m", "django", "makemigrations", "--check", "--dry-run")
        ),
        Check("lint-imports", (tool + "lint-imports", "--no-logo")),
        Check("ruff check", (tool + "ruff", "check", ".")),
        Check("ruff format", (tool + "ruff", "format", "--check", ".")),
    ]
    if templates:
        found.append(Check("djade", (tool + "djade", "--check", "--target-version", "5.2", *templates)))
    return found


def check(env: dict[str, str] | None = None) -> bool:
    """Run all checks on both cores; returns True when each of them is content."""
    environment = ground.environment({"OTAGAI_CHECKING": "1", **(env or {})})

    def one(tool: Check) -> tuple[Check, int, str, float]:
        start = time.monotonic()
        done = subprocess.run(
            tool.command,
            cwd=CHECKOUT,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        return tool, done.returncode, done.stdout + done.stderr, time.monotonic() - start

    content = True
    with ThreadPoolExecutor(2) as both:
        for tool, code, said, seconds in both.map(one, checks()):
            line(f"  {seconds:5.1f} 秒  {tool.name}: {'よし' if code == 0 else '直すところがあります'}")
            if code:
                content = False
                line("".join(f"    | {row}\n" for row in said.rstrip().splitlines()[-60:]))
    return content


@contextmanager
def passing_cluster(home: Home, major: int | None) -> Iterator[Cluster]:
    """A fast, forgetful cluster for one major version; stopped by whoever leaves last (tests may run side by side)."""
    chosen = major or binaries.choose(None).major
    directory = home.root / "test" / str(chosen)
    directory.mkdir(parents=True, exist_ok=True)
    with (directory.parent / f"{chosen}.lock").open("a") as lock:
        cluster = postgres.cluster(directory, lasting=False, major=chosen)
        first_alone = hold(lock.fileno(), fcntl.LOCK_EX)
        cluster.start()
        if first_alone:
            sweep(cluster)
        fcntl.flock(lock, fcntl.LOCK_SH)
        try:
            yield cluster
        finally:
            if hold(lock.fileno(), fcntl.LOCK_EX):
                cluster.stop("immediate")


def hold(file: int, kind: int) -> bool:
    """Try for a lock without waiting."""
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def sweep(cluster: Cluster) -> None:
    """Roles in place, databases of interrupted tests away.

    Tests have one connection, as app; to be the worker in between they may step there. In a town only the worker can.
    """
    cluster.found_roles()
    cluster.sql("GRANT otagai_worker TO otagai_app")
    for name in cluster.sql("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'").split():
        cluster.sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def trial_environment(home: Home, cluster: Cluster) -> dict[str, str]:
    """What conftest.py and settings.py read under test: a database name of this run's own, keys and mails."""
    place = home.root / "test"
    return {
        **cluster.environment("app"),
        "OTAGAI_TESTING": "1",
        "OTAGAI_DB_NAME": f"otagai_{os.getpid()}",
        "OTAGAI_TEST_DB_HOST": str(cluster.socket),
        "OTAGAI_TEST_DB_ROLE": "owner",
        "OTAGAI_KEYS": str(place / "keys"),
        "OTAGAI_MAIL_DIR": str(place / "mail"),
        "OTAGAI_STATIC_ROOT": str(place / "static"),
        "OTAGAI_PG_MAJOR": str(cluster.binaries.major),
    }


def trial_ground(home: Home, *, log: Path) -> None:
    """The directories and keys that tests find."""
    for name in ("mail", "static"):
        (home.root / "test" / name).mkdir(parents=True, exist_ok=True)
    keys.provide(home.root / "test" / "keys", log=log)


@dataclass(frozen=True)
class Count:
    """How many tests passed, failed (or could not run), and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        """As pytest writes it."""
        return f"{self.passed} passed, {self.failed} failed" + (f", {self.skipped} skipped" if self.skipped else "")


def counted(results: Path) -> Count:
    """The count out of pytest's result file; nothing counted when pytest could not even write it."""
    if not results.exists():
        return Count()
    suite = ElementTree.parse(results).getroot().find("testsuite")  # noqa: S314 — pytest has just written it
    if suite is None:
        return Count()
    number = {name: int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")}
    failed = number["failures"] + number["errors"]
    return Count(number["tests"] - failed - number["skipped"], failed, number["skipped"])


def pytest(words: Sequence[str], env: dict[str, str], home: Home, *, both_cores: bool = True) -> tuple[int, Count]:
    """Run pytest in front of the person; returns its exit code and the count."""
    results = home.root / "test" / f"results-{os.getpid()}.xml"
    results.unlink(missing_ok=True)
    cores = ["-n", "2", "--dist", "worksteal"] if both_cores else []
    command: list[str | Path] = [
        PYTHON,
        "-m",
        "pytest",
        "-q",
        *cores,
        f"--durations={SLOWEST_SHOWN}",
        "--durations-min=1",
        f"--junit-xml={results}",
        *words,
    ]
    done = subprocess.run(command, cwd=CHECKOUT, env=ground.environment(env), check=False)
    count = counted(results)
    results.unlink(missing_ok=True)
    return done.returncode, count


def majors(asked: str) -> list[int | None]:
    """Which PostgreSQL versions to test with: the preferred one, a given one, or all that are at hand."""
    if asked == "":
        return [None]
    if asked != "all":
        return [int(asked)]
    there = {one.major for one in binaries.found()}
    wanted = [number for number in (15, 18) if number in there]
    if not wanted:
        raise Trouble(
            "PostgreSQL 15 も 18 も 見つかりません。",
            do="apt install postgresql-15 を実行してください。",
            english="Neither 15 nor 18.",
        )
    return list(wanted)
