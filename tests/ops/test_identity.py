"""Under which user the database runs."""

import os
import pwd
from pathlib import Path

import pytest

from ops import identity
from ops.identity import Identity
from ops.say import Trouble


def test_an_ordinary_person_runs_the_database_as_herself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity.os, "geteuid", lambda: 65534)
    who = identity.database_user()
    assert who.uid is None
    assert who.as_subprocess() == {}


def test_root_steps_down_to_postgres_or_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity.os, "geteuid", lambda: 0)
    who = identity.database_user()
    assert who.name in {"postgres", "nobody"}
    assert who.as_subprocess()["user"] == pwd.getpwnam(who.name).pw_uid


def test_root_without_anybody_to_step_down_to_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(name: str) -> None:
        raise KeyError(name)

    monkeypatch.setattr(identity.os, "geteuid", lambda: 0)
    monkeypatch.setattr(identity.pwd, "getpwnam", unknown)
    with pytest.raises(Trouble, match="root では動かせず"):
        identity.database_user()


def test_the_database_directory_is_closed(tmp_path: Path) -> None:
    Identity("me").own(tmp_path / "town")
    assert (tmp_path / "town").stat().st_mode & 0o777 == 0o700


def test_behind_a_closed_door_the_database_lives_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(identity, "FAR_STATE", tmp_path / "far")
    monkeypatch.setattr(Identity, "can", lambda *_: False)
    stranger = Identity("nobody", os.geteuid(), os.getegid())
    place = identity.reachable_directory(tmp_path / "home" / "town", stranger)
    assert place.parent == tmp_path / "far"
    assert place == identity.reachable_directory(tmp_path / "home" / "town", stranger), "the same town is found again"
    assert place != identity.reachable_directory(tmp_path / "other" / "town", stranger)


def test_where_the_database_user_can_go_nothing_is_moved(tmp_path: Path) -> None:
    assert identity.reachable_directory(tmp_path / "town", Identity("me")) == tmp_path / "town"
