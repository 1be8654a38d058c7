"""What can be done with a referral: by the giver, by the taker, or by both; the room's own rules decide again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.urls import reverse

from otagai.base.accounts.acting import Acting
from otagai.front.desk.forms import referral as forms
from otagai.front.desk.forms.acts import ActForm
from otagai.welcome.intake.actions import Entry
from otagai.welcome.referrals import actions
from otagai.welcome.referrals.models import Referral
from otagai.welcome.referrals.words import ReferralState as S

Typed = dict[str, Any]
WAITING = frozenset({S.SENT, S.RECEIVED})


class Side(Enum):
    """The two ends of a baton."""

    GIVER = "giver"
    TAKER = "taker"


@dataclass(frozen=True)
class BatonDeed:
    """One act on a referral: whose it is, in which states it is offered, and what is said when it is done."""

    label: str
    icon: str
    form: type[ActForm]
    do: Callable[..., object]
    done: str
    sides: frozenset[Side]
    states: frozenset[S]
    hint: str = ""
    at_once: bool = False

    @property
    def name(self) -> str:
        """Its name in addresses (a template that names the form itself would make one)."""
        return self.form.act

    @property
    def is_next(self) -> bool:
        """The one that is most often the next step: to send the draft, to accept the baton."""
        return self.form.act in {"send", "accept"}

    def address(self, pk: int) -> str:
        """Where its form is sent."""
        return reverse(f"desk:referral_{self.form.act}", args=[pk])

    def is_of(self, referral: Referral, acting: Acting) -> bool:
        """Whether the person stands on the side that may do it."""
        holders = {Side.GIVER: referral.sender_id, Side.TAKER: referral.receiver_id}
        return any(holders[side] in acting.organizations for side in self.sides)


def send(referral: Referral, typed: Typed, *, by: Acting, at: datetime) -> None:
    """送る."""
    actions.send(referral, by=by, at=at)


def rewrite(referral: Referral, typed: Typed, *, by: Acting, at: datetime) -> None:
    """書き直す: the draft is put away; a new one begins with the same words."""
    actions.take_back(referral, by=by, reason="書き直すため", at=at)


def take(referral: Referral, typed: Typed, *, by: Acting, at: datetime) -> None:
    """受け取る."""
    actions.receive(referral, by=by, at=at)


def accept(referral: Referral, typed: Typed, *, by: Acting, at: datetime) -> None:
    """引受."""
    actions.accept(referral, by=by, at=at)


def join(referral: Referral, typed: Typed, *, by: Acting, at: datetime) -> None:
    """一緒に対応."""
    actions.join(referral, by=by, at=at)


def hand_back(referral: Referral, typed: Typed, *, by: Acting, at: datetime) -> None:
    """差戻し."""
    actions.hand_back(
        referral, by=by, reason=typed["reason"], note=typed["note"], suggestion=typed["suggestion"], at=at
    )


def wait(referral: Referral, typed: Typed, *, by: Acting, at: datetime) -> None:
    """待ち."""
    actions.put_on_hold(referral, by=by, until=typed["until"], reason=typed["reason"], at=at)


def contact(referral: Referral, typed: Typed, *, by: Acting, at: datetime) -> None:
    """最初の連絡."""
    entry = Entry(
        kind=typed["kind"], text=typed["text"], at=typed["at"], method=typed["method"], with_whom=typed["with_whom"],
        minutes=typed["minutes"],
    )  # fmt: skip
    actions.report_contact(referral, by=by, entry=entry, at=at)


def result(referral: Referral, typed: Typed, *, by: Acting, at: datetime) -> None:
    """結果を知らせる."""
    actions.report_result(referral, by=by, result=typed["result"], at=at)


def take_back(referral: Referral, typed: Typed, *, by: Acting, at: datetime) -> None:
    """取り戻す."""
    actions.take_back(referral, by=by, reason=typed["reason"], at=at)


def reroute(referral: Referral, typed: Typed, *, by: Acting, at: datetime) -> None:
    """送り先を変える: take it back; the next page is the choice of another one."""
    actions.take_back(referral, by=by, reason="送り先を変えるため", at=at)


GIVER, TAKER, BOTH = frozenset({Side.GIVER}), frozenset({Side.TAKER}), frozenset(Side)
DEEDS: dict[str, BatonDeed] = {
    deed.form.act: deed
    for deed in (
        BatonDeed(
            "この手紙を送る", "hand_over", forms.SendForm, send,
            "送りました。引き受けられるまで、いまの団体が持っています。", GIVER, frozenset({S.DRAFT}), at_once=True,
        ),
        BatonDeed(
            "書き直す", "pen", forms.DiscardForm, rewrite, "書き直してください。", GIVER, frozenset({S.DRAFT}), at_once=True
        ),
        BatonDeed(
            "引き受ける", "check", forms.AcceptForm, accept,
            "引き受けました。いまから わたしたちが持っています。次は 最初の連絡です。", TAKER, WAITING, at_once=True,
        ),
        BatonDeed(
            "一緒に対応する", "hands", forms.JoinForm, join, "「一緒に対応」と答えました。", TAKER, WAITING, at_once=True
        ),
        BatonDeed(
            "受け取った（返事は あとで）", "inbox", forms.TakeForm, take,
            "受け取ったことを知らせました。返事は期限までにお願いします。", TAKER, frozenset({S.SENT}), at_once=True,
        ),
        BatonDeed(
            "差し戻す", "back", forms.HandBackForm, hand_back, "差し戻しました。", TAKER, WAITING,
            hint="断るのではなく、わけと「こうしてはどうか」を そえて返します。",
        ),
        BatonDeed(
            "待ちにする", "clock", forms.WaitForm, wait, "待ちにしました。", BOTH, WAITING, hint="日を決めて 待ちます。"
        ),
        BatonDeed(
            "最初の連絡を記録する", "phone", forms.ContactForm, contact, "記録しました。", TAKER,
            frozenset({S.ACCEPTED, S.JOINED}),
        ),
        BatonDeed(
            "結果を知らせる", "talk", forms.ResultForm, result, "結果を知らせました。", TAKER,
            frozenset({S.ACCEPTED, S.JOINED, S.CONTACTED}), hint="つないだ団体に、どうなったかを返します。",
        ),
        BatonDeed(
            "取り戻す", "back", forms.TakeBackForm, take_back, "取り戻しました。相手からは もう見えません。", GIVER, WAITING
        ),
        BatonDeed(
            "送り先を変える", "hand_over", forms.RerouteForm, reroute, "取り戻しました。送り先を えらんでください。", GIVER,
            WAITING, at_once=True,
        ),
    )
}  # fmt: skip
