"""Empty towns for the tests of the demo: copies of the test database, migrated and empty, each dropped afterwards."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from conftest import drop, owner_of, patiently, untouched
from demo import loading
from otagai.kernel import sealing

SMALL = {"size": 160, "consultations": 110}
Towns = Callable[..., None]


def load_small(now: datetime) -> None:
    """A small town without the open data (that import has its own test)."""
    with loading.as_owner():
        loading.load(seed=7, now=now, **SMALL)


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key pair, as `./otagai up` would have made it."""
    keys = tmp_path_factory.mktemp("town") / "keys"
    sealing.keygen(keys)
    return keys


@pytest.fixture
def letterbox_keys(keys: Path, settings: Settings) -> Path:
    """The keys, where the sample town looks for them."""
    settings.OTAGAI_KEYS = keys
    settings.OTAGAI_DEMO = True
    return keys


@pytest.fixture
def an_empty_town(django_db_setup: None, django_db_blocker: DjangoDbBlocker, letterbox_keys: Path) -> Iterator[Towns]:
    """Call it to go to a new, empty database (or one like another); as often as needed. Everything is as before after the test."""
    before = connection.settings_dict["NAME"]
    made: list[str] = []

    def go(like: str = "") -> None:
        connection.close()
        name = f"test_demo_{os.getpid()}_{len(made)}"
        drop(name)
        with owner_of("postgres") as owner:
            owner.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like or untouched()}"')
        made.append(name)
        connection.settings_dict["NAME"] = name

    with django_db_blocker.unblock():
        yield go
        connection.close()
        connection.settings_dict["NAME"] = before
        for name in made:
            drop(name)


@pytest.fixture(scope="module")
def small_towns() -> Iterator[list[str]]:
    """The database that every small town of the module is a copy of, once the first is loaded; dropped in the end."""
    kept: list[str] = []
    yield kept
    for name in kept:
        drop(name)


@pytest.fixture
def a_small_town(an_empty_town: Towns, small_towns: list[str]) -> None:
    """A small town of one's own, loaded today."""
    if not small_towns:
        an_empty_town()
        load_small(timezone.localtime())
        loaded, kept = connection.settings_dict["NAME"], f"test_demo_small_{os.getpid()}"
        connection.close()
        drop(kept)
        with owner_of("postgres") as owner:
            patiently(owner, f'CREATE DATABASE "{kept}" TEMPLATE "{loaded}"')
        small_towns.append(kept)
    an_empty_town(like=small_towns[0])
