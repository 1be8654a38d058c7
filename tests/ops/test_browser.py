"""The browser for the journeys."""

import io
import tarfile
from pathlib import Path

import pytest

from ops import browser, ground
from ops.say import Trouble


def test_a_package_that_was_tampered_with_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "package.tgz").write_bytes(b"something else")
    with pytest.raises(Trouble, match="違います"):
        browser.require_sha512(tmp_path / "package.tgz", browser.SHA512)


def test_the_right_bytes_are_recognised(tmp_path: Path) -> None:
    (tmp_path / "package.tgz").write_bytes(b"")
    empty = "z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg=="
    browser.require_sha512(tmp_path / "package.tgz", empty)


def test_an_archive_writes_nothing_outside_its_place(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        for name in ("../outside", "/outside-of-it", "lib/inside"):
            member = tarfile.TarInfo(name)
            member.size = 1
            archive.addfile(member, io.BytesIO(b"x"))
        link = tarfile.TarInfo("lib/link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc"
        archive.addfile(link)
    browser.extract(tmp_path / "a.tar", tmp_path / "place")
    assert sorted(path.name for path in (tmp_path / "place").rglob("*")) == ["inside", "lib"]
    assert not (tmp_path / "outside").exists()


def test_without_the_system_its_browser_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTAGAI_NO_SYSTEM", "1")
    assert browser.system_browser() is None


def test_another_kind_of_machine_is_told_to_install_chromium(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, log: Path
) -> None:
    monkeypatch.setattr(browser.platform, "machine", lambda: "aarch64")
    with pytest.raises(Trouble, match="aarch64"):
        browser.fetch(tmp_path / "place", log=log)


def test_japanese_is_drawn_with_the_font_of_the_town(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ground, "TOOLS", tmp_path)
    text = Path(browser.fonts(())["FONTCONFIG_FILE"]).read_text(encoding="utf-8")
    assert "BIZ UDPGothic" in text
    assert str(tmp_path / "fontcache") in text


def test_a_browser_that_does_not_start_is_found_before_the_tests(log: Path) -> None:
    with pytest.raises(Trouble, match="動きません"):
        browser.try_it({"OTAGAI_CHROMIUM": "/bin/false"}, log=log)
    with pytest.raises(Trouble, match="動きません"):
        browser.try_it({"OTAGAI_CHROMIUM": "/no/such/browser"}, log=log)
