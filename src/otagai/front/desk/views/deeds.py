"""What can be done with a consultation by a form of its own: name, form, verb, and what is said when it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Permission
from otagai.front.desk.forms import acts as forms
from otagai.welcome.intake import actions as intake
from otagai.welcome.intake.models import Consultation
from otagai.welcome.intake.rules import Closing
from otagai.welcome.intake.words import Method, RecordKind
from otagai.welcome.referrals import actions as referrals

Typed = dict[str, Any]
NO_NEXT_STEP = "次の一歩を決める"


@dataclass(frozen=True)
class Deed:
    """One act of the page of a consultation."""

    label: str
    icon: str
    form: type[forms.ActForm]
    do: Callable[..., object]
    done: str
    permission: Permission = Permission.WORK_ON_CONSULTATION
    hint: str = ""

    @property
    def name(self) -> str:
        """Its name in addresses (a template that names the form itself would make one)."""
        return self.form.act

    @property
    def page(self) -> str:
        """The name of the address that its form is sent to."""
        return f"desk:consultation_{self.name}"


def receive(consultation: Consultation, typed: Typed, *, by: Acting, at: datetime) -> None:
    """受け止める."""
    intake.receive(consultation, by=by, at=at)


def record(consultation: Consultation, typed: Typed, *, by: Acting, at: datetime) -> None:
    """記録する; an empty next step keeps the one that was agreed."""
    kept = consultation.next_step if consultation.first_contact_at else NO_NEXT_STEP
    step = typed["next_step"] or (kept or NO_NEXT_STEP)
    entry = intake.Entry(
        kind=typed["kind"], text=typed["text"], at=typed["at"], method=typed["method"], with_whom=typed["with_whom"],
        minutes=typed["minutes"],
    )  # fmt: skip
    intake.record(consultation, by=by, entry=entry, at=at, next_step=step, next_date=typed["next_date"])


def no_answer(consultation: Consultation, method: Method, *, by: Acting, at: datetime) -> None:
    """不在: one tap; the step stays what it was."""
    entry = intake.Entry(kind=RecordKind.NO_ANSWER, text="", at=at, method=method)
    intake.record(consultation, by=by, entry=entry, at=at, next_step="もう一度 連絡する")


def support(consultation: Consultation, typed: Typed, *, by: Acting, at: datetime) -> None:
    """支える."""
    intake.support(consultation, by=by, next_step=typed["next_step"], next_date=typed["next_date"], at=at)


def watch(consultation: Consultation, typed: Typed, *, by: Acting, at: datetime) -> None:
    """見守りへ."""
    intake.watch(consultation, by=by, next_date=typed["next_date"], at=at)


def answer(consultation: Consultation, typed: Typed, *, by: Acting, at: datetime) -> None:
    """答えを返す; referrals whose result has come are then done."""
    to, text = typed["to"], typed["text"]
    if to == forms.TO_WINDOW:
        intake.answer_window(consultation, by=by, word=text, at=at)
    elif to == forms.NOT_WANTED:
        intake.decline_answer(consultation, by=by, reason=text, at=at)
    else:
        intake.answer_origin(consultation, by=by, text=text, method=Method(to), at=at)
    referrals.complete_reported(consultation, by=by, at=at)


def end(consultation: Consultation, typed: Typed, *, by: Acting, at: datetime) -> None:
    """終える, through the room that knows the referrals."""
    closing = Closing(
        outcome=typed["outcome"], note=typed["note"], told_origin=consultation.told_origin_at is not None,
        origin_declined=consultation.origin_declined,
    )  # fmt: skip
    referrals.finish(consultation, by=by, closing=closing, at=at)


def reopen(consultation: Consultation, typed: Typed, *, by: Acting, at: datetime) -> None:
    """もう一度ひらく."""
    intake.reopen(consultation, by=by, reason=typed["reason"], at=at)


DEEDS: dict[str, Deed] = {
    deed.form.act: deed
    for deed in (
        Deed("受け止める", "check", forms.ReceiveForm, receive, "受け止めました。次は 最初の連絡です。",
             Permission.RECEIVE_CONSULTATION),
        Deed("記録する", "pen", forms.RecordForm, record, "記録しました。"),
        Deed("支える", "hands", forms.SupportForm, support, "「支えています」になりました。", hint="自分たちで続けて支えます。"),
        Deed("見守りへ", "watch", forms.WatchForm, watch, "「見守っています」になりました。",
             hint="いまは動かず、日を決めて ようすを確かめます。"),
        Deed("お知らせする", "talk", forms.AnswerForm, answer, "お知らせを記録しました。",
             hint="相談した方・カードを書いた方に、どうなったかを返します。"),
        Deed("終える", "success", forms.EndForm, end, "終わりました。記録は残り、いつでも もう一度ひらけます。",
             hint="結果と、書いた方への お知らせが必要です。"),
        Deed("もう一度ひらく", "back", forms.ReopenForm, reopen, "もう一度ひらきました。"),
    )
}  # fmt: skip
