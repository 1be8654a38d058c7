"""The keys of a town: the signing key and the letterbox key pair, made once, in a closed directory."""

from __future__ import annotations

import secrets
from pathlib import Path

from ops.ground import PYTHON, run
from ops.say import Trouble

SIGNING = "secret_key"
LETTERBOX = ("letterbox.key", "letterbox.pub")
SECRET = (SIGNING, "letterbox.key")
SHORTEST = 50  # characters of a signing key; the random one has 86
DEFAULTS = ("only-for-tests", "django-insecure", "changeme", "secret")


def provide(directory: Path, *, log: Path) -> str:
    """Make the keys that are missing; a key that is there is never replaced. Returns a remark for the progress line."""
    directory.mkdir(parents=True, exist_ok=True)
    directory.chmod(0o700)
    there = [name for name in LETTERBOX if (directory / name).exists()]
    if len(there) == 1:
        raise Trouble(
            f"鍵が半分だけあります（{there[0]} はあり、もう一方がありません）。",
            do=f"{directory} をバックアップから戻してください。新しい鍵では 届いた声を開けないので、作り直しません。",
            english="Half of the letterbox key pair is missing.",
        )
    made = make_signing_key(directory / SIGNING)
    if not there:
        made = make_letterbox(directory, log=log) or made
    for name in SECRET:
        (directory / name).chmod(0o600)
    return "作りました" if made else "あります"


def make_signing_key(file: Path) -> bool:
    """64 random bytes as text; returns False when there is one."""
    if file.exists():
        return False
    file.touch(mode=0o600)
    file.write_text(secrets.token_urlsafe(64) + "\n")
    return True


def make_letterbox(directory: Path, *, log: Path) -> bool:
    """The X25519 pair for sealed letters, made by the code that also opens them."""
    run(
        [PYTHON, "-m", "otagai.kernel.sealing", "keygen", directory],
        log=log,
        what="手紙の鍵を作れませんでした。",
        do="下の記録を見てください。",
    )
    return True


def why_not_real(directory: Path, environment: dict[str, str]) -> list[str]:
    """Reasons why a real town must not start with these keys and settings (safety rule 14); none when it may."""
    reasons = []
    if environment.get("OTAGAI_DEMO") == "1":
        reasons.append("OTAGAI_DEMO=1 が設定されています。ほんとうの町では外してください。")
    if environment.get("OTAGAI_TESTING") == "1" or environment.get("OTAGAI_CHECKING") == "1":
        reasons.append("試験用の設定 (OTAGAI_TESTING・OTAGAI_CHECKING) が入っています。外してください。")
    given = environment.get("OTAGAI_SECRET_KEY")
    if given is not None and weak(given):
        reasons.append("OTAGAI_SECRET_KEY が短すぎるか、見本のままです。外せば、安全な鍵が作られます。")
    file = directory / SIGNING
    if file.exists() and weak(file.read_text().strip()):
        reasons.append(f"{file} の鍵が短すぎるか、見本のままです。")
    return reasons


def weak(key: str) -> bool:
    """True for a key that is short, monotonous or a well-known default."""
    return len(key) < SHORTEST or len(set(key)) < 12 or key.lower().startswith(DEFAULTS)
