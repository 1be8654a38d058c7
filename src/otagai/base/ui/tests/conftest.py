"""A town that everybody in these tests lives in, known without a database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from otagai.base.ui import facts
from otagai.base.ui.facts import Telephone, Town


@pytest.fixture(autouse=True)
def only_this_room(settings: Settings) -> None:
    """Addresses of this room alone."""
    settings.ROOT_URLCONF = "otagai.base.ui.tests.urls"


@pytest.fixture
def known_town(monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """焼津市 with one desk."""
    town = Town("焼津市", (Telephone("焼津市 相談窓口", "0546260000", "平日 8:30–17:15"),))
    facts.forget()
    monkeypatch.setattr(facts, "_read", lambda: town)
    yield town
    facts.forget()
