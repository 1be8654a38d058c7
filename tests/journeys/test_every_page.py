"""Every page there is, once: axe finds nothing, nothing has to be pushed sideways at 320 px, and the first load is small."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from playwright.sync_api import CDPSession, expect

from otagai.base.accounts.doors import Needs
from otagai.base.accounts.words import Permission
from otagai.base.municipality.models import Municipality
from otagai.welcome.letterbox.models import Slip
from otagai.welcome.letterbox.words import SafeState
from tests.access.asking import named, states_of
from tests.access.people import BY_KEY
from tests.access.policy import Address, addresses, answer
from tests.access.town import Town, found_town
from tests.factories import a_photo, as_worker
from tests.journeys.walking import NARROW, PHONE, Walker, violations

MOST_BYTES = 200 * 1024  # files as the town's own server sends them: compressed
PATTERN_BOOK = {"ui:style"}  # every component of every page at once, for those who build
NO_PAGES = {  # files and doors that only lead on
    "portal:outline", "portal:calendar", "portal:activities_feed", "portal:activities_month", "portal:activity_feed",
    "portal:know_how_paper", "portal:take_back", "portal:photo", "portal:group_photo", "desk:place_photo",
    "portal:again", "portal:paper", "scanned", "scanned_by_staff", "audit:table",
    "disclosure:yearly", "desk:import_rejected", "desk:place_sheet", "desk:grant_payments_csv", "desk:grant_payments_xlsx",
    "desk:grant_paper",
    "profiles:paper",
    "opendata:geojson", "opendata:file", "portal:windows_list", "coverage:outlines", "desk:check_letters",
}  # fmt: skip
FOR_MACHINES = ("api:", "hsds:")
OF_THE_ACCOUNT = (
    "account_login", "account_logout", "account_change_password", "account_reauthenticate", "mfa_index",
    "mfa_activate_totp", "mfa_list_webauthn",
)  # fmt: skip
Walk = Callable[..., Walker]


def pages() -> list[Address]:
    """Every address with a page."""
    return [
        address
        for address in addresses()
        if "GET" in address.row.methods and address.name not in NO_PAGES and not address.name.startswith(FOR_MACHINES)
    ]


def visitor_of(address: Address) -> str:
    """A persona for whom the page opens."""
    if not isinstance(address.access, Needs):
        return "nobody"
    for key in ("csw", "admin", "auditor", "leader"):
        if any(answer(address, "GET", state, BY_KEY[key]) == "in" for state in states_of(address)):
            return key
    raise AssertionError(f"nobody can open {address.name}")


def urls_of(town: Town, key: str) -> Iterator[tuple[str, str]]:
    """(name, url) of the pages that this persona visits."""
    for address in pages():
        if visitor_of(address) == key:
            states = [state for state in states_of(address) if answer(address, "GET", state, BY_KEY[key]) == "in"]
            for state in (
                states if address.row.kind in ("consultation", "referral") and not address.row.parts[1:] else states[:1]
            ):
                yield address.name, reverse(address.name, kwargs=named(town, address, state))
    if key == "csw":
        yield from ((name, reverse(name)) for name in OF_THE_ACCOUNT[1:])
    if key == "nobody":
        yield from (
            ("account_login", reverse("account_login")),
            ("nowhere", "/nowhere/"),
            ("portal:places", "/places/?text=x"),
        )


class Weight:
    """What the network carried, from an empty cache."""

    def __init__(self, walker: Walker) -> None:
        self.bytes = 0
        self.urls: dict[str, str] = {}
        self.session: CDPSession = walker.context.new_cdp_session(walker.page)
        self.session.send("Network.enable")
        self.session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        self.session.on("Network.responseReceived", self.answered)
        self.session.on("Network.loadingFinished", self.carried)

    def answered(self, event: dict[str, Any]) -> None:
        """An answer begins."""
        self.urls[event["requestId"]] = event["response"]["url"]

    def carried(self, event: dict[str, Any]) -> None:
        """One answer more; this server packs nothing, so what lies beside the pages counts as it would be packed."""
        _, is_file, file = self.urls.get(event["requestId"], "").partition("/static/")
        self.bytes += packed(file) if is_file else int(event["encodedDataLength"])


@lru_cache(maxsize=64)
def packed(file: str) -> int:
    """Bytes of a static file, compressed."""
    found = finders.find(file)
    assert isinstance(found, str), file
    return len(gzip.compress(Path(found).read_bytes()))


@pytest.fixture
def everything(transactional_db: None) -> Town:
    """The town of the access matrix: one thing of each kind in each state."""
    town = found_town()
    Municipality.objects.update(letterbox_key="0" * 64)
    for key in ("csw", "admin", "auditor", "leader"):
        town.users[key].set_password("かきねの かきねの まがりかど")
        town.users[key].save()
    return town


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("key", ["nobody", "csw", "admin", "auditor", "leader"])
def test_every_page_is_accessible_narrow_and_light(everything: Town, walk: Walk, key: str) -> None:
    walker = walk(
        everything.users[key] if key != "nobody" else None, **({"on": NARROW} if key != "nobody" else {"size": NARROW})
    )
    weight, wrong = Weight(walker), []
    for name, url in urls_of(everything, key):
        weight.bytes = 0
        walker.page.goto(url, wait_until="load")
        if rules := violations(walker.page):
            wrong.append(f"{name} {url}: {rules}")
        if not walker.fits():
            wrong.append(f"{name} {url}: wider than {NARROW[0]} px")
        if weight.bytes > MOST_BYTES and name not in PATTERN_BOOK:
            wrong.append(f"{name} {url}: {weight.bytes // 1024} KB")
    assert wrong == [], "\n".join(wrong)


WIDER = """() => [...document.querySelectorAll("body *")]
  .filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest("svg"))
  .slice(-3).map(one => one.outerHTML.slice(0, 120))"""


def wide_lines(town: Town) -> None:
    """What makes lines wide: a card of the window in every state, and its place with a photo and everything else known."""
    window = town.things["window"]["any"].about
    with as_worker():
        for number, state in enumerate(SafeState):
            Slip.objects.create(receipt_number=f"R8-9000{number}-0", window=window, safe_state=state)
        a_photo(window.place)


@pytest.mark.django_db(transaction=True)
def test_whoever_reads_easy_japanese_pushes_no_page_sideways(everything: Town, walk: Walk) -> None:
    wide_lines(everything)
    walker, wrong = walk(None, size=NARROW), []
    walker.page.goto("/?lang=ja-easy", wait_until="load")
    for name, url in urls_of(everything, "nobody"):
        walker.page.goto(url, wait_until="load")
        if name == "portal:window":
            expect(walker.page.locator(".badge")).to_have_count(len(SafeState))
        for width, height in (NARROW, PHONE):
            walker.page.set_viewport_size({"width": width, "height": height})
            if not walker.fits():
                wrong.append(f"{name} {url}: wider than {width} px: {walker.page.evaluate(WIDER)}")
        if rules := violations(walker.page):
            wrong.append(f"{name} {url}: {rules}")
    assert wrong == [], "\n".join(wrong)


def test_no_page_is_left_out() -> None:
    visited = {address.name for address in pages()}
    assert {visitor_of(address) for address in pages()} == {"nobody", "csw", "admin", "auditor", "leader"}
    with_get = {address.name for address in addresses() if "GET" in address.row.methods}
    assert {name for name in with_get - visited if not name.startswith(FOR_MACHINES)} == NO_PAGES
    assert Permission.READ_ACCESS_LOG in BY_KEY["auditor"].permissions
