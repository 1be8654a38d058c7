"""Exactly the locked packages, and never fewer than somebody else needs."""

import re
from pathlib import Path

import pytest

from ops import packages
from ops.say import Trouble


def test_up_never_takes_the_test_tools_away() -> None:
    assert packages.lock_to_install("prod", "dev 0123 3.11") == "dev"
    assert packages.lock_to_install("prod", "prod 0123 3.11") == "prod"
    assert packages.lock_to_install("prod", "") == "prod"
    assert packages.lock_to_install("dev", "prod 0123 3.11") == "dev"


def test_packages_that_are_already_there_are_not_fetched_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    venv, tools = tmp_path / "venv", tmp_path / "tools"
    venv.mkdir()
    (venv / "python").touch()
    (venv / "otagai-packages").write_text(packages.wanted("dev"))
    monkeypatch.setattr(packages.ground, "VENV", venv)
    monkeypatch.setattr(packages.ground, "PYTHON", venv / "python")
    monkeypatch.setattr(packages.ground, "TOOLS", tools)
    monkeypatch.setattr(packages, "provide_uv", lambda **_: pytest.fail("fetched"))
    assert packages.provide("prod", log=tmp_path / "log") == "そろっています"
    assert packages.provide("dev", log=tmp_path / "log") == "そろっています"


def test_a_changed_lock_is_not_taken_for_installed(tmp_path: Path) -> None:
    one, other = tmp_path / "a", tmp_path / "b"
    one.write_text("x==1")
    other.write_text("x==2")
    assert packages.fingerprint(one) != packages.fingerprint(other)


@pytest.mark.parametrize("name", ["prod", "dev", "uv"])
def test_every_package_is_pinned_with_a_hash_and_no_address(name: str) -> None:
    text = (packages.REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    wanted = [part for part in re.split(r"\n(?=\S)", text) if part.strip() and not part.startswith("#")]
    assert wanted
    for one in wanted:
        assert re.match(r"[a-zA-Z0-9._-]+(\[[a-z,]+\])?==", one), one.splitlines()[0]
        assert "--hash=sha256:" in one, one.splitlines()[0]


def test_a_python_without_pip_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages.sys, "executable", "/bin/false")
    with pytest.raises(Trouble, match="pip がありません") as caught:
        packages.require_pip()
    assert "python3-pip" in caught.value.do


def test_uv_downloads_no_python_and_trusts_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "missing"))
    monkeypatch.delenv("UV_CACHE_DIR", raising=False)
    env = packages.uv_environment()
    assert env["UV_PYTHON_DOWNLOADS"] == "never"
    assert env["UV_SYSTEM_CERTS"]
    assert env["UV_CACHE_DIR"].startswith(str(packages.ground.TOOLS))
