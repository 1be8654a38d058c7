"""What cannot exist in a production start: sample people, default keys, debugging, the settings of tests (safety rule 14)."""

from __future__ import annotations

import secrets
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from ops import keys
from otagai.config import environment

OWN = secrets.token_urlsafe(64)
FINE: dict[str, Any] = {"demo": False, "debug": False, "origin": "https://otagai.example.lg.jp", "key": OWN}


@pytest.fixture(autouse=True)
def as_an_operator_starts_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in environment.TRIAL:
        monkeypatch.delenv(name, raising=False)


def test_a_town_with_its_own_key_and_address_starts() -> None:
    environment.required_in_production(**FINE)


@pytest.mark.parametrize(
    "wrong",
    [
        {"demo": True}, {"debug": True}, {"key": "secret"}, {"key": "a" * 86}, {"key": "django-insecure-" + OWN},
        {"key": "only-for-tests-" + "x" * 40}, {"demo": True, "debug": True},
    ],
)  # fmt: skip
def test_no_sample_people_no_debugging_no_default_key(wrong: dict[str, Any]) -> None:
    with pytest.raises(ImproperlyConfigured):
        environment.required_in_production(**(FINE | wrong))


@pytest.mark.parametrize("name", environment.TRIAL)
def test_the_settings_of_tests_do_not_reach_a_real_town(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "1")
    with pytest.raises(ImproperlyConfigured, match=name):
        environment.required_in_production(**FINE)


def test_on_ones_own_machine_everything_may_be_tried() -> None:
    environment.required_in_production(demo=True, debug=True, origin="http://127.0.0.1:8070", key="x")


def test_launcher_and_settings_mean_the_same_by_a_weak_key() -> None:
    assert keys.SHORTEST == environment.SHORTEST_KEY
    assert keys.DEFAULTS == environment.KNOWN_KEYS
