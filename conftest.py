"""How tests meet the database: built by the owner, used as the app role — row-level security holds in tests too."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
import time_machine
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings
from pytest_django.plugin import DjangoDbBlocker

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent
POLICIES = ROOT / "src/otagai/base/circles/policies.py"
UNTOUCHED_KEPT = 12
KEPT_BETWEEN_TESTS = {"django_migrations", "django_content_type"}


settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # a busy machine is no fault
settings.load_profile("unhurried")
THE_DAY = datetime(2026, 11, 20, 12, 0, tzinfo=ZoneInfo("Asia/Tokyo"))  # noon after tests.factories.NOW


def pytest_configure(config: pytest.Config) -> None:
    """The default suite runs as an ordinary, not-demo, not-debug installation, on the day that its tests speak of.

    The clock of Python goes on from THE_DAY, whatever day it is; the database keeps its own, later one.
    """
    clock = time_machine.travel(THE_DAY, tick=True)
    clock.start()
    config.add_cleanup(clock.stop)
    os.environ.setdefault("OTAGAI_TESTING", "1")
    # Playwright keeps a loop in this thread, which Django would take for an asynchronous view.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser of this test process; a second one beside it could not be started."""
    from playwright.sync_api import sync_playwright

    program = os.environ.get("OTAGAI_CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


def owner_of(name: str) -> psycopg.Connection[Any]:
    """A connection as the owner of the database `name`."""
    at = connection.settings_dict
    return psycopg.connect(host=at["HOST"], port=at["PORT"] or None, user="otagai_owner", dbname=name, autocommit=True)


def drop(name: str) -> None:
    """Drop a test database; while the autovacuum (which only a superuser may end) looks at it, wait."""
    for _ in range(30):
        with owner_of("postgres") as owner, contextlib.suppress(psycopg.errors.InsufficientPrivilege):
            owner.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            return
        time.sleep(1)


def untouched() -> str:
    """The name of a migrated, empty database to which nobody ever connects: every test database is a copy of it.

    It is built once for what the migrations say (and kept for the next run where the cluster lasts).
    """
    said = hashlib.sha256()
    for path in (
        sorted(ROOT.glob("src/otagai/*/*/migrations/*.py")) + sorted(ROOT.glob("src/otagai/*/*/words.py")) + [POLICIES]
    ):
        said.update(path.read_bytes())
    return f"untouched_otagai_{said.hexdigest()[:16]}"


def copied(name: str) -> None:
    """Make the test database `name`; whoever comes first builds the one that all are copied from."""
    with owner_of("postgres") as owner:
        owner.execute("SELECT pg_advisory_lock(hashtext('untouched'))")
        if not owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [untouched()]).fetchone():
            build(owner)
        patiently(owner, f'CREATE DATABASE "{name}" TEMPLATE "{untouched()}"')


def build(owner: psycopg.Connection[Any]) -> None:
    """Migrate an empty database as its owner, and close it; older ones go, but for the last few."""
    half_built = f"{untouched()}_half"
    connection.settings_dict["TEST"] |= {"NAME": half_built, "MIGRATE": True}
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()
    owner.execute(f'ALTER DATABASE "{half_built}" WITH ALLOW_CONNECTIONS false')
    patiently(owner, f'ALTER DATABASE "{half_built}" RENAME TO "{untouched()}"')
    older = "SELECT datname FROM pg_database WHERE datname LIKE 'untouched_otagai%%' ORDER BY oid DESC OFFSET %s"
    for (name,) in owner.execute(older, [UNTOUCHED_KEPT]).fetchall():
        owner.execute(f'DROP DATABASE "{name}"')


def patiently(owner: psycopg.Connection[Any], what: str) -> None:
    """Do it once nobody is connected (the autovacuum may be, for a moment)."""
    for _ in range(30):
        with contextlib.suppress(psycopg.errors.ObjectInUse):
            owner.execute(what)
            return
        time.sleep(1)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Create the test database as otagai_owner, then run as otagai_app."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "one")
    name = f"test_otagai_{worker}_{os.getpid()}"
    with django_db_blocker.unblock():
        user = connection.settings_dict["USER"]
        connection.settings_dict["USER"] = "otagai_owner"
        copied(name)
        connection.settings_dict |= {"USER": user, "NAME": name}
    yield
    with django_db_blocker.unblock():
        connection.close()
        drop(name)


def empty_tables(self: TransactionTestCase) -> None:
    """After a test that really commits: empty every table as the owner (the app role cannot)."""
    connection.close()
    with owner_of(connection.settings_dict["NAME"]) as owner:
        tables = [
            row[0]
            for row in owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            if row[0] not in KEPT_BETWEEN_TESTS
        ]
        owner.execute("TRUNCATE " + ", ".join(tables) + " RESTART IDENTITY CASCADE")


TransactionTestCase._fixture_teardown = empty_tables  # type: ignore[method-assign]
