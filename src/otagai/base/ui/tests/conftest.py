"""A town that everybody in these tests lives in, known without a database."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django import Settings

from otagai.base.accounts.acting import Acting, Held
from otagai.base.accounts.models import User
from otagai.base.accounts.words import Duty
from otagai.base.ui import facts
from otagai.base.ui.facts import Telephone, Town
from otagai.base.ui.tests.browsing import HOME, answer


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


@pytest.fixture
def open_context(browser: Browser, known_town: Town) -> Iterator[Any]:
    """Opens windows of a given width and kind; every page in them comes from the views of this room."""
    contexts: list[BrowserContext] = []

    def opened(width: int = 375, **kind: Any) -> Page:
        context = browser.new_context(base_url=HOME, viewport={"width": width, "height": 800}, locale="ja-JP", **kind)
        context.set_default_timeout(5000)
        context.route("**/*", answer)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
