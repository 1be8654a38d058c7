"""The keys of a town."""

from pathlib import Path

import pytest

from ops import keys
from ops.say import Trouble

STRONG = "kD3v9_xP0qLwZ7r-T5yUeHs2GfBn8MjCa1VoKi4tRbQdXzWlYpNuOmEgJhFcSvA6"


def test_keys_are_made_once_and_never_replaced(tmp_path: Path, log: Path) -> None:
    assert keys.provide(tmp_path / "keys", log=log) == "作りました"
    first = {name: (tmp_path / "keys" / name).read_bytes() for name in (keys.SIGNING, *keys.LETTERBOX)}
    assert keys.provide(tmp_path / "keys", log=log) == "あります"
    assert first == {name: (tmp_path / "keys" / name).read_bytes() for name in first}


def test_only_the_towns_user_may_read_them(tmp_path: Path, log: Path) -> None:
    keys.provide(tmp_path / "keys", log=log)
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    for name in keys.SECRET:
        assert (tmp_path / "keys" / name).stat().st_mode & 0o777 == 0o600


def test_two_towns_have_different_keys(tmp_path: Path, log: Path) -> None:
    for name in ("one", "other"):
        keys.provide(tmp_path / name, log=log)
    for file in keys.SECRET:
        assert (tmp_path / "one" / file).read_bytes() != (tmp_path / "other" / file).read_bytes()


def test_half_a_letterbox_is_not_replaced_because_letters_could_not_be_opened(tmp_path: Path, log: Path) -> None:
    (tmp_path / "letterbox.pub").write_text("x")
    with pytest.raises(Trouble, match="半分だけ"):
        keys.provide(tmp_path, log=log)


def test_a_real_town_starts_with_fresh_keys(tmp_path: Path) -> None:
    assert keys.why_not_real(tmp_path, {}) == []
    (tmp_path / keys.SIGNING).write_text(STRONG)
    assert keys.why_not_real(tmp_path, {"OTAGAI_SECRET_KEY": STRONG}) == []


@pytest.mark.parametrize("key", ["", "secret", "x" * 90, "only-for-tests-" + STRONG, "django-insecure-" + STRONG])
def test_a_real_town_refuses_default_and_weak_secrets(tmp_path: Path, key: str) -> None:
    assert keys.why_not_real(tmp_path, {"OTAGAI_SECRET_KEY": key})
    (tmp_path / keys.SIGNING).write_text(key)
    assert keys.why_not_real(tmp_path, {})


@pytest.mark.parametrize("name", ["OTAGAI_DEMO", "OTAGAI_TESTING", "OTAGAI_CHECKING"])
def test_a_real_town_refuses_demo_and_test_settings(tmp_path: Path, name: str) -> None:
    assert name in keys.why_not_real(tmp_path, {name: "1"})[0]
