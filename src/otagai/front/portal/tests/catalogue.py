"""The ja-easy catalogue: every sentence that residents meet, and `python -m otagai.front.portal.tests.catalogue`, which
names those without an easy one and compiles the rest."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

HOUSE = Path(__file__).resolve().parents[3]
MESSAGES = HOUSE / "locale" / "ja_Easy" / "LC_MESSAGES"
PO, MO = MESSAGES / "django.po", MESSAGES / "django.mo"
UI = HOUSE / "base" / "ui"
PORTAL = HOUSE / "front" / "portal"
ROOMS = (PORTAL, HOUSE / "front" / "opendata")
FOR_STAFF = {"desk.html", "keys.html", "conflict.html"}
CALLS = {"_", "gettext", "gettext_lazy"}
WRITTEN = datetime(2026, 11, 20, tzinfo=UTC)
"""One date for ever, so that the same sentences compile to the same bytes."""
JOINER = "\u2060"
BEFORE_READING, AFTER_READING = (
    re.compile(r"(?<=[一-龠々])(?=（[ぁ-んー ]+）)"),
    re.compile(r"(?<=[ぁ-んー]）)(?=[ぁ-んァ-ヶー一-龠々])"),
)
IN_TEMPLATE = re.compile(r"""(?:\b_|gettext)\((u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))\)""", re.DOTALL)


def templates() -> list[Path]:
    """Templates of the portal and of the shell around it."""
    shell = [
        path for path in UI.glob("templates/**/*.html") if path.name not in FOR_STAFF and path.parent.name != "style"
    ]
    return sorted([*(path for room in ROOMS for path in room.glob("templates/**/*.html")), *shell])


def modules() -> list[Path]:
    """Python modules of the portal, and of the ui as far as residents meet it."""
    portal = [path for room in ROOMS for path in room.rglob("*.py") if "tests" not in path.parts]
    return sorted([*portal, *(UI / name for name in ("renderer.py", "widgets.py", "fields.py", "views.py"))])


def in_template(path: Path) -> Iterator[str]:
    """Sentences marked in a template."""
    for found in IN_TEMPLATE.finditer(templatize(path.read_text(encoding="utf-8"), origin=str(path))):
        yield ast.literal_eval(found[1].removeprefix("u"))


def in_module(path: Path) -> Iterator[str]:
    """Sentences marked in Python."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            yield from (
                each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)
            )


def sentences() -> dict[str, str]:
    """Every sentence residents meet, with the place where it stands first."""
    from otagai.front.opendata.words import Dataset
    from otagai.front.portal.sayings import SPOKEN
    from otagai.town.activities.models import KnowHow
    from otagai.town.activities.rules import KNOW_HOW
    from otagai.welcome.letterbox import rules
    from otagai.welcome.signups import rules as signups

    found: dict[str, str] = {}
    for path in templates():
        found |= {sentence: path.name for sentence in in_template(path) if sentence not in found}
    for path in modules():
        found |= {sentence: path.name for sentence in in_module(path) if sentence not in found}
    signing = signups.why_not_sign_up(name="", phone="", mail="", seats=1, most=1, is_open=False)
    parts = [str(KnowHow._meta.get_field(name).verbose_name) for name in KNOW_HOW]
    said = [
        *parts,
        *signing,
        *(word.label for word in (*SPOKEN, *Dataset)),
        rules.TOO_OFTEN,
        rules.CLOSED,
        *rules.why_not_post(""),
    ]
    return found | {sentence: "words" for sentence in said if sentence not in found}


def easy() -> Catalog:
    """The catalogue as written."""
    with PO.open("rb") as file:
        return read_po(file)


def joined(plain: str) -> str:
    """The sentence with its readings held to their words: no line begins with a reading, none ends before 送りがな."""
    return AFTER_READING.sub(JOINER, BEFORE_READING.sub(JOINER, plain))


def to_compile() -> Catalog:
    """The catalogue as it is compiled."""
    catalog = easy()
    catalog.creation_date = catalog.revision_date = WRITTEN
    for message in catalog:
        if message.id:
            message.string = joined(str(message.string))
    return catalog


def compiled() -> Catalog:
    """The catalogue as Django reads it."""
    with MO.open("rb") as file:
        return read_mo(file)


def main() -> int:
    """Compile, and say what is missing."""
    known = {str(message.id): message.string for message in easy() if message.id}
    with MO.open("wb") as file:
        write_mo(file, to_compile())
    missing = {sentence: where for sentence, where in sentences().items() if not known.get(sentence)}
    for sentence, where in missing.items():
        sys.stdout.write(f'#: {where}\nmsgid {quoted(sentence)}\nmsgstr ""\n\n')
    return 1 if missing else 0


def quoted(sentence: str) -> str:
    """A sentence as the catalogue writes it."""
    return '"' + sentence.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


if __name__ == "__main__":
    import django

    django.setup()
    sys.exit(main())
