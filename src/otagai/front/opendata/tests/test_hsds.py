"""HSDS 3.1: every answer keeps the schemas of Open Referral, holds no field they do not know, and nothing private."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker

from otagai.front.opendata import pacing
from otagai.front.opendata.hsds.terms import number
from otagai.front.opendata.tests.test_views import PRIVATE
from otagai.town.places.models import Place

pytestmark = pytest.mark.usefixtures("town")
SCHEMAS = Path(__file__).parent / "hsds_schemas"
Json = dict[str, Any]


def schema(name: str) -> Json:
    loaded: Json = json.loads(gzip.decompress((SCHEMAS / f"{name}.json.gz").read_bytes()))
    return loaded


OFFERED, ORGANIZATION, AT_LOCATION = schema("service"), schema("organization"), schema("service_at_location")
TERM = OFFERED["properties"]["attributes"]["items"]["properties"]["taxonomy_term"]
LISTS = {
    "services": OFFERED, "organizations": ORGANIZATION, "service_at_locations": AT_LOCATION, "taxonomy_terms": TERM,
    "taxonomies": TERM["properties"]["taxonomy_detail"],
}  # fmt: skip


def read(address: str, **asked: object) -> Json:
    answer = Client().get(f"/hsds/{address}", asked)
    assert answer.status_code == 200, answer.content
    found: Json = answer.json()
    return found


def faults(found: Json, of: Json) -> list[str]:
    """Where it departs from the schema, uuids, days and addresses of the web included."""
    checked = Draft202012Validator(of, format_checker=FormatChecker()).iter_errors(found)
    return [f"{'/'.join(map(str, each.path))}: {each.message}" for each in checked]


def unknown(found: Any, of: Json, path: str = "") -> Iterator[str]:
    """Fields that the schema does not name (it would allow them)."""
    if isinstance(found, list):
        for each in found:
            yield from unknown(each, of.get("items", {}), path)
    elif isinstance(found, dict):
        for name, each in found.items():
            if name not in of.get("properties", {}):
                yield f"{path}/{name}"
            else:
                yield from unknown(each, of["properties"][name], f"{path}/{name}")


@pytest.mark.parametrize("name", LISTS)
def test_every_line_of_every_list_keeps_the_schema(name: str) -> None:
    found = read(name)["contents"]
    assert found
    assert [fault for each in found for fault in faults(each, LISTS[name])] == []
    assert {field for each in found for field in unknown(each, LISTS[name])} == set()


@pytest.mark.parametrize("name", LISTS)
def test_every_one_of_them_keeps_the_schema(name: str) -> None:
    for each in read(name)["contents"][:5]:
        found = read(f"{name}/{each['id']}")
        assert found["id"] == each["id"]
        assert faults(found, LISTS[name]) == []
        assert set(unknown(found, LISTS[name])) == set()


def test_the_schema_finds_what_is_wrong() -> None:
    wrong = {"id": "1", "name": "サロン", "status": "open", "url": 3}
    assert len(faults(wrong, OFFERED)) >= 3
    assert list(unknown({"color": "red"}, OFFERED)) == ["/color"]


def test_the_root_says_which_version_it_is() -> None:
    assert read("")["version"] == "3.1"
    assert read("openapi.json")["openapi"].startswith("3.")


def test_pages_follow_one_another_and_leave_nothing_out() -> None:
    everything = [each["id"] for each in read("services")["contents"]]
    pages = [read("services", per_page=2, page=page) for page in range(1, 10)]
    assert [each["id"] for page in pages for each in page["contents"]] == everything
    assert [page["empty"] for page in pages].index(True) == pages[0]["total_pages"]
    assert [page["last_page"] for page in pages].index(True) == pages[0]["total_pages"] - 1


def test_services_are_found_by_word_by_who_holds_them_and_by_kind() -> None:
    exercise = read("services", search="浜の体操")["contents"][0]
    assert exercise["organization"]["name"] == "小川地区社協"
    theirs = read("services", organization_id=exercise["organization_id"])["contents"]
    assert [each["name"] for each in theirs] == ["浜の体操"]
    kind = exercise["attributes"][0]["taxonomy_term"]["id"]
    assert [each["name"] for each in read("services", taxonomy_term_id=kind)["contents"]] == ["浜の体操"]
    at = read("service_at_locations", search="浜の")["contents"]
    assert [each["service"]["name"] for each in at] == ["浜の体操"]


def test_a_day_that_is_called_off_says_so() -> None:
    exercise = read("services", search="浜の体操")["contents"][0]
    notes = {each.get("valid_from"): each.get("notes", "") for each in exercise["schedules"]}
    assert notes["2026-11-24"] == "中止 雨のため"


def test_a_day_that_differs_from_the_rules_is_a_schedule_of_its_own() -> None:
    hall = read("services", search="小川地域交流センター")["contents"][0]
    days = {each["valid_from"]: each for each in hall["schedules"] if "dtstart" in each}
    assert set(days) == {"2026-12-28", "2027-01-11"}
    assert (days["2026-12-28"]["description"], days["2026-12-28"]["notes"]) == ("この日は 休み", "大そうじ")
    assert "opens_at" not in days["2026-12-28"]
    assert (days["2027-01-11"]["opens_at"], days["2027-01-11"]["closes_at"]) == ("13:00", "17:00")


def test_a_home_has_neither_address_nor_point() -> None:
    at = next(each for each in read("service_at_locations")["contents"] if each["service"]["name"] == "山の家 サロン")
    assert set(at["location"]) <= {"id", "location_type", "name", "accessibility"}


@pytest.mark.parametrize("name", LISTS)
def test_nothing_private_stands_in_it(name: str) -> None:
    given = json.dumps(read(name, per_page=200), ensure_ascii=False)
    assert [secret for secret in PRIVATE if secret in given] == []


def test_what_rests_is_gone_at_the_next_request() -> None:
    hall = read("services", search="小川地域交流センター")["contents"][0]["id"]
    Place.objects.filter(uid=hall).update(hidden_on=date(2026, 11, 20))
    assert Client().get(f"/hsds/services/{hall}").status_code == 404


@pytest.mark.parametrize("address", ["services?page=0", "services?per_page=9999", "services?organization_id=x"])
def test_a_question_that_makes_no_sense_is_told_why(address: str) -> None:
    answer = Client().get(f"/hsds/{address}")
    assert answer.status_code == 422 and answer.json()["detail"]


def test_who_asks_too_often_is_told_when_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pacing, "MOST", 1)
    answers = [Client().get("/hsds/taxonomies") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429]
    assert int(answers[1].headers["Retry-After"]) > 0


def test_numbers_of_what_has_none_of_its_own_never_change() -> None:
    assert number("term", "window") == number("term", "window") != number("term", "kinds")
