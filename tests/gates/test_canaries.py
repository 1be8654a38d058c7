"""Canaries: a string of its own in every sensitive field; none of them is heard where it must not be."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from otagai.base.notices import actions as notices
from otagai.base.notices.models import Message, Notice
from otagai.base.ui import paper
from tests.access.asking import ask, browser_of, named, states_of
from tests.access.people import BY_KEY, PERSONAS, Persona
from tests.access.policy import addresses
from tests.access.town import Town, found_town
from tests.factories import as_worker

NOBODY_BUT_KEEPERS = ("窓口鷭子", "0901234鷭", "かくれ家鷲", "非公開鷹番地", "お宅鶚町", "窓口の家鵟")
DRAFTS = ("下書きの集い鷽", "まだのやり方鷽")
GROUPS = [[persona.key for persona in PERSONAS[first::3]] for first in range(3)]


@pytest.fixture(autouse=True)
def paper_as_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a PDF letters are glyph numbers; here the paper carries the very words that are given to be printed."""

    def as_words(_sheet: str, *, sys_inputs: dict[str, str], **_more: Any) -> bytes:
        return b"%PDF " + sys_inputs["values"].encode()

    monkeypatch.setattr(paper.typst, "compile", as_words)


def hears(town: Town, persona: Persona) -> set[str]:
    """The canaries that the persona may hear: those of the circles it stands in (in its area)."""
    if persona.area == "west":
        return set()
    standing = town.circles_of(persona)
    return {word for word, circle in town.canaries.items() if circle in standing}


def sung(content: bytes, words: set[str]) -> set[str]:
    """The canaries heard in the bytes of an answer."""
    text = content.decode("utf-8", "replace")
    return {word for word in words if word in text}


def answers(town: Town, browser: Client) -> Iterator[tuple[str, bytes]]:
    """Every page, file and feed; lists and searches as they are sent by the form."""
    for address in addresses():
        for state in states_of(address):
            url = reverse(address.name, kwargs=named(town, address, state))
            if "GET" in address.row.methods:
                yield url, whole(ask(browser, "GET", url))
            if address.name in ("portal:paper", "desk:referral_print"):
                yield url, whole(ask(browser, "POST", url))
    yield from searches(town, browser)
    place = town.things["hidden_place"]["any"].pk
    yield "hidden place", whole(ask(browser, "GET", reverse("portal:place", args=[place])))


def searches(town: Town, browser: Client) -> Iterator[tuple[str, bytes]]:
    """Whoever asks for a name, a telephone or a number gets only what is theirs; the question itself is not counted."""
    for asked in ("鸑鷟", "がくさく", "0807777", "鵯越町", "1941-03-09"):
        for name, field in (("desk:search", "q"), ("desk:new", "name")):
            yield f"{name} {asked}", whole(browser.post(reverse(name), {field: asked, "look": "1", "text": "…"}))
    for name in ("accounts:list", "desk:organizations", "desk:places", "portal:places"):
        yield (
            name,
            whole(browser.get(reverse(name), {"q": "鸑鷟", "text": "かくれ家"})).replace("かくれ家".encode(), b""),
        )


def whole(response: Any) -> bytes:
    """Body and headers."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return bytes(body) + repr(response.headers).encode()


@pytest.mark.django_db
@pytest.mark.parametrize("keys", GROUPS, ids="-".join)
def test_nobody_hears_what_is_not_theirs(keys: list[str], caplog: pytest.LogCaptureFixture) -> None:
    town = found_town()
    caplog.set_level(logging.INFO)
    leaks = []
    for persona in (BY_KEY[key] for key in keys):
        forbidden = set(town.canaries) - hears(town, persona)
        if persona.permissions & {"keep_windows", "keep_places"}:
            forbidden -= set(NOBODY_BUT_KEEPERS)
        if persona.permissions >= {"keep_activities", "keep_places"}:  # the calendar of the whole town, drafts too
            forbidden -= set(DRAFTS)
        browser = browser_of(town, persona)
        for where, content in answers(town, browser):
            leaks += [f"{persona.key} heard {word} at {where}" for word in sorted(sung(content, forbidden))]
    assert leaks == [], "\n".join(leaks)
    assert sung(caplog.text.encode(), set(town.canaries)) == set(), "names in a log"


@pytest.mark.django_db
def test_the_canaries_sing_for_those_they_belong_to(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, logger="django.request")
    town = found_town()
    persona = BY_KEY["csw"]
    mine, heard = hears(town, persona), set()
    for _, content in answers(town, browser_of(town, persona)):
        heard |= sung(content, mine)
    silent = {word for word in mine - heard if not word.startswith(("0908888", "0807777"))}  # shown with hyphens
    assert silent == set(), "a canary that never sings proves nothing"


@pytest.mark.django_db
def test_mails_and_notices_hold_numbers_and_never_names() -> None:
    town = found_town()
    with as_worker():
        now = timezone.now()
        notices.fill_outbox(at=now + timedelta(hours=1))
        notices.deliver_waiting(at=now + timedelta(hours=1))
        said = list(Notice.objects.values_list("text", "url", "key"))
        said += list(Message.objects.values_list("subject", "body", "to"))
    assert said
    assert mail.outbox
    letters = io.StringIO()
    for one in mail.outbox:
        letters.write(f"{one.subject}{one.body}{one.extra_headers}")
    everything = (repr(said) + letters.getvalue()).encode()
    assert sung(everything, set(town.canaries)) == set()


@pytest.mark.django_db
def test_paper_is_listened_to_as_well() -> None:
    town = found_town()
    letter = reverse("desk:referral_print", args=[town.things["referral"]["referring"].pk])
    assert sung(whole(ask(browser_of(town, BY_KEY["csw"]), "POST", letter)), {"お願い鸛referring"})
