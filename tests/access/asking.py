"""Asking as a persona: browsers that are logged in, addresses filled in, requests whose traces are rolled back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.test import Client

from otagai.front.desk import chapters
from tests.access.people import Persona
from tests.access.policy import SEEN, Address
from tests.access.town import Town

WORDS = {
    "trace": "consultation",
    "number": 1,
    "year": 2026,
    "method": "phone",
    "move": "take_back",
    "serial": "C-000001",
    "dataset": "public_facility",
}
ASKED_AGAIN = {"method": "password", "at": 9_999_999_999, "reauthenticated": True}


def browser_of(town: Town, persona: Persona) -> Client:
    """A browser in which the persona has logged in with a second factor, and was asked once more just now."""
    client = Client(raise_request_exception=True)
    if persona.duty:
        client.force_login(town.users[persona.key])
        session = client.session
        session["second_factor"] = True
        session["touched"] = 9_999_999_999
        session["account_authentication_methods"] = [ASKED_AGAIN]
        session["account_authentication_methods_user"] = str(town.users[persona.key].pk)
        session.save()
    return client


def states_of(address: Address) -> list[str]:
    """The states to try; one for what has no states."""
    return list(SEEN.get(address.row.kind, {"any": frozenset()}))


def named(town: Town, address: Address, state: str, **instead: Any) -> dict[str, Any]:
    """The parts of the address: the thing in the state, its children, and plain words."""
    values: dict[str, Any] = {}
    for parameter, kind, _ in address.row.parts:
        values[parameter] = instead.get(parameter, part(town, kind, state))
    return values


def part(town: Town, kind: str, state: str) -> Any:
    """What stands in one place of an address."""
    if kind in WORDS:
        return WORDS[kind]
    if kind == "slug":
        return chapters.CHAPTERS[0].slug
    if kind == "member":
        return town.things["person"]["received"].pk
    things = town.things[kind]
    return (things.get(state) or things["any"]).pk


def ask(browser: Client, method: str, url: str) -> Any:
    """One request whose traces are rolled back: nobody's answer depends on what somebody else did."""
    with transaction.atomic():
        response = browser.generic(method, url, content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    return response
