"""Every address × method × person × state, by real requests: what the policy table says is what happens."""

from __future__ import annotations

import logging
import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from otagai.town.places.models import Banner
from otagai.welcome.intake.models import ConsultationPerson
from tests.access import paper
from tests.access.asking import ask, browser_of, named, states_of
from tests.access.people import BY_KEY, PERSONAS, Persona
from tests.access.policy import (
    ABOUT_PEOPLE,
    METHODS,
    SEEN,
    Address,
    addresses,
    answer,
    enters,
    sees,
    without_a_row,
)  # fmt: skip
from tests.access.town import ABSENT, DEAD_TOKEN, Town, found_town
from tests.factories import as_worker

GROUPS = [[persona.key for persona in PERSONAS[first::4]] for first in range(4)]
ONLY_LEADS_BACK = {"portal:paper"}  # what is sent there may be reloaded as a page: then it leads back to the form
LOG_IN = "/accounts/login/"
NONCES = re.compile(rb'(nonce|value|content)="[^"]{20,}"')


@pytest.fixture
def town(db: None) -> Town:
    """The small town."""
    return found_town()


def sign_of(response: Any) -> str:
    """The answer as the policy table says it."""
    if response.status_code == 302 and response["Location"].startswith(LOG_IN):
        return "log-in"
    return str(response.status_code) if response.status_code in (403, 404, 405) else "in"


def tries(town: Town, persona: Persona) -> Iterator[tuple[Address, str, str, str]]:
    """Every address, method and state with its url; before a door that stays shut all states are alike."""
    for address in addresses():
        states = states_of(address) if enters(address, persona) else states_of(address)[:1]
        for number, state in enumerate(states):
            url = reverse(address.name, kwargs=named(town, address, state))
            for method in METHODS if number == 0 else METHODS[:2]:  # nothing is ever put or deleted, whatever its state
                yield address, method, state, url


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert without_a_row() == [], "tests/access/policy.py"


def test_the_document_is_the_table() -> None:
    assert paper.FILE.read_text(encoding="utf-8") == paper.written(), "python -m tests.access.write"


@pytest.mark.django_db
def test_who_is_meant_to_see_what_follows_from_the_circles(town: Town) -> None:
    wrong = []
    for persona in PERSONAS:
        standing = town.circles_of(persona)
        for kind in ABOUT_PEOPLE:
            for state, thing in town.things[kind].items():
                follows = thing.circle_id in standing and persona.area != "west"
                if follows != sees(kind, state, persona):
                    wrong.append((persona.key, kind, state, f"by circle: {follows}"))
    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize("keys", GROUPS, ids="-".join)
def test_every_address_answers_as_the_table_says(town: Town, keys: list[str], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, logger="django.request")
    wrong = []
    for persona in (BY_KEY[key] for key in keys):
        browser = browser_of(town, persona)
        for address, method, state, url in tries(town, persona):
            response = ask(browser, method, url)
            expected, got = answer(address, method, state, persona), sign_of(response)
            if got != expected or response.status_code >= 500:
                wrong.append(
                    f"{persona.key}: {method} {address.name} [{state}]: {expected}, not {response.status_code}"
                )
    assert wrong == [], "\n".join(wrong)


@pytest.mark.django_db
def test_a_child_of_another_parent_is_not_there(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, logger="django.request")
    strangers: dict[str, Any] = {
        "contact": town.things["contact"]["ended"].pk, "consent": town.things["consent"]["ended"].pk,
        "member": town.things["person"]["arrived"].pk,
        "assignment": town.things["assignment"]["foreign"].pk, "link": town.things["link"]["foreign"].pk,
        "banner": town.things["banner"]["foreign"].pk, "gathering": town.things["gathering"]["foreign"].pk,
        "payment": town.things["payment"]["foreign"].pk, "photo": town.things["photo"]["foreign"].pk,
    }  # fmt: skip
    tried = []
    for address in addresses():
        for parameter, kind, _ in address.row.parts[1:]:
            if kind not in strangers:
                continue
            browser = browser_of(
                town, BY_KEY["admin" if kind == "assignment" else "leader" if kind == "payment" else "csw"]
            )
            state = "received" if kind in ("contact", "consent") else "any"
            here = reverse(address.name, kwargs=named(town, address, state))
            there = reverse(address.name, kwargs=named(town, address, state, **{parameter: strangers[kind]}))
            assert ask(browser, "POST", here).status_code in (200, 302), here
            assert ask(browser, "POST", there).status_code == 404, there
            tried.append(kind)
    assert set(tried) == set(strangers)


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["csw", "admin"])
def test_what_does_not_exist_is_404_in_every_position(town: Town, key: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, logger="django.request")
    browser, wrong = browser_of(town, BY_KEY[key]), []
    for address in addresses():
        state = states_of(address)[0]
        method = "GET" if "GET" in address.row.methods and address.name not in ONLY_LEADS_BACK else "POST"
        for parameter, kind, _ in address.row.parts:
            absent = {
                "token": DEAD_TOKEN,
                "place_token": DEAD_TOKEN,
                "invitation": DEAD_TOKEN,
                "slug": "nowhere",
                "trace": "nothing",
            }.get(kind, ABSENT)
            if kind in ("method", "move", "year", "number", "serial") or not enters(address, BY_KEY[key]):
                continue
            if address.row.kind in SEEN and not sees(address.row.kind, state, BY_KEY[key]):
                continue
            if kind == "invitation":  # whoever is logged in is told to log out first, link or no link
                continue
            url = reverse(address.name, kwargs=named(town, address, state, **{parameter: absent}))
            if (response := ask(browser, method, url)).status_code != 404:
                wrong.append(f"{method} {url}: {response.status_code}")
    assert wrong == [], "\n".join(wrong)


@pytest.mark.django_db
def test_not_yours_and_not_there_look_the_same(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, logger="django.request")
    for persona in (BY_KEY["strange"], BY_KEY["elsewhere"], BY_KEY["excluded"], BY_KEY["back"]):
        browser = browser_of(town, persona)
        for address in addresses():
            if address.row.kind not in ABOUT_PEOPLE or not enters(address, persona):
                continue
            method = "GET" if "GET" in address.row.methods else "POST"
            state = states_of(address)[0]
            theirs = ask(browser, method, reverse(address.name, kwargs=named(town, address, state)))
            parameter = address.row.parts[0][0]
            absent = ask(
                browser, method, reverse(address.name, kwargs=named(town, address, state, **{parameter: ABSENT}))
            )
            assert theirs.status_code == absent.status_code == 404, (persona.key, address.name)
            assert plain(theirs) == plain(absent), (persona.key, address.name)


def plain(response: Any) -> bytes:
    """The page without what differs from one request to the next."""
    return NONCES.sub(b"", response.content)


@pytest.mark.django_db
def test_a_number_in_a_form_or_a_question_opens_nothing_either(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, logger="django.request")
    near = browser_of(town, BY_KEY["near"])
    theirs = town.things["consultation"]["accepted"].pk  # the centre holds this one
    person, draft = town.things["person"]["received"].pk, town.things["referral"]["draft"].pk
    to = reverse("desk:refer_to", args=[theirs, town.things["receiver"]["any"].pk])
    assert near.get(to).status_code == 200
    assert near.get(to, {"again": draft}).status_code == 404
    for form in ({"person": str(person), "key": str(uuid.uuid4())}, {"person": str(ABSENT), "key": str(uuid.uuid4())}):
        page = near.post(reverse("desk:consultation_person", args=[theirs]), form)
        assert page.status_code in (200, 422)
        assert "鸑鷟" not in page.content.decode()
    with as_worker():
        assert not ConsultationPerson.objects.filter(consultation_id=theirs, person_id=person).exists()
    csw, household = browser_of(town, BY_KEY["csw"]), town.things["household"]["any"].pk
    assert csw.post(reverse("desk:household_add", args=[household]), {"person": ABSENT}).status_code == 404
    theirs_too = reverse("desk:banner_out", args=[town.things["window"]["any"].pk])
    csw.post(theirs_too, {"banner": town.things["banner"]["foreign"].pk})
    foreign = Banner.objects.get(pk=town.things["banner"]["foreign"].pk)
    assert foreign.window_id != town.things["window"]["any"].pk, "a flag flies at one window alone"
