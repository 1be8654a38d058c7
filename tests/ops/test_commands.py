"""The launcher as people type it."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ops import commands
from ops.ground import CHECKOUT


def typed(*words: str, home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """./otagai with these words, on a machine that speaks no Japanese (LANG=C)."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHON"))}
    env |= {"LANG": "C", "OTAGAI_HOME": str(home), **more}
    command = [sys.executable, str(CHECKOUT / "otagai"), *words]
    return subprocess.run(command, env=env, cwd="/", capture_output=True, text=True, encoding="utf-8", check=False)


def test_without_a_word_it_explains_itself(tmp_path: Path) -> None:
    said = typed(home=tmp_path)
    assert said.returncode == 2
    assert "./otagai up" in said.stdout
    assert "見本の町を開く" in said.stdout


def test_the_status_of_nothing_is_closed(tmp_path: Path) -> None:
    said = typed("status", home=tmp_path)
    assert said.returncode == 3
    assert "まだありません" in said.stdout


def test_stopping_what_does_not_run_is_no_failure(tmp_path: Path) -> None:
    said = typed("stop", home=tmp_path)
    assert said.returncode == 0
    assert "動いていません" in said.stdout


def test_a_misspelt_option_is_not_ignored(tmp_path: Path) -> None:
    said = typed("up", "--emtpy", home=tmp_path)
    assert said.returncode == 2
    assert "--emtpy" in said.stderr


def test_backing_up_a_town_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    said = typed("backup", str(tmp_path / "x.tar"), home=tmp_path / "home")
    assert said.returncode == 1
    assert "先に ./otagai up" in said.stderr
    assert "Traceback" not in said.stderr


def test_a_home_that_cannot_be_written_is_said_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = typed("up", home=tmp_path / "file" / "home")
    assert said.returncode == 1
    assert "できませんでした" in said.stderr
    assert "Traceback" not in said.stderr


def test_what_nobody_foresaw_goes_to_a_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_options: object) -> int:
        raise ZeroDivisionError("nobody foresaw this")

    monkeypatch.setenv("OTAGAI_HOME", str(tmp_path))
    monkeypatch.setitem(commands.ACTIONS, "status", broken)
    assert commands.main(["status"]) == 1
    assert "Traceback (most recent" not in capsys.readouterr().err
    assert "ZeroDivisionError" in (tmp_path / "log" / "otagai.log").read_text()


def test_words_after_test_belong_to_pytest_and_after_manage_to_django(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[list[str]] = []
    for name in ("test", "manage"):
        monkeypatch.setitem(commands.ACTIONS, name, lambda options: heard.append(list(options.others)) or 0)
    commands.main(["test", "--postgres", "18", "src/otagai/kernel", "-x", "-k", "wareki"])
    commands.main(["manage", "migrate", "--plan"])
    assert heard == [["src/otagai/kernel", "-x", "-k", "wareki"], ["migrate", "--plan"]]


def test_a_place_that_can_only_be_read_is_called_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTAGAI_HOME", str(tmp_path / "var"))
    trouble = commands.unexpected(OSError(errno.EROFS, "Read-only file system", "/opt/otagai/var/run"))
    assert "書き込めません" in trouble.what
    assert "df -h" not in trouble.do
    monkeypatch.setenv("OTAGAI_HOME", "/proc/nowhere")
    assert commands.unexpected(OSError(errno.EROFS, "Read-only file system", "x")).log is None
