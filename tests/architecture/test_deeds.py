"""Every fact of a deed has a name that 個人情報管理者 understand, and every word that it may be is there."""

from __future__ import annotations

import ast

from otagai.base.audit.rules import ABOVE, FACTS
from otagai.kernel.words import word_named
from tests.architecture.house import modules

OF_THE_DEED = {"by", "subject", "circle_id"}


def facts_of(tree: ast.AST) -> set[str]:
    """Names of the facts handed to audit.record."""
    calls = (
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("audit.record")
    )
    return {word.arg for call in calls for word in call.keywords if word.arg} - OF_THE_DEED


def test_every_fact_has_a_name() -> None:
    found = set().union(*(facts_of(ast.parse(path.read_text(encoding="utf-8"))) for path in modules()))
    assert len(found) > 40
    assert sorted(found - set(FACTS)) == [], "base/audit/rules.py, FACTS"


def test_every_word_of_a_room_above_is_there() -> None:
    assert [name for name in ABOVE.values() if word_named(name) is None] == []
