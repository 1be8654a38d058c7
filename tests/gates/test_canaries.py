"""Canaries: a string of its own in every sensitive field; none of them is heard where it must not be."""

from __future__ import annotations

import io
import logging
import zlib
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
from tests.access.people import BY_KEY, PERSONAS, Persona
from tests.access.policy import addresses
from tests.access.town import Town, found_town
from tests.factories import as_worker
from tests.gates.test_matrix import ask, browser_of, named, states_of

NOBODY_BUT_KEEPERS = ("窓口鷭子", "0901234鷭", "かくれ家鷲", "非公開鷹番地")
GROUPS = [[persona.key for persona in PERSONAS[first::3]] for first in range(3)]


def hears(town: Town, persona: Persona) -> set[str]:
    """The canaries that the persona may hear: those of the circles it stands in (in its area)."""
    if persona.area == "west":
        return set()
    standing = town.circles_of(persona)
    return {word for word, circle in town.canaries.items() if circle in standing}


def sung(content: bytes, words: set[str]) -> set[str]:
    """The canaries heard in the bytes of an answer, also inside the streams of a PDF."""
    text = content.decode("utf-8", "replace")
    if content.startswith(b"%PDF"):
        text += text_of_pdf(content)
    return {word for word in words if word in text}


def text_of_pdf(content: bytes) -> str:
    """Everything in the streams of a PDF that can be unpacked; hexadecimal UTF-16 strings are read as such."""
    found, at = [], 0
    while (start := content.find(b"stream", at)) >= 0:
        end = content.find(b"endstream", start)
        if end < 0:
            break
        at, packed = end + 9, content[start + 6 : end].lstrip(b"\r\n")
        try:
            found.append(zlib.decompress(packed))
        except zlib.error:
            found.append(packed)
    return "".join(part.decode("utf-8", "replace") + part.decode("utf-16-be", "ignore") for part in found)


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
