import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otagai.kernel import sealing
from otagai.kernel.sealing import SealBroken

WORDS = "母の介護で眠れません".encode()


@pytest.fixture
def letterbox(tmp_path: Path) -> Path:
    sealing.keygen(tmp_path / "keys")
    return tmp_path / "keys"


def test_what_the_public_zone_seals_only_the_staff_zone_opens(letterbox: Path) -> None:
    blob = sealing.seal(sealing.read_key(letterbox, sealing.PUBLIC_NAME), WORDS)
    assert WORDS not in blob
    assert sealing.open_sealed(sealing.read_key(letterbox, sealing.PRIVATE_NAME), blob) == WORDS
    with pytest.raises(SealBroken):
        sealing.open_sealed(sealing.read_key(letterbox, sealing.PUBLIC_NAME), blob)


def test_the_private_key_is_readable_by_its_owner_only(letterbox: Path) -> None:
    old = os.umask(0)
    try:
        sealing.keygen(letterbox.parent / "other")
    finally:
        os.umask(old)
    assert (letterbox.parent / "other" / sealing.PRIVATE_NAME).stat().st_mode & 0o777 == 0o600


def test_the_folder_of_the_keys_is_made_for_its_owner_alone_and_may_be_there_already(tmp_path: Path) -> None:
    sealing.keygen(tmp_path / "town" / "keys")
    assert (tmp_path / "town" / "keys").stat().st_mode & 0o777 == 0o700
    (tmp_path / "empty").mkdir()
    sealing.keygen(tmp_path / "empty")
    assert (tmp_path / "empty" / sealing.PUBLIC_NAME).stat().st_mode & 0o777 == 0o644


def test_guessing_a_passphrase_stays_expensive() -> None:
    assert sealing.ARGON2_PASSES >= 3
    assert sealing.ARGON2_MEMORY_BYTES >= 64 * 1024 * 1024


def test_an_existing_key_is_never_replaced(letterbox: Path) -> None:
    before = (letterbox / sealing.PRIVATE_NAME).read_bytes()
    with pytest.raises(FileExistsError):
        sealing.keygen(letterbox)
    assert sealing.main(["keygen", str(letterbox)]) == 1
    assert (letterbox / sealing.PRIVATE_NAME).read_bytes() == before


def test_the_launcher_can_make_the_keys(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sealing.main(["keygen", str(tmp_path / "new")]) == 0
    assert sealing.main([]) == 2
    assert "使い方" in capsys.readouterr().err
    assert len(sealing.read_key(tmp_path / "new", sealing.PUBLIC_NAME)) == sealing.KEY_BYTES


def test_a_missing_or_damaged_key_is_told_plainly(letterbox: Path, tmp_path: Path) -> None:
    with pytest.raises(SealBroken, match="読めません"):
        sealing.read_key(tmp_path, sealing.PRIVATE_NAME)
    (letterbox / sealing.PUBLIC_NAME).write_text("abcd")
    with pytest.raises(SealBroken, match="長さ"):
        sealing.read_key(letterbox, sealing.PUBLIC_NAME)


@given(letter=st.binary(max_size=300), place=st.integers(0), bit=st.integers(0, 7))
def test_a_changed_byte_anywhere_breaks_the_seal(letter: bytes, place: int, bit: int) -> None:
    private = bytes(range(1, 33))
    blob = bytearray(sealing.seal(sealing.public_key_of(private), letter))
    assert sealing.open_sealed(private, bytes(blob)) == letter
    blob[place % len(blob)] ^= 1 << bit
    with pytest.raises(SealBroken):
        sealing.open_sealed(private, bytes(blob))


def test_an_answer_opens_with_the_number_on_the_slip_and_with_no_other() -> None:
    salt = sealing.new_salt()
    blob = sealing.seal(sealing.reply_public_key("4821-0937-6650", salt), WORDS)
    assert sealing.open_reply("４８２１ ０９３７ ６６５０", salt, blob) == WORDS
    for wrong in ("4821-0937-6651", "", "山田"):
        with pytest.raises(SealBroken):
            sealing.open_reply(wrong, salt, blob)
    with pytest.raises(SealBroken):
        sealing.open_reply("4821-0937-6650", sealing.new_salt(), blob)


def test_an_empty_or_cut_letter_is_broken_not_a_crash() -> None:
    for blob in (b"", b"x", b"x" * 47):
        with pytest.raises(SealBroken):
            sealing.open_sealed(bytes(range(32)), blob)
