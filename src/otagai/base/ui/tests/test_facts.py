"""The town and its telephone numbers are on every page, even when the database is away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import OperationalError
from pytest_django import DjangoAssertNumQueries

from otagai.base.municipality.models import Municipality
from otagai.base.ui import facts
from otagai.base.ui.facts import Telephone, Town

YAIZU = Town("焼津市", (Telephone("相談窓口", "0546260000", "平日 8:30–17:15"),))


@pytest.fixture(autouse=True)
def nothing_known_yet() -> Iterator[None]:
    facts.forget()
    yield
    facts.forget()


def gone() -> Town:
    raise OperationalError("the database does not answer")


@pytest.mark.django_db
def test_the_town_is_read_once_and_then_known(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    Municipality.objects.create(
        pk=1, name="焼津市", desk_name="相談窓口", desk_phone="0546260000", desk_hours="平日 8:30–17:15"
    )
    assert facts.town() == YAIZU
    with django_assert_num_queries(0):
        assert facts.town() == YAIZU


@pytest.mark.django_db
def test_a_town_that_is_not_founded_yet_shows_no_number() -> None:
    assert facts.town() == facts.UNKNOWN


@pytest.mark.django_db
def test_a_town_whose_desk_has_no_telephone_shows_none() -> None:
    Municipality.objects.create(pk=1, name="焼津市", desk_name="相談窓口")
    assert facts.town() == Town("焼津市")


def test_without_the_database_the_number_last_known_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "_read", lambda: YAIZU)
    facts.town()
    monkeypatch.setattr(facts, "_read", gone)
    monkeypatch.setattr(facts, "KEPT_SECONDS", 0)
    assert facts.town() == YAIZU
    assert facts.last_known() == YAIZU


def test_a_process_that_never_saw_the_database_knows_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "_read", gone)
    assert facts.town() == facts.UNKNOWN


def test_a_changed_number_is_seen_at_once_when_the_change_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "_read", lambda: YAIZU)
    facts.town()
    monkeypatch.setattr(facts, "_read", lambda: Town("藤枝市"))
    facts.forget()
    assert facts.town().name == "藤枝市"
