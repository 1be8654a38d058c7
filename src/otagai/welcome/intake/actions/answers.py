"""Answers to where it came from: sealed for the number, spoken by telephone, or a word to the window."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from otagai.base.accounts.acting import Acting
from otagai.base.safekeeping.errors import RuleBroken
from otagai.welcome.intake import rules
from otagai.welcome.intake.actions.advance import advance, locked_by_concerned
from otagai.welcome.intake.actions.course import Entry, record
from otagai.welcome.intake.models import Consultation
from otagai.welcome.intake.words import Door, Method, RecordKind, State
from otagai.welcome.letterbox import actions as letterbox

LONGEST_WORD = 200


@transaction.atomic
def answer_origin(consultation: Consultation, *, by: Acting, text: str, method: Method, at: datetime) -> Consultation:
    """答えを返す: record what was said; an answer to the number is sealed for whoever holds its passphrase."""
    if not text.strip():
        raise RuleBroken(["お返事のことばを書いてください"])
    if method == Method.NUMBER and not letterbox.seal_answer(consultation.receipt_number, text):
        raise RuleBroken(["この相談には「番号で見る」控えがありません。電話などで伝え、方法を選びなおしてください"])
    entry = Entry(kind=RecordKind.ANSWER, method=method, with_whom="相談した方", text=text, at=at)
    record(consultation, by=by, entry=entry, at=at, next_step=consultation.next_step, next_date=consultation.next_date)
    return advance(locked_by_concerned(consultation, by=by), verb="answered", by=by, at=at, told_origin_at=at)


@transaction.atomic
def answer_window(consultation: Consultation, *, by: Acting, word: str, at: datetime) -> Consultation:
    """窓口へのお知らせ: a safe state and a word of thanks; nothing about the person (domain/casework.md §5.8)."""
    by_staff = consultation.door == Door.CARD and consultation.origin_organization_id is not None
    if consultation.origin_window_id is None and not by_staff:
        raise RuleBroken(["この相談は、窓口のカードから来たものではありません"])
    if len(word) > LONGEST_WORD:
        raise RuleBroken([f"窓口へのひとことは {LONGEST_WORD}文字までにしてください"])
    letterbox.show_state(consultation.receipt_number, rules.SAFE[State(consultation.state)], word=word)
    entry = Entry(
        kind=RecordKind.ANSWER,
        with_whom="カードを書いた人" if by_staff else "福祉相談窓口",
        text=word or "お知らせしました",
        at=at,
    )
    record(consultation, by=by, entry=entry, at=at, next_step=consultation.next_step, next_date=consultation.next_date)
    return advance(locked_by_concerned(consultation, by=by), verb="answered", by=by, at=at, told_origin_at=at)


@transaction.atomic
def decline_answer(consultation: Consultation, *, by: Acting, reason: str, at: datetime) -> Consultation:
    """お知らせ不要: only because the one who asked does not want one; the reason is recorded."""
    if not reason.strip():
        raise RuleBroken(["「お知らせ不要」と分かったわけを書いてください（だれが、いつ言ったか）"])
    entry = Entry(kind=RecordKind.DECISION, text=f"お知らせ不要：{reason}", at=at)
    record(consultation, by=by, entry=entry, at=at, next_step=consultation.next_step, next_date=consultation.next_date)
    return advance(locked_by_concerned(consultation, by=by), verb="answer_declined", by=by, at=at, origin_declined=True)
