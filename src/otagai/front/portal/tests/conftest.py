"""A town whose portal is open: letterbox, desk telephone, one window with a link."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from otagai.base.municipality.models import Municipality
from otagai.base.ui import facts
from otagai.kernel import sealing
from otagai.town.places.models import Window, WindowLink
from tests.factories import a_window

TOKEN = "token-of-the-harbour-salon"


@dataclass(frozen=True)
class Portal:
    """The town as tests need it."""

    window: Window
    link: WindowLink
    token: str


@pytest.fixture
def portal(db: None, tmp_path: Path, settings: Settings) -> Portal:
    """The town."""
    sealing.keygen(tmp_path / "keys")
    settings.OTAGAI_KEYS = tmp_path / "keys"
    public_key = sealing.read_key(tmp_path / "keys", sealing.PUBLIC_NAME).hex()
    Municipality.objects.create(
        pk=1, name="焼津市", desk_name="福祉まるごと相談", desk_phone="0546212941", letterbox_key=public_key
    )
    facts.forget()
    window = a_window("港ふれあいサロン")
    token_hash = hashlib.sha256(TOKEN.encode()).hexdigest()
    link = WindowLink.objects.create(window=window, token_hash=token_hash, holder="山田")
    return Portal(window, link, TOKEN)


@pytest.fixture
def visitor() -> Client:
    """Somebody with a browser that guards against forged forms, as real ones do."""
    return Client(enforce_csrf_checks=True)


def fields_of(page: str) -> dict[str, list[str]]:
    """Name and values of the hidden and typed fields of the page's form, as a browser would send them."""
    from html.parser import HTMLParser

    found: dict[str, list[str]] = {}

    class Reader(HTMLParser):
        area = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            values = dict(attrs)
            name = values.get("name") or ""
            if tag == "textarea":
                self.area = name
                found[name] = [""]
            elif tag == "input" and (values.get("type") not in ("radio", "checkbox") or "checked" in values):
                found.setdefault(name, []).append(values.get("value") or "")

        def handle_data(self, content: str) -> None:
            if self.area:
                found[self.area] = [found[self.area][0] + content]

        def handle_endtag(self, tag: str) -> None:
            if tag == "textarea":
                self.area = ""

    Reader().feed(page)
    found.pop("", None)
    return {name: [value.removeprefix("\n") for value in values] for name, values in found.items()}
