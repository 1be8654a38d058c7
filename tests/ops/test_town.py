"""From an empty directory to an open town."""

import io
from argparse import Namespace
from pathlib import Path

import pytest

from ops import living, town
from ops.ground import Home
from ops.say import Trouble

NOTHING_GIVEN = Namespace(name=None, code=None, phone=None, admin=None)


class NoTerminal(io.StringIO):
    """Standard input that is a file, not a person."""


def test_a_fresh_place_becomes_the_demo_and_stays_what_it_is(home: Home) -> None:
    assert living.kind_to_open(home, empty=False) == town.DEMO
    home.kind_file.write_text(town.REAL)
    assert living.kind_to_open(home, empty=False) == town.REAL


def test_a_real_town_is_not_founded_over_the_demo(home: Home) -> None:
    home.kind_file.write_text(town.DEMO)
    with pytest.raises(Trouble, match="見本の町があります"):
        living.kind_to_open(home, empty=True)


def test_a_town_is_founded_only_once(home: Home) -> None:
    home.kind_file.write_text(town.REAL)
    with pytest.raises(Trouble, match="もう町があります"):
        living.kind_to_open(home, empty=True)


def test_an_interrupted_founding_goes_on_and_never_becomes_a_demo(home: Home) -> None:
    home.kind_file.write_text(town.FOUNDING)
    assert living.kind_to_open(home, empty=True) == town.FOUNDING
    with pytest.raises(Trouble, match="途中で止まっています"):
        living.kind_to_open(home, empty=False)


def test_a_real_town_never_starts_with_demo_settings(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTAGAI_DEMO", "1")
    with pytest.raises(Trouble, match="OTAGAI_DEMO"):
        living.kind_to_open(home, empty=True)
    home.kind_file.write_text(town.REAL)
    with pytest.raises(Trouble, match="OTAGAI_DEMO"):
        living.kind_to_open(home, empty=False)


def test_the_founding_can_be_given_without_a_person_at_the_keyboard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(town.sys, "stdin", NoTerminal("とてもながい合言葉です\n"))
    for name, value in (("NAME", "見本市"), ("CODE", "222127"), ("PHONE", "054-000-0000")):
        monkeypatch.setenv(f"OTAGAI_TOWN_{name}", value)
    founding = town.ask_founding(Namespace(name="ほんとう市", code=None, phone=None, admin="hajime"))
    assert founding == town.Founding("ほんとう市", "222127", "054-000-0000", "hajime", "とてもながい合言葉です")


def test_what_is_missing_is_named_when_nobody_can_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(town.sys, "stdin", NoTerminal(""))
    monkeypatch.delenv("OTAGAI_TOWN_NAME", raising=False)
    with pytest.raises(Trouble, match="市町村の名前"):
        town.ask_founding(NOTHING_GIVEN)


def test_a_short_passphrase_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(town.sys, "stdin", NoTerminal("short\n"))
    with pytest.raises(Trouble, match="短すぎます"):
        town.passphrase()


class Terminal(NoTerminal):
    """A keyboard with somebody at it."""

    def isatty(self) -> bool:
        """Yes."""
        return True


def test_whoever_sits_at_the_keyboard_is_asked_again_until_it_fits(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = iter(["", "みなと市", "99999x", "222127", "054-000-0000", "はじめ", "hajime"])
    secrets = iter(["short", "short", "とてもながい合言葉です", "ちがう合言葉でした", *["とてもながい合言葉です"] * 2])
    monkeypatch.setattr(town.sys, "stdin", Terminal(""))
    monkeypatch.setattr("builtins.input", lambda _: next(words))
    monkeypatch.setattr(town.getpass, "getpass", lambda _: next(secrets))
    for name in ("NAME", "CODE", "PHONE", "ADMIN"):
        monkeypatch.delenv(f"OTAGAI_TOWN_{name}", raising=False)
    founding = town.ask_founding(NOTHING_GIVEN)
    assert founding == town.Founding("みなと市", "222127", "054-000-0000", "hajime", "とてもながい合言葉です")
    told = capsys.readouterr().out
    assert "短すぎます" in told and "2回の合言葉が違いました" in told


def test_a_keyboard_that_is_gone_ends_the_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(town.sys, "stdin", Terminal(""))
    monkeypatch.setattr("builtins.input", gone)
    monkeypatch.delenv("OTAGAI_TOWN_NAME", raising=False)
    with pytest.raises(Trouble, match="途中で終わりました"):
        town.ask_founding(NOTHING_GIVEN)


def gone(_: str) -> str:
    """Ctrl-D."""
    raise EOFError


def test_the_open_town_remembers_its_address(home: Home) -> None:
    assert living.remembered(home) == {}
    living.remember(home, 8071)
    assert living.remembered(home)["port"] == "8071"


def test_static_files_are_collected_again_only_when_one_changed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "src" / "otagai" / "base" / "ui" / "static" / "ui" / "page.css"
    file.parent.mkdir(parents=True)
    file.write_text("a {}")
    monkeypatch.setattr(town.ground, "CHECKOUT", tmp_path)
    before = town.static_fingerprint()
    assert town.static_fingerprint() == before
    file.write_text("a { color: red }")
    assert town.static_fingerprint() != before


def test_what_the_town_finds_wrong_is_said_before_anything_is_built(
    home: Home, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = town.Founding("見本市", "222128", "054-000-0000", "hajime", "1234567890")
    reasons = ["全国地方公共団体コードの最後の数字が合いません", "よく使われる合言葉です"]
    monkeypatch.setattr(town, "django", lambda *words, **more: "\n".join(reasons))
    monkeypatch.setattr(town.sys, "stdin", NoTerminal(""))
    with pytest.raises(Trouble, match="最後の数字が合いません / よく使われる合言葉です"):
        town.sound_founding(home, NOTHING_GIVEN, refused, log=log)


def test_whoever_sits_there_is_asked_again_and_keeps_what_was_right(
    home: Home, log: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    said, answers, asked = iter(["合いません", ""]), iter(["", "222127", "", ""]), []
    monkeypatch.setattr(town, "django", lambda *words, **more: next(said))
    monkeypatch.setattr(town.sys, "stdin", Terminal())
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or next(answers))
    monkeypatch.setattr(town.getpass, "getpass", lambda question: "nagaku-kazoeru-hoshi")
    refused = town.Founding("見本市", "222128", "054-000-0000", "hajime", "nagaku-kazoeru-hoshi")
    founding = town.sound_founding(home, NOTHING_GIVEN, refused, log=log)
    assert founding == town.Founding("見本市", "222127", "054-000-0000", "hajime", "nagaku-kazoeru-hoshi")
    assert "[見本市]" in asked[0]
    assert "合いません" in capsys.readouterr().out


def test_an_open_town_says_so_and_does_not_pretend_to_move(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.kind_file.write_text(town.REAL)
    living.remember(home, 8601)
    monkeypatch.setattr(living, "status", lambda options: 0)
    assert living.already_open(home, Namespace(empty=False, port=None)) == 0
    with pytest.raises(Trouble, match="もう 8601 番で開いています"):
        living.already_open(home, Namespace(empty=False, port=8602))
    with pytest.raises(Trouble, match="もう町があります"):
        living.already_open(home, Namespace(empty=True, port=None))
