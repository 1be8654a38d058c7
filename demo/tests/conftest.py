"""Empty towns for the tests of the demo: copies of the test database, migrated and empty, each dropped afterwards."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from conftest import owner_of, untouched
from otagai.kernel import sealing


@pytest.fixture
def letterbox_keys(tmp_path: Path, settings: Settings) -> Path:
    """A key pair of its own, as `./otagai up` would have made it."""
    keys = tmp_path / "keys"
    sealing.keygen(keys)
    settings.OTAGAI_KEYS = keys
    settings.OTAGAI_DEMO = True
    return keys


@pytest.fixture
def an_empty_town(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, letterbox_keys: Path
) -> Iterator[Callable[[], None]]:
    """Call it to go to a new, empty database; as often as needed. Everything is as before after the test."""
    before = connection.settings_dict["NAME"]
    made: list[str] = []

    def go() -> None:
        connection.close()
        name = f"test_demo_{os.getpid()}_{len(made)}"
        with owner_of("postgres") as owner:
            owner.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            owner.execute(f'CREATE DATABASE "{name}" TEMPLATE "{untouched()}"')
        made.append(name)
        connection.settings_dict["NAME"] = name

    with django_db_blocker.unblock():
        yield go
        connection.close()
        connection.settings_dict["NAME"] = before
        with owner_of("postgres") as owner:
            for name in made:
                owner.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
