"""Paper: PDFs by typst from <room>/paper/*.typ, and QR codes. What people wrote is only ever a value, never markup."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
import typst
from django.apps import apps

HOUSE = Path(__file__).resolve().parents[2]
"""The package; typst sees nothing outside it. A sheet begins with `#import "/base/ui/paper/sheet.typ": *`."""
FONTS = Path(__file__).resolve().parent / "fonts"


def render_pdf(template: str, values: Mapping[str, Any], *, standard: str = "") -> bytes:
    """A PDF from "intake/card" (= the room's paper/card.typ) and JSON values, which the template reads as `values`.

    `standard` "a-2u" makes typst refuse what cannot be archived, letters without a glyph included.
    Raises LookupError for an unknown template, TypeError for values JSON does not know, typst.TypstError for a mistake
    in the template.
    """
    inputs = {"values": json.dumps(values, ensure_ascii=False)}
    standards: list[Any] = [standard] if standard else []
    pdf = typst.compile(
        str(sheet(template)), root=str(HOUSE), font_paths=fonts(), sys_inputs=inputs, pdf_standards=standards
    )
    return bytes(pdf)


@lru_cache(maxsize=32)
def drawn_once(template: str, values: str) -> bytes:
    """A sheet of public facts (values as JSON), drawn once as long as it says the same: it costs more than a page."""
    return render_pdf(template, json.loads(values))


def sheet(template: str) -> Path:
    """The file of a template named "room/sheet"."""
    room, _, name = template.partition("/")
    if not name.replace("_", "").isalnum():
        raise LookupError(template)
    found = Path(apps.get_app_config(room).path) / "paper" / f"{name}.typ"
    if not found.is_file():
        raise LookupError(template)
    return found


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """BIZ UDPGothic of this room, and behind it what the machine has (rare letters: 𠮷); read once per process."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=[str(FONTS)])


def qr_svg(text: str, *, label: str = "") -> str:
    """A QR code as an SVG picture, error correction M; `label` is its title for screen readers."""
    out = BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(out, kind="svg", xmldecl=False, border=4, scale=4, title=label or None)
    return out.getvalue().decode()
