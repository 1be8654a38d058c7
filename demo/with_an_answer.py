"""One letter with a known number and passphrase, answered already: so that a newcomer can try 「返事を見る」."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings

from demo.actors import as_
from otagai.base.accounts.acting import WORKER, Acting
from otagai.base.circles.scope import Scope, Zone, acting_in
from otagai.welcome.intake import actions as intake
from otagai.welcome.intake.actions.arrival import open_letter
from otagai.welcome.intake.models import Consultation
from otagai.welcome.intake.words import About, Method, RecordKind, ReplyBy, Theme
from otagai.welcome.letterbox import actions as letterbox
from otagai.welcome.letterbox import rules
from otagai.welcome.letterbox.models import Letter
from otagai.welcome.letterbox.words import LetterKind

SUBMISSION = UUID("0c0ffee0-0000-4000-8000-000000000001")
CONTENTS: dict[str, Any] = {
    "text": "引っ越してきて三か月、だれとも話さない日があります。名前は言いたくありません。ふらっと行っていいところはありますか。",
    "themes": [str(Theme.LONELY)], "about": str(About.SELF), "reply_by": str(ReplyBy.NUMBER), "wants_answer": True,
}  # fmt: skip
SAID = "読んだ人と、行けそうな場所を三つえらんだ。名前は聞かない。番号のページで返事をする。"
ANSWER = (
    "書いてくださって ありがとうございます。月曜の朝なら「港おしゃべりサロン」、木曜の夕方なら「焼津えんがわ」が、名前を言わずに来られる場所です。"
    "はじめの日は、森という職員が 入口でお待ちします。行けなくなっても だいじょうぶです。このページから また書いてください。"
)


def came(now: datetime) -> datetime:
    """When it was written: two days ago."""
    return now - timedelta(days=2)


def tell(*, now: datetime, by: Acting) -> None:
    """It came two days ago and was answered yesterday."""
    arrived = came(now)
    with acting_in(Scope(zone=Zone.WORKER)):
        posted = letterbox.post(
            submission=SUBMISSION,
            kind=LetterKind.FORM,
            window_id=None,
            contents=CONTENTS,
            wants_number=True,
            at=arrived,
        )
        open_letter(Letter.objects.get(receipt_number=posted.receipt_number), by=WORKER, at=arrived)
        found = Consultation.objects.get(receipt_number=posted.receipt_number)
    with as_(by):
        intake.receive(found, by=by, at=arrived + timedelta(hours=2))
        entry = intake.Entry(kind=RecordKind.NOTE, text=SAID, at=arrived + timedelta(hours=3))
        intake.record(found, by=by, entry=entry, at=arrived + timedelta(hours=3), next_step="番号のページで返事をする")
        found.refresh_from_db()
        intake.answer_origin(found, by=by, text=ANSWER, method=Method.NUMBER, at=arrived + timedelta(days=1))


def number_and_passphrase() -> tuple[str, str] | None:
    """What the sender kept; None when the town has not been loaded."""
    key = rules.once_key(SUBMISSION, rules.kept(CONTENTS))
    number = Letter.objects.filter(submission=key).values_list("receipt_number", flat=True).first()
    return (number, rules.passphrase_of(settings.SECRET_KEY.encode(), key, SUBMISSION)) if number else None
