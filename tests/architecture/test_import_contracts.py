"""Who may know whom: the contracts hold, and one that is broken is noticed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.house import ROOT, SOURCE

LINT = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"]


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of a checkout."""
    env = {**os.environ, "PYTHONPATH": str(root / "src"), "DJANGO_SETTINGS_MODULE": "otagai.config.settings"}
    return subprocess.run(LINT, cwd=root, env=env, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The source without its pictures, to be broken."""
    root = tmp_path_factory.mktemp("house")
    keep = shutil.ignore_patterns("*.pyc", "static", "templates", "fonts", "locale")
    shutil.copytree(SOURCE, root / "src" / "otagai", ignore=keep)
    shutil.copy(ROOT / ".importlinter", root / ".importlinter")
    yield root
    shutil.rmtree(root)


def test_the_contracts_hold() -> None:
    checked = lint(ROOT)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("base/notices/rules.py", "from otagai.welcome.intake import words"),
        ("kernel/text.py", "import django"),
        ("base/accounts/rules.py", "from otagai.base.accounts import models"),
        ("welcome/intake/words.py", "from otagai.welcome.referrals import words"),
    ],
    ids=["upwards", "django in the kernel", "rules that know tables", "intake that knows referrals"],
)
def test_a_breach_is_noticed(copy: Path, module: str, line: str) -> None:
    file = copy / "src" / "otagai" / module
    before = file.read_text()
    file.write_text(f"{before}\n{line}\n")
    try:
        checked = lint(copy)
    finally:
        file.write_text(before)
    assert checked.returncode == 1, checked.stdout
    assert "BROKEN" in checked.stdout
