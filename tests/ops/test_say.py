"""What the person in front of the launcher reads."""

from pathlib import Path

import pytest

from ops import say
from ops.say import Trouble


def test_a_step_shows_its_title_its_seconds_and_what_was_remarked(capsys: pytest.CaptureFixture[str]) -> None:
    with say.step("鍵") as remarks:
        remarks.append("作りました")
    assert capsys.readouterr().out.strip().endswith("秒  鍵（作りました）")


def test_a_failed_step_does_not_claim_to_be_done(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Trouble), say.step("鍵"):
        raise Trouble("だめ", do="もう一度")
    assert capsys.readouterr().out == ""


def test_trouble_says_what_happened_what_to_do_and_where_to_look(capsys: pytest.CaptureFixture[str], log: Path) -> None:
    log.write_text("1\n2\n", encoding="utf-8")
    say.lament(Trouble("止まりました", do="もう一度", log=log, english="It stopped."))
    said = capsys.readouterr().err
    for words in ("止まりました", "こうしてください: もう一度", "It stopped.", str(log), "| 2"):
        assert words in said


def test_a_traceback_in_a_log_is_shown_by_its_last_words_only(log: Path) -> None:
    log.write_text(
        'first\nTraceback (most recent call last):\n  File "x.py", line 1\n    boom()\nValueError: no\nlast\n'
    )
    assert say.tail(log) == ["first", "ValueError: no", "last"]


def test_only_the_command_that_failed_is_shown(log: Path) -> None:
    log.write_text("$ first\nfine\n\n$ second\nbroken\n")
    assert say.tail(log) == ["$ second", "broken"]


def test_a_log_that_is_not_there_has_no_last_lines(tmp_path: Path) -> None:
    assert say.tail(tmp_path / "none") == []


def test_at_a_terminal_a_step_is_named_while_it_is_under_way(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(say.sys.stdout, "isatty", lambda: True, raising=False)
    with say.step("見本の町の人びと"):
        assert "…     見本の町の人びと" in capsys.readouterr().out
    assert "秒  見本の町の人びと" in capsys.readouterr().out


def test_a_full_disk_is_called_so_whatever_step_it_stopped(capsys: pytest.CaptureFixture[str], log: Path) -> None:
    log.write_text("$ python -m django migrate\npsycopg.errors.DiskFull: could not write: No space left on device\n")
    say.lament(Trouble("表を用意できませんでした", do="下の記録を見てください", log=log))
    assert "ディスクが いっぱいです" in capsys.readouterr().err
