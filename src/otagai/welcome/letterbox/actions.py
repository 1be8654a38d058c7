"""Verbs of the letterbox: people post sealed letters; the staff zone opens them, shows a safe state, seals answers."""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import OperationalError, transaction
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.municipality import queries as municipality
from otagai.base.safekeeping.actions import once
from otagai.base.safekeeping.errors import RuleBroken
from otagai.kernel import sealing
from otagai.welcome.letterbox import pace, rules
from otagai.welcome.letterbox.models import Letter, OwnCard, Slip, SlipMessage
from otagai.welcome.letterbox.queries import next_receipt_number, slip_held
from otagai.welcome.letterbox.words import LetterKind, SafeState

WORD_LENGTH = 200
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Posted:
    """What the sender keeps: the number, and the passphrase ("" when no slip to come back with was wanted)."""

    receipt_number: str
    passphrase: str = ""


@transaction.atomic
def post(
    *,
    submission: uuid.UUID,
    kind: LetterKind,
    window_id: int | None,
    contents: Mapping[str, Any],
    wants_number: bool,
    at: datetime,
    address: str = "",
    written_by: int | None = None,
) -> Posted:
    """Seal a letter for the staff zone and give it a number. The same form sent again gives the same number and passphrase.

    `written_by`: the account of whoever wrote it after logging in; they find it among their own.

    Raises RuleBroken without words, or while the town has no letterbox key.
    """
    contents = rules.kept(contents)
    if reasons := rules.why_not_post(str(contents.get("text", ""))):
        raise RuleBroken(reasons)
    key = rules.once_key(submission, contents)
    passphrase = rules.passphrase_of(settings.SECRET_KEY.encode(), key, submission) if wants_number else ""

    def create() -> str:
        number = next_receipt_number(timezone.localdate(at))
        put_in(number, key, kind=kind, contents=contents, window_id=window_id, address=address, at=at)
        slip = slip_with(number, passphrase, window_id=window_id, at=at)
        if written_by is not None:
            OwnCard.objects.create(slip=slip, user_id=written_by)
        return number

    return Posted(once(key, form=f"letterbox.{kind}", create=create), passphrase)


def slip_with(number: str, passphrase: str, *, at: datetime, window_id: int | None = None) -> Slip:
    """The slip of a number; whoever knows the passphrase comes back with it ("": nobody does)."""
    salt = sealing.new_salt() if passphrase else b""
    reply_key = sealing.reply_public_key(passphrase, salt) if passphrase else b""
    return Slip.objects.create(
        receipt_number=number, salt=salt, reply_key=reply_key, window_id=window_id, created_at=at, updated_at=at
    )


@transaction.atomic
def post_again(
    receipt_number: str, passphrase: str, text: str, submission: uuid.UUID, *, at: datetime, address: str = ""
) -> bool:
    """続きの手紙: whoever holds the slip writes again; False for a wrong pair and for an unknown number alike, and for a
    number under which no story goes on (a sign-up): nobody would read it there.

    Raises RuleBroken without words, TooOften after many tries.
    """
    contents = rules.kept({"text": text})
    if reasons := rules.why_not_post(contents["text"]):
        raise RuleBroken(reasons)
    slip = slip_held(receipt_number, passphrase, address=address, at=at)
    if slip is None or Letter.objects.filter(receipt_number=slip.receipt_number, kind=LetterKind.SIGN_UP).exists():
        return False
    earlier = slip.receipt_number
    key = rules.once_key(submission, {**contents, "in_reply_to": earlier})

    def create() -> str:
        number = next_receipt_number(timezone.localdate(at))
        put_in(number, key, kind=LetterKind.AGAIN, contents=contents, in_reply_to=earlier, address=address, at=at)
        return number

    once(key, form="letterbox.again", create=create)
    return True


def put_in(
    number: str,
    key: uuid.UUID,
    *,
    kind: LetterKind,
    contents: Mapping[str, Any],
    address: str,
    at: datetime,
    window_id: int | None = None,
    in_reply_to: str = "",
) -> bool:
    """Append one sealed letter; in a flood from one address it is put aside, never dropped. Whether that is so."""
    if not (public_key := municipality.town().letterbox_key):
        raise RuleBroken([rules.CLOSED])
    sealed = sealing.seal(bytes.fromhex(public_key), json.dumps(contents, ensure_ascii=False, default=str).encode())
    flood = bool(address) and rules.is_flood(pace.counted("post", address, at=at))
    Letter.objects.create(
        receipt_number=number, submission=key, kind=kind, window_id=window_id, in_reply_to=in_reply_to,
        sealed=sealed, quarantined=flood, arrived_at=at,
    )  # fmt: skip
    return flood


@transaction.atomic
def opened(letter: Letter) -> dict[str, Any] | None:
    """Open a letter with the town's private key and mark it; None when it is open already or its seal is broken.

    A broken seal is written on the letter; it stays, and is tried again every hour (a key may be put back).
    """
    waiting = Letter.objects.select_for_update(skip_locked=True).filter(pk=letter.pk, opened_at__isnull=True).first()
    if waiting is None:
        return None
    try:
        private_key = sealing.read_key(settings.OTAGAI_KEYS, sealing.PRIVATE_NAME)
        contents = json.loads(sealing.open_sealed(private_key, bytes(waiting.sealed)))
    except (sealing.SealBroken, ValueError) as broken:
        set_aside(waiting, trouble=str(broken))
        return None
    if not isinstance(contents, dict):
        set_aside(waiting, trouble="中身が 手紙の形では ありません")
        return None
    Letter.objects.filter(pk=letter.pk).update(opened_at=timezone.now(), trouble="")
    return contents


def take_in_each(waiting: Iterable[Letter], take_in: Callable[[Letter], bool]) -> int:
    """Take in letters one by one (each in a transaction of its own); how many were taken in.

    A letter that cannot be opened stays, with its trouble written on it, and calls a person. When the database has no room or
    goes away, that is no trouble of the letter: it waits untouched and is tried at the next round.
    """
    taken = 0
    for letter in waiting:
        try:
            taken += take_in(letter)
        except OperationalError:
            log.exception("the database could not take in letter %s", letter.pk)
        except Exception as trouble:
            log.exception("letter %s could not be taken in", letter.pk)
            set_aside(letter, trouble=type(trouble).__name__)
    return taken


def set_aside(letter: Letter, *, trouble: str) -> None:
    """The letter could not be opened or taken in: it stays, with the reason on it."""
    Letter.objects.filter(pk=letter.pk, opened_at__isnull=True).update(trouble=trouble[:200], tried_at=timezone.now())


@transaction.atomic
def try_again(*, by: Acting) -> int:
    """The letters in trouble are tried at once instead of in an hour (a key was put back, a fault mended); how many."""
    again = Letter.objects.filter(opened_at__isnull=True).exclude(trouble="").update(tried_at=None)
    audit.record("letterbox.tried_again", by=by, subject=("letterbox", None), count=again)
    return again


def forget(numbers: Collection[str]) -> int:
    """What was sealed in these letters is gone; number and dates stay. Returns letters emptied (the worker alone may do so)."""
    return Letter.objects.filter(receipt_number__in=numbers).exclude(sealed=b"").update(sealed=b"", trouble="")


def show_state(receipt_number: str, state: SafeState, word: str = "") -> None:
    """Show where it is to whoever waits outside; an earlier word stays when no new one is given. No slip: nothing to do."""
    changes: dict[str, Any] = {"safe_state": state, "updated_at": timezone.now()}
    if word:
        changes["word_to_window"] = word[:WORD_LENGTH]
    Slip.objects.filter(receipt_number=receipt_number).update(**changes)


def slip_for_card(receipt_number: str, *, window_id: int | None, at: datetime) -> None:
    """A slip without a passphrase for a paper card, so that its window sees the safe state among its own cards."""
    Slip.objects.create(receipt_number=receipt_number, window_id=window_id, created_at=at, updated_at=at)


@transaction.atomic
def seal_answer(receipt_number: str, text: str) -> bool:
    """Seal an answer for whoever holds the passphrase of the number; False when there is no such slip."""
    slip = Slip.objects.filter(receipt_number=receipt_number).exclude(reply_key=b"").first()
    if slip is None:
        return False
    SlipMessage.objects.create(slip=slip, sealed=sealing.seal(bytes(slip.reply_key), text.encode()))
    Slip.objects.filter(pk=slip.pk).update(updated_at=timezone.now())
    return True
