"""Views ask queries for records; they never reach for the tables themselves (house.md: one door to a record)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.house import called, modules

FORBIDDEN_CALLS = {"get_object_or_404", "get_list_or_404"}
FORBIDDEN_ATTRIBUTES = {"objects", "_default_manager", "_base_manager"}


def views() -> list[Path]:
    """Modules that answer requests."""
    return [file for file in modules() if file.stem == "views" or file.parent.name == "views"]


def naked(source: str) -> list[int]:
    """Lines that reach for a table."""
    return sorted(
        node.lineno
        for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.Attribute) and node.attr in FORBIDDEN_ATTRIBUTES)
        or (isinstance(node, ast.Name) and node.id in FORBIDDEN_CALLS)
        or (isinstance(node, ast.Attribute) and node.attr in FORBIDDEN_CALLS)
    )


def test_there_are_views_to_look_at() -> None:
    assert len(views()) > 5


def test_no_view_reaches_for_a_table() -> None:
    found = [f"{called(file)}:{line}" for file in views() for line in naked(file.read_text())]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "def page(request, pk): return Consultation.objects.get(pk=pk)",
        "def page(request, pk): return get_object_or_404(Consultation, pk=pk)",
        "def page(request, pk): return shortcuts.get_object_or_404(Consultation, pk=pk)",
        "rows = Person._default_manager.all()",
    ],
)
def test_a_view_that_does_is_found(source: str) -> None:
    assert naked(source) == [1]
