"""Every address that can be read is asked with nonsense: it may say that there is no such thing, never that the house is broken."""

from __future__ import annotations

import logging
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.access.asking import ask, browser_of, named, states_of
from tests.access.people import BY_KEY
from tests.access.policy import Address, addresses, enters
from tests.access.town import Town, found_town

ASKED = (
    "after", "again", "before", "from", "kind", "q", "serial", "wrong", "state", "urgency", "door", "theme", "turn", "mine",
    "open_only", "user", "first", "last", "subject", "number", "next", "lang", "page", "day", "when", "where", "area", "lat",
    "lon", "words", "map", "sort", "person", "sent",
)  # fmt: skip
NONSENSE = (
    "9" * 5_000, "9" * 20, "-1", "٣٤٥", "²", "１２３", "\x00", "", "2026-11-20T00:00:00+09:00,99999999999999999999", "9999-99-99",
    "0001-01-01", "9999-12-31", "0001-01-01T00:00:00+14:00,1", "9999-12-31T23:59:59-12:00,1", "{{ x }}", "' OR 1=1 --",
    "😀" * 50, "1e999", "nan", "[]", "%", "../" * 20,
)  # fmt: skip
ODD_NUMBERS = ("0", "9" * 18, "9" * 19, "9" * 20, "9" * 4_400)
PARTS = 4  # side by side on several cores
ODD_WORDS = ("9" * 300, "\x00", "٣", "..", "{{ x }}", "' OR 1=1 --", "あ" * 100)


@pytest.fixture
def town(db: None) -> Town:
    """The small town."""
    return found_town()


def readable() -> list[Address]:
    """The addresses that answer GET."""
    return [address for address in addresses() if "GET" in address.row.methods]


def odd_addresses(town: Town, address: Address, values: dict[str, object]) -> list[str]:
    """The address with nonsense in the place of each of its parts, one at a time."""
    found = []
    for parameter in values:
        for odd in ODD_NUMBERS if f"<int:{parameter}>" in address.route else ODD_WORDS:
            try:
                found.append(
                    reverse(
                        address.name,
                        kwargs={
                            **values,
                            parameter: int(odd) if odd.isascii() and odd.isdecimal() and len(odd) < 4_300 else odd,
                        },
                    )
                )
            except NoReverseMatch:
                path = reverse(address.name, kwargs=values).replace(f"/{values[parameter]}", f"/{quote(odd)}")
                found.append(path)
    return found


def broken(browser: Client, url: str) -> str:
    """What went wrong; "" when the house stands."""
    try:
        status = ask(browser, "GET", url).status_code
    except Exception as trouble:  # every trouble of a page is listed, with its address
        return f"{url[:120]}: {type(trouble).__name__} {str(trouble)[:120]}"
    return f"{url[:120]}: {status}" if status >= 500 else ""


@pytest.mark.django_db
@pytest.mark.parametrize("first", range(PARTS))
def test_nonsense_breaks_no_page(town: Town, caplog: pytest.LogCaptureFixture, first: int) -> None:
    caplog.set_level(logging.CRITICAL, logger="django.request")
    browsers = {key: browser_of(town, BY_KEY[key]) for key in ("nobody", "csw", "admin", "privacy")}
    wrong = []
    for address in readable()[first::PARTS]:
        key = next((key for key in ("csw", "admin", "privacy", "nobody") if enters(address, BY_KEY[key])), "csw")
        values = named(town, address, states_of(address)[-1])
        page = reverse(address.name, kwargs=values)
        asked = [f"{page}?{urlencode(dict.fromkeys(ASKED, odd))}" for odd in NONSENSE]
        for url in (page, *asked, *odd_addresses(town, address, values)):
            wrong.append(broken(browsers[key], url))
    assert [one for one in wrong if one] == []
