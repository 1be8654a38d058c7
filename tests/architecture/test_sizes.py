"""Sizes to feel: a module fits in a head, a function on a screen, a template too (house.md)."""

from __future__ import annotations

import ast
from pathlib import Path
from statistics import median

from tests.architecture.house import ROOT, called, modules, templates

LONGEST_MODULE = 300
LONGEST_FUNCTION = 60
LOOK_TWICE = 40
LONGEST_TEMPLATE = 80


def all_modules() -> list[Path]:
    """The product and the launcher."""
    return [*modules(), *modules(ROOT / "ops")]


def functions(file: Path) -> list[tuple[str, int]]:
    """(where, lines) of every function; docstrings do not count."""
    found = []
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            first = node.body[0]
            told = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
            words = (first.end_lineno or first.lineno) - first.lineno + 1 if told else 0
            found.append(
                (f"{called(file)}:{node.lineno} {node.name}", (node.end_lineno or 0) - node.lineno + 1 - words)
            )
    return found


def test_no_module_is_longer_than_a_head_holds() -> None:
    long = {
        called(file): lines for file in all_modules() if (lines := len(file.read_text().splitlines())) > LONGEST_MODULE
    }
    assert long == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = [entry for file in all_modules() for entry in functions(file) if entry[1] > LONGEST_FUNCTION]
    assert long == []


def test_functions_worth_a_second_look_stay_rare() -> None:
    lengths = [entry for file in all_modules() for entry in functions(file)]
    second_look = [entry for entry in lengths if entry[1] > LOOK_TWICE]
    assert len(second_look) <= len(lengths) // 200, second_look
    assert median(length for _, length in lengths) <= 9


def test_no_template_is_longer_than_a_screen() -> None:
    long = {
        called(file): lines for file in templates() if (lines := len(file.read_text().splitlines())) > LONGEST_TEMPLATE
    }
    assert long == {}
