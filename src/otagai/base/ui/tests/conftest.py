"""A town that everybody in these tests lives in, known without a database."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

import pytest
from pytest_django import Settings

from otagai.base.accounts.acting import Acting, Held
from otagai.base.accounts.models import User
from otagai.base.accounts.words import Duty
from otagai.base.ui import facts
from otagai.base.ui.facts import Telephone, Town


@pytest.fixture(autouse=True)
def only_this_room(settings: Settings) -> None:
    """Addresses and context of this room alone: nothing of the rooms above."""
    settings.ROOT_URLCONF = "otagai.base.ui.tests.urls"
    (engine,) = deepcopy(settings.TEMPLATES)
    options = engine["OPTIONS"]
    options["context_processors"] = [name for name in options["context_processors"] if ".front." not in name]
    settings.TEMPLATES = [engine]


@pytest.fixture
def midori() -> Acting:
    """小林 みどり, CSW of the 社協, at her desk."""
    held = Held(Duty.CSW, organization_id=1, organization_name="焼津市社協")
    return Acting(User(username="midori"), (held,), "小林 みどり")


@pytest.fixture
def known_town(monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """焼津市 with one desk."""
    town = Town("焼津市", (Telephone("焼津市 相談窓口", "0546260000", "平日 8:30–17:15"),))
    facts.forget()
    monkeypatch.setattr(facts, "_read", lambda: town)
    yield town
    facts.forget()
