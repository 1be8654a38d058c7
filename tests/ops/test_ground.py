"""Where things stand and how programs are started there."""

import sys
from pathlib import Path

import pytest

from ops import ground
from ops.ground import Home
from ops.say import Trouble


def test_a_town_lives_in_var_unless_the_operator_gives_another_home(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("OTAGAI_HOME", raising=False)
    assert ground.home().root == ground.CHECKOUT / "var"
    monkeypatch.setenv("OTAGAI_HOME", str(tmp_path))
    assert ground.home().root == tmp_path


def test_logs_and_mails_are_closed_to_other_users(home: Home) -> None:
    for directory in (home.logs, home.mail, home.run):
        assert directory.stat().st_mode & 0o077 == 0


def test_nobody_lives_in_a_home_without_a_note(home: Home) -> None:
    assert home.kind() == ""
    home.kind_file.write_text("demo\n")
    assert home.kind() == "demo"


def test_a_foreign_python_path_does_not_leak_into_the_town(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("PGHOST", "elsewhere")
    env = ground.environment({"OTAGAI_DEMO": "1"})
    assert "/elsewhere" not in env["PYTHONPATH"]
    assert "PGHOST" not in env
    assert env["OTAGAI_DEMO"] == "1"


def test_what_a_program_says_is_returned_and_kept_in_the_log(log: Path) -> None:
    said = ground.run([sys.executable, "-c", "print('はい')"], log=log, what="x", do="y")
    assert said == "はい\n"
    assert "はい" in log.read_text(encoding="utf-8")


def test_a_program_that_fails_is_trouble_with_its_log(log: Path) -> None:
    with pytest.raises(Trouble) as caught:
        ground.run([sys.executable, "-c", "raise SystemExit(3)"], log=log, what="うまくいきません", do="y")
    assert caught.value.what == "うまくいきません"
    assert caught.value.log == log
    assert "3" in caught.value.english


def test_a_program_that_is_missing_is_trouble_too(log: Path) -> None:
    with pytest.raises(Trouble):
        ground.run(["/no/such/program"], log=log, what="x", do="y")


def test_a_secret_on_standard_input_is_not_written_to_the_log(log: Path) -> None:
    ground.run([sys.executable, "-c", "input()"], log=log, what="x", do="y", text="とても秘密の合言葉\n")
    assert "秘密" not in log.read_text(encoding="utf-8")


def test_two_cannot_prepare_the_same_thing_at_once(tmp_path: Path) -> None:
    first, second = (ground.alone(tmp_path / "lock", what="準備") for _ in range(2))
    with first, pytest.raises(Trouble, match="もう動いています"):
        second.__enter__()


def test_the_lock_is_free_again_afterwards(tmp_path: Path) -> None:
    for _ in range(2):
        with ground.alone(tmp_path / "lock", what="準備"):
            pass
