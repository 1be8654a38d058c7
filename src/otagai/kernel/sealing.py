"""Sealed letters: what the public zone receives can be opened only in the staff zone, and an answer only by whoever
holds the slip.
"""

import sys
from pathlib import Path

from nacl import pwhash
from nacl.encoding import HexEncoder, RawEncoder
from nacl.exceptions import CryptoError
from nacl.hash import blake2b
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox
from nacl.utils import random

from otagai.kernel.numbers import parse_passphrase

PRIVATE_NAME, PUBLIC_NAME = "letterbox.key", "letterbox.pub"
KEY_BYTES = 32
SALT_BYTES = pwhash.argon2id.SALTBYTES
# A passphrase has 40 bits: guessing all of them at this cost takes a thousand years of one processor. About 0.15 s
# and 64 MiB each.
ARGON2_PASSES = 3
ARGON2_MEMORY_BYTES = 64 * 1024 * 1024


class SealBroken(Exception):
    """The letter cannot be opened: another key, a wrong passphrase, or changed bytes; which of them is not told."""


def keygen(directory: Path) -> None:
    """Write a new key pair (X25519, hex) to letterbox.key (mode 600) and letterbox.pub; raises FileExistsError
    rather than replace a key.
    """
    private = PrivateKey.generate()
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write_once(directory / PRIVATE_NAME, private.encode(HexEncoder), 0o600)
    _write_once(directory / PUBLIC_NAME, private.public_key.encode(HexEncoder), 0o644)


def _write_once(path: Path, content: bytes, mode: int) -> None:
    path.touch(mode=mode, exist_ok=False)
    path.chmod(mode)
    path.write_bytes(content + b"\n")


def read_key(directory: Path, name: str) -> bytes:
    """Return the 32 bytes of letterbox.key or letterbox.pub; raises SealBroken when the file is missing or is no
    key.
    """
    try:
        key = bytes.fromhex((directory / name).read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise SealBroken(f"鍵 {name} が 読めません") from error
    if len(key) != KEY_BYTES:
        raise SealBroken(f"鍵 {name} の長さが 違います")
    return key


def public_key_of(private_key: bytes) -> bytes:
    """Return the public half (32 bytes) of a private key (32 bytes)."""
    return bytes(PrivateKey(private_key).public_key)


def seal(public_key: bytes, letter: bytes) -> bytes:
    """Return the letter sealed to a public key (32 bytes): 48 bytes longer, different each time (libsodium sealed
    box).
    """
    return SealedBox(PublicKey(public_key)).encrypt(letter)


def open_sealed(private_key: bytes, blob: bytes) -> bytes:
    """Return the letter in a sealed blob; raises SealBroken if this key (32 bytes) does not open it or a byte was
    changed.
    """
    try:
        return SealedBox(PrivateKey(private_key)).decrypt(blob)
    except (CryptoError, ValueError, TypeError) as error:
        raise SealBroken("封を 開けられません") from error


def new_salt() -> bytes:
    """Return the random salt (16 bytes) of one slip; kept beside the slip's public key, not secret."""
    return random(SALT_BYTES)


def _reply_private_key(passphrase: str, salt: bytes) -> bytes:
    secret = parse_passphrase(passphrase).encode("ascii")
    return pwhash.argon2id.kdf(KEY_BYTES, secret, salt, opslimit=ARGON2_PASSES, memlimit=ARGON2_MEMORY_BYTES)


def reply_public_key(passphrase: str, salt: bytes) -> bytes:
    """Return the public key (32 bytes) to which answers for a slip are sealed; the passphrase itself is kept
    nowhere.

    Raises ValueError if the passphrase is not 12 digits.
    """
    return public_key_of(_reply_private_key(passphrase, salt))


def open_reply(passphrase: str, salt: bytes, blob: bytes) -> bytes:
    """Return the answer sealed to a slip; raises SealBroken on a wrong passphrase (also one that is not 12 digits)
    or changed bytes.
    """
    try:
        private_key = _reply_private_key(passphrase, salt)
    except ValueError as error:
        raise SealBroken("封を 開けられません") from error
    return open_sealed(private_key, blob)


def main(arguments: list[str]) -> int:
    """`python -m otagai.kernel.sealing keygen DIR`: make the town's letterbox keys; exit code 0, 1 (keys exist) or 2
    (usage).
    """
    if len(arguments) != 2 or arguments[0] != "keygen":
        sys.stderr.write("使い方: python -m otagai.kernel.sealing keygen フォルダー\n")
        return 2
    try:
        keygen(Path(arguments[1]))
    except FileExistsError as error:
        sys.stderr.write(f"鍵は もう あります。上書きしません: {error.filename}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))


def shut(content: bytes, *, secret: bytes, purpose: str) -> bytes:
    """Encrypt and authenticate bytes for ourselves (XSalsa20-Poly1305); the key belongs to this purpose alone."""
    return bytes(SecretBox(_key_for(secret, purpose)).encrypt(content))


def reopened(shut_bytes: bytes, *, secret: bytes, purpose: str) -> bytes:
    """Return what `shut` was given; raises SealBroken for another key, another purpose, or changed bytes."""
    try:
        return SecretBox(_key_for(secret, purpose)).decrypt(shut_bytes)
    except (CryptoError, ValueError) as broken:
        raise SealBroken from broken


def _key_for(secret: bytes, purpose: str) -> bytes:
    return blake2b(
        secret,
        digest_size=KEY_BYTES,
        person=blake2b(purpose.encode(), digest_size=16, encoder=RawEncoder),
        encoder=RawEncoder,
    )
