"""Every page that writes a reading has a name that 個人情報管理者 and the person concerned understand."""

from __future__ import annotations

import ast

from otagai.base.audit.words import PAGES
from tests.architecture.house import modules

READING_CALLS = {"read", "leave_reading", "opened", "person_page", "household_page", "read_each", "_leave_readings"}


def names_of_pages(tree: ast.AST) -> set[str]:
    """Page names handed to the calls that write a reading, and the ones they take by default."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in READING_CALLS:
            given = [*node.args, *(word.value for word in node.keywords if word.arg == "page")]
            found |= {one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)}
        if isinstance(node, ast.FunctionDef) and node.name in READING_CALLS:
            named = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
            found |= {str(value.value) for arg, value in named if arg.arg == "page" and isinstance(value, ast.Constant)}
    return {name for name in found if "." in name}


def called(node: ast.Call) -> str:
    """The last part of what is called."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def pages() -> set[str]:
    """All of them in the house."""
    return set().union(*(names_of_pages(ast.parse(path.read_text(encoding="utf-8"))) for path in modules()))


def test_every_page_that_writes_a_reading_has_a_name() -> None:
    assert pages() - set(PAGES) == set(), "base/audit/words.py, PAGES"


def test_no_name_is_left_of_a_page_that_is_gone() -> None:
    assert set(PAGES) - pages() == set()


def test_a_page_without_a_name_is_found() -> None:
    assert names_of_pages(ast.parse('audit.read(by=x, page="desk.new")')) == {"desk.new"}
