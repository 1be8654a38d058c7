"""People who come to the desk in these tests, and how they get in."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.models import User
from otagai.base.accounts.words import Duty
from otagai.town.organizations.models import Organization
from otagai.town.people import actions as people
from otagai.town.people.models import Person
from otagai.town.people.words import ContactKind, Safety
from tests.factories import NOW, a_user, as_


def at_the_desk(user: User) -> Client:
    """A browser in which the user has logged in, with a second factor."""
    client = Client()
    client.force_login(user)
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


def somebody(duty: Duty, organization: Organization | None = None, **more: Any) -> Client:
    """A browser of somebody with this duty."""
    return at_the_desk(a_user(duty, organization=organization, **more))


def text_of(response: Any) -> str:
    """What the page says."""
    return str(response.content.decode())


def sql_of(client: Client, address: str, **query: str) -> list[str]:
    """The statements that a page needs when it is opened again (session prolonged, name of the town known)."""
    assert client.get(address, query).status_code == 200
    with CaptureQueriesContext(connection) as caught:
        client.get(address, query)
    return [one["sql"] for one in caught if "SAVEPOINT" not in one["sql"]]


def a_person(who: Acting, **more: Any) -> Person:
    """高橋 和子, with a telephone that is safe in the daytime only."""
    facts = {
        "family_name": "高橋", "given_name": "和子", "family_kana": "たかはし", "given_kana": "かずこ", "birth": "1941-03",
        "address": "本町三丁目4-5",
    } | more  # fmt: skip
    phone = people.ContactFacts(ContactKind.PHONE, "054-629-1111", Safety.CAREFUL, "平日の昼。社協とは名乗らない")
    with as_(who):
        return people.add_person(by=who, at=NOW, contacts=[phone], **facts)
