"""How tests meet the database: built by the owner, used as the app role — row-level security holds in tests too."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from datetime import datetime
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


def untouched(name: str) -> str:
    """The copy of a fresh test database from which further empty ones are made; nobody ever connects to it."""
    return f"{name}_untouched"


def keep_untouched(name: str) -> None:
    """Make that copy while nobody is connected (the autovacuum may be, for a moment)."""
    for _ in range(30):
        with owner_of("postgres") as owner, contextlib.suppress(psycopg.errors.ObjectInUse):
            owner.execute(f'CREATE DATABASE "{untouched(name)}" TEMPLATE "{name}" ALLOW_CONNECTIONS false')
            return
        time.sleep(1)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Create and migrate the test database as otagai_owner, then run as otagai_app."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "one")
    name = f"test_otagai_{worker}_{os.getpid()}"
    with django_db_blocker.unblock():
        user = connection.settings_dict["USER"]
        connection.settings_dict["USER"] = "otagai_owner"
        connection.settings_dict["TEST"]["NAME"] = name
        connection.settings_dict["TEST"]["MIGRATE"] = True
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        connection.close()
        connection.settings_dict["USER"] = user
        keep_untouched(name)
    yield
    with django_db_blocker.unblock():
        connection.close()
        drop(untouched(name))
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
