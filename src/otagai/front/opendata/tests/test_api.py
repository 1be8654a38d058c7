"""The read API: it answers as its description says, whatever it is asked, and holds nothing private."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from otagai.front.opendata import pacing
from otagai.front.opendata.api import api
from otagai.front.opendata.hsds.api import api as hsds
from otagai.front.opendata.tests.test_views import PRIVATE
from otagai.town.places.models import Place

pytestmark = pytest.mark.usefixtures("town")
FAST = settings(
    max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)  # fmt: skip
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
OURS = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"))))
THEIRS = schemathesis.openapi.from_dict(json.loads(json.dumps(hsds.get_openapi_schema(path_prefix="/hsds/"))))


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """More questions than anybody would ask."""
    monkeypatch.setattr(pacing, "MOST", 1_000_000)


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """As Django's own test client does: the server does not end the connection in which the town of the test stands."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@OURS.parametrize()
@FAST
def test_our_api_answers_as_described(case: Any) -> None:
    case.call_and_validate(app=WSGIHandler(), checks=CHECKS)


@THEIRS.parametrize()
@FAST
def test_the_hsds_api_answers_as_described(case: Any) -> None:
    case.call_and_validate(app=WSGIHandler(), checks=CHECKS)


def read(address: str, **asked: object) -> Any:
    answer = Client().get(f"/api/v1/{address}", asked)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_place_is_read_by_the_number_that_stays_the_same() -> None:
    hall = Place.objects.get(name="小川地域交流センター")
    found = read(f"places/{hall.uid}")
    assert (found["id"], found["name"], found["disasters"]) == (str(hall.uid), hall.name, ["flood", "tsunami"])
    assert found["opening_hours"] == "月〜金曜 9:00–21:00（祝日は休み）".join(["毎週", ""])


def test_a_place_tells_the_days_that_differ() -> None:
    hall = read(f"places/{Place.objects.get(name='小川地域交流センター').uid}")
    closed, other = hall["special_days"]
    assert (closed["on"], closed["closed"], closed["start"], closed["note"]) == ("2026-12-28", True, "", "大そうじ")
    assert (other["on"], other["closed"], other["start"], other["end"]) == ("2027-01-11", False, "13:00", "17:00")


def test_places_come_by_kind_and_word_and_page() -> None:
    assert [each["name"] for each in read("places", kind="park")["items"]] == ["みどり公園"]
    assert read("places", q="サロン", per_page=1)["total"] == 2
    names = [
        read("places", per_page=1, page=page)["items"][0]["name"] for page in range(1, read("places")["total"] + 1)
    ]
    assert names == [each["name"] for each in read("places")["items"]]


def test_activities_come_with_their_times_and_what_is_called_off_says_so() -> None:
    exercise = read("activities", days=30)["items"][0]
    assert exercise["hosts"] == ["小川地区社協", "NPO はま"]
    assert [time["note"] for time in exercise["times"] if time["called_off"]] == ["雨のため"]
    assert read(f"activities/{exercise['id']}")["title"] == "浜の体操"


def test_files_are_listed_with_their_licence() -> None:
    assert {each["licence"] for each in read("files")} == {"CC BY 4.0"}


@pytest.mark.parametrize("address", ["places", "activities", "files"])
def test_nothing_private_stands_in_it(address: str) -> None:
    assert [secret for secret in PRIVATE if secret in json.dumps(read(address), ensure_ascii=False)] == []


def test_a_number_that_nobody_has_is_not_found() -> None:
    assert Client().get(f"/api/v1/places/{UUID(int=1)}").status_code == 404
