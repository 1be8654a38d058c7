"""Rules of the letterbox. Pure: how often one may write or ask, and what is said when it was too often."""

from __future__ import annotations

import hashlib
import hmac
import json
import uuid
from collections.abc import Mapping
from typing import Any

from otagai.kernel import text

PACE_SECONDS = 600
LETTERS_BEFORE_QUARANTINE = 10
"""From one address within PACE_SECONDS. A salon with one line for all its guests stays below; a bot does not."""
QUESTIONS_ALLOWED = 20
QUARANTINED_A_ROUND = 10
LONGEST_LETTER = 20_000
TOO_OFTEN = "短い間に 何度もためされたため、いったん止めています。10分ほど待って、もう一度お試しください。"
CLOSED = "いまは インターネットで受けとれません。お手数ですが、電話でお話しください。"
PASSPHRASE_RANGE = 10**12


def is_flood(letters: int) -> bool:
    """More letters from one address than people write: they are put aside, never dropped (safety rule 5)."""
    return letters > LETTERS_BEFORE_QUARANTINE


def may_ask(questions: int) -> bool:
    """Whether one more pair of number and passphrase may be tried from this address."""
    return questions <= QUESTIONS_ALLOWED


def why_not_post(words: str) -> list[str]:
    """断らない: a letter needs words, and nothing else (seed 003)."""
    if not words.strip():
        return ["どんなことか、ひとことでも書いてください"]
    if len(words) > LONGEST_LETTER:
        return [f"{LONGEST_LETTER:,}文字までにしてください（いま {len(words):,}文字）"]
    return []


def kept(contents: Mapping[str, Any]) -> dict[str, Any]:
    """The contents fit for keeping: texts cleaned of what is no text, everything else as it is."""
    return {name: _kept(value) for name, value in contents.items()}


def _kept(value: Any) -> Any:
    if isinstance(value, str):
        return text.clean(value)
    if isinstance(value, list | tuple):
        return [_kept(each) for each in value]
    return value


def once_key(submission: uuid.UUID, contents: Mapping[str, Any]) -> uuid.UUID:
    """The key under which a sent form is stored once: the same form with the same words.

    It tells nothing of `submission`, from which the passphrase follows; and words changed after sending are a new letter.
    """
    words = json.dumps(contents, ensure_ascii=False, sort_keys=True, default=str).encode()
    return uuid.UUID(bytes=hashlib.sha256(b"otagai letter" + submission.bytes + words).digest()[:16])


def passphrase_of(secret: bytes, key: uuid.UUID, submission: uuid.UUID) -> str:
    """12 digits in 3 groups that follow from the sent form, so that pressing twice shows the same; kept nowhere."""
    digest = hmac.new(secret, b"otagai passphrase" + submission.bytes + key.bytes, hashlib.sha256).digest()
    digits = f"{int.from_bytes(digest, 'big') % PASSPHRASE_RANGE:012}"
    return f"{digits[:4]}-{digits[4:8]}-{digits[8:]}"


def trouble_in_words(trouble: str) -> str:
    """Why a letter is not open, as somebody at the desk understands it and knows what to do."""
    if not trouble:
        return "一度に たくさん届いたので、ほかの手紙の後に 少しずつ開けています"
    if trouble.startswith("鍵"):
        return f"手紙を開ける鍵が 使えません（{trouble}）。鍵が もどれば 開けられます"
    if trouble.startswith("封"):
        return "封を 開けられません。べつの鍵で 封をされたか、途中で こわれています。前の鍵が あれば 開けられます"
    return f"封は 開きましたが、相談として 読み取れませんでした（{trouble}）"
