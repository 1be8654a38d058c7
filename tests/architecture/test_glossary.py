"""One word for one thing: every table is in the glossary, and names that say nothing are not used."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

from tests.architecture.house import ROOT, called, modules

BANNED = {"service", "manager", "helper", "util", "utils", "data", "info", "process", "handle", "handler"}
GLOSSARY = ROOT / "docs" / "glossary.md"
GIVEN_BY_OTHERS = {
    "handle": "Django calls a management command so",
    "process_view": "Django calls a middleware so",
    "process_exception": "Django calls a middleware so",
    "post_process": "Django calls a storage so",
    "ServiceArea": "受け持つ区域: where an organisation serves",
    "open_data": "オープンデータ: what towns publish",
    "import_open_data": "オープンデータ: what towns publish",
    "test_open_data": "オープンデータ: what towns publish",
    "get_context_data": "Django calls a page so",
    "data": "a form's own word, where one is subclassed",
    "data_list": "a form field's own word, where one is subclassed",
    "handler400": "Django looks for its error pages so",
    "handler403": "Django looks for its error pages so",
    "handler404": "Django looks for its error pages so",
    "handler429": "Django looks for its error pages so",
    "handler500": "Django looks for its error pages so",
    "DATA_UPLOAD_MAX_MEMORY_SIZE": "a setting of Django",
    "MANAGER": "責任者, the third who is told (domain/casework.md §4)",
    "manager_after": "責任者, the third who is told (domain/casework.md §4)",
    "TELL_MANAGER": "責任者, the third who is told (domain/casework.md §4)",
}


def parts(name: str) -> set[str]:
    """The words of an identifier: snake_case and CamelCase taken apart."""
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)}


def names(tree: ast.AST) -> set[tuple[int, str]]:
    """Every name that a module gives to something: functions, classes, arguments, variables."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add((node.lineno, node.name))
        elif isinstance(node, ast.arg):
            found.add((node.lineno, node.arg))
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add((node.lineno, node.id))
    return found


def banned(source: str) -> list[tuple[int, str]]:
    """Names that say nothing, with their lines."""
    return sorted(
        (line, name) for line, name in names(ast.parse(source)) if parts(name) & BANNED and name not in GIVEN_BY_OTHERS
    )


def own_models() -> list[str]:
    """The models of this house."""
    return sorted(model.__name__ for model in apps.get_models() if model.__module__.startswith("otagai."))


def in_glossary() -> set[str]:
    """The words in code letters."""
    return set(re.findall(r"`([A-Za-z_0-9]+)`", GLOSSARY.read_text()))


@pytest.mark.parametrize("model", own_models())
def test_every_table_is_in_the_glossary(model: str) -> None:
    assert model in in_glossary(), f"say in docs/glossary.md what a {model} is"


def test_names_that_say_nothing_are_not_used() -> None:
    files: list[Path] = [*modules(), *modules(ROOT / "ops")]
    found = [f"{called(file)}:{line} {name}" for file in files for line, name in banned(file.read_text())]
    assert found == []
    assert [called(file) for file in files if parts(file.stem) & BANNED and file.stem not in GIVEN_BY_OTHERS] == []


@pytest.mark.parametrize(
    "source", ["class CaseManager: ...", "def get_data(): ...", "user_info = 1", "def a(process): ..."]
)
def test_a_name_that_says_nothing_is_found(source: str) -> None:
    assert banned(source)


def test_a_person_is_a_person() -> None:
    words = {"client", "patient", "customer"}
    found = [
        f"{called(file)}:{line} {name}"
        for file in modules()
        for line, name in names(ast.parse(file.read_text()))
        if parts(name) & words
    ]
    assert found == []
