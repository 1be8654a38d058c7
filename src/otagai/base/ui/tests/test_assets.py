"""Style sheets, scripts, pictures and templates keep the promises of the house."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.template.loader import get_template
from pytest_django import Settings

from otagai.base.ui.samples import WORRIES
from otagai.base.ui.tests.reading import read

ROOM = Path(__file__).resolve().parents[1]
CSS = sorted((ROOM / "static/ui/css").glob("*.css"))
JS = sorted((ROOM / "static/ui/js").glob("*.js"))
TEMPLATES = sorted((ROOM / "templates").rglob("*.html"))
HOUSE = ROOM.parents[1]
ALL_TEMPLATES = sorted(HOUSE.rglob("templates/**/*.html"))
LEAFLET_CSS = "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6"


def template_name(path: Path) -> str:
    return str(path.relative_to(ROOM / "templates"))


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def tokens() -> dict[str, str]:
    found = dict(re.findall(r"--([\w-]+): ([^;]+);", (ROOM / "static/ui/css/0-tokens.css").read_text()))
    return {name: found.get(value[6:-1], value) if value.startswith("var(") else value for name, value in found.items()}


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ("ink", "paper"),
        ("ink-soft", "paper-warm"),
        ("ink-soft", "color-neutral-solid-gray-50"),
        ("link", "paper-warm"),
        ("link", "brand-soft"),
        ("link", "danger-soft"),
        ("brand", "brand-soft"),
        ("warm", "warm-soft"),
        ("success", "success-soft"),
        ("notice", "notice-soft"),
        ("warning", "warning-soft"),
        ("danger", "danger-soft"),
        ("paper", "brand"),
        ("paper", "danger"),
        ("paper", "warm"),
    ],
)
def test_words_can_be_read_on_their_ground(ink: str, paper: str) -> None:
    assert contrast(tokens()[ink], tokens()[paper]) >= 4.5


def test_the_edge_of_a_field_can_be_seen() -> None:
    assert contrast(tokens()["line-strong"], tokens()["paper"]) >= 3


def test_all_style_sheets_together_stay_small() -> None:
    assert sum(path.stat().st_size for path in CSS if not path.name.startswith("map")) < 31_000


def test_style_sheets_live_in_layers_without_force_or_strangers() -> None:
    for path in CSS:
        text = path.read_text()
        assert "!important" not in text and "@import" not in text and "http" not in text
        assert not re.search(r"#[a-zA-Z][\w-]*\s*[{,]", re.sub(r"/\*.*?\*/", "", text, flags=re.S)), path.name
        if path.name != "map.css":
            assert "@layer" in text


def test_there_are_few_scripts_and_none_makes_code_from_text() -> None:
    assert len(JS) <= 10
    for path in JS:
        assert not re.search(
            r"\beval\b|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write", path.read_text()
        )


@pytest.mark.parametrize("path", TEMPLATES, ids=template_name)
def test_a_template_is_short_and_carries_no_script_or_style_inside(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= 80
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", text)
    get_template(template_name(path))


def test_no_page_of_any_room_needs_what_the_strict_policy_forbids() -> None:
    inside = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:|https?://[^\s\"]+\.(?:js|css)")
    assert [template.relative_to(HOUSE) for template in ALL_TEMPLATES if inside.search(template.read_text())] == []


def test_every_picture_a_page_asks_for_is_in_the_sprite() -> None:
    drawn = {symbol.attrs["id"] for symbol in read((ROOM / "static/ui/icons.svg").read_text()).all("symbol")}
    asked = set(WORRIES) | {"info", "success", "warn", "danger"}
    for path in ALL_TEMPLATES:
        pairs = re.findall(r'{% icon "(\w+)"|icon="(\w+)"', path.read_text())
        asked |= {name for pair in pairs for name in pair if name}
    assert asked <= drawn


def test_what_comes_from_others_comes_with_its_licence_and_unchanged() -> None:
    vendor = ROOM / "static/vendor"
    assert "Volodymyr Agafonkin" in (vendor / "leaflet/LICENSE").read_text()
    assert "デジタル庁" in (vendor / "dads/LICENSE").read_text()
    assert "SIL OPEN FONT LICENSE" in (ROOM / "fonts/OFL.txt").read_text()
    assert hashlib.sha256((vendor / "leaflet/leaflet.css").read_bytes()).hexdigest() == LEAFLET_CSS


def test_the_fonts_stay_within_what_a_small_server_can_carry() -> None:
    assert sum(path.stat().st_size for path in (ROOM / "fonts").glob("*.ttf")) < 12_000_000


def test_hashed_names_reach_into_the_imports_of_scripts(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "otagai.base.ui.storage.HashedStatic"},
    }
    call_command("collectstatic", "--noinput", verbosity=0)
    page = next((tmp_path / "ui/js").glob("page.????????????.js")).read_text()
    imports = re.findall(r'from "\./(.+?)"', page)
    assert len(imports) == 5
    assert all(
        re.fullmatch(r"\w+\.[0-9a-f]{12}\.js", name) and (tmp_path / "ui/js" / name).exists() for name in imports
    )
    assert list((tmp_path / "ui/css").glob("1-base.????????????.css.gz"))
