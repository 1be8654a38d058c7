"""Forms of つなぐ: what is passed on and on which basis, and the answers to a baton."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import format_html

from otagai.base.disclosure.words import Item, LegalBasis
from otagai.base.ui.fields import offer
from otagai.base.ui.widgets import BigCheckboxes, BigRadios
from otagai.front.desk.forms.acts import ActForm, RecordForm
from otagai.front.desk.forms.base import KeyedForm, day_field, long_field, not_past, text_field, words_field
from otagai.town.consents.words import ConsentGiver, ConsentMethod
from otagai.welcome.intake.words import RecordKind
from otagai.welcome.referrals.letter import NOT_TOLD, says_more
from otagai.welcome.referrals.words import HandBackReason

BASES = [LegalBasis.CONSENT, LegalBasis.VITAL_INTEREST, LegalBasis.ARTICLE_106_6, LegalBasis.LAW]


class ReferForm(KeyedForm):
    """The letter: why, which items, on which basis; with consent: who said yes and how."""

    headline = text_field(
        "相談の要点（かならず伝わります）", most=120, required=True,
        help_text="受け取る人が 返事の前に見る ひとことです。話した方のことばのままでなく、職員のことばで書きます。",
    )  # fmt: skip
    reason = long_field("つなぐ理由・お願いしたいこと", required=True, max_length=400)
    items = forms.TypedMultipleChoiceField(
        label="要点のほかに 伝えること", coerce=Item, widget=BigCheckboxes, required=False,
        help_text="印を付けたものだけが、下に書いてあるとおりに伝わります。電話は、かけてよい時間・名のり方と いっしょに伝わります。",
    )  # fmt: skip
    basis = forms.TypedChoiceField(
        label="伝えてよい根拠", choices=[(basis.value, basis.label) for basis in BASES], coerce=LegalBasis,
        widget=BigRadios, initial=LegalBasis.CONSENT,
    )  # fmt: skip
    giver = words_field(
        ConsentGiver, "同意した人", required=False, widget=BigRadios(layout="across"), initial=ConsentGiver.PERSON
    )
    method = words_field(ConsentMethod, "どのように同意しましたか", required=False, widget=BigRadios(layout="across"))
    given_on = day_field("同意した日")
    basis_note = text_field("同意によらないときの理由（相当の理由）", most=400)
    needed_when = dict.fromkeys(("giver", "method", "given_on"), "同意によるときは必須") | {
        "basis_note": "同意によらないときは必須"
    }

    def __init__(self, *args: Any, said: Sequence[dict[str, str]], **kwargs: Any) -> None:
        kwargs["initial"] = {"given_on": timezone.localdate(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        known = [Item(line["item"]) for line in said if line["value"] != NOT_TOLD]
        offer(
            self,
            "items",
            [
                (line["item"], format_html('{}<br><span class="item-value">{}</span>', line["label"], line["value"]))
                for line in said
                if line["item"] != Item.GIST and says_more(Item(line["item"]), known)
            ],
        )

    def clean_items(self) -> list[Item]:
        """What was ticked, and the gist, which is in every letter."""
        return [Item.GIST, *self.cleaned_data["items"]]

    def clean_given_on(self) -> date | None:
        """Nobody agrees tomorrow."""
        day: date | None = self.cleaned_data["given_on"]
        if day is not None and day > timezone.localdate():
            raise forms.ValidationError("きょうまでの日にしてください")
        return day

    def clean(self) -> dict[str, Any]:
        """With consent: who and how; without: why."""
        typed = super().clean() or self.cleaned_data
        by_consent = typed.get("basis") == LegalBasis.CONSENT
        if by_consent and not typed.get("method"):
            self.add_error("method", "どのように同意したかを えらんでください")
        if by_consent and not typed.get("giver"):
            self.add_error("giver", "だれが同意したかを えらんでください")
        if by_consent and not typed.get("given_on") and "given_on" not in self.errors:
            self.add_error("given_on", "同意した日を 書いてください")
        if not by_consent and not typed.get("basis_note", "").strip():
            self.add_error("basis_note", "本人の同意によらないときは、その理由（相当の理由）を書いてください")
        return typed


class SendForm(ActForm):
    """送る."""

    act = "send"


class DiscardForm(ActForm):
    """書き直す."""

    act = "rewrite"


class TakeForm(ActForm):
    """受け取る."""

    act = "take"


class AcceptForm(ActForm):
    """引受."""

    act = "accept"


class JoinForm(ActForm):
    """一緒に対応."""

    act = "join"


class HandBackForm(ActForm):
    """差戻し: why, and what would help."""

    act = "hand_back"
    reason = words_field(HandBackReason, "差戻しの理由", widget=BigRadios)
    note = text_field("くわしく", most=400)
    suggestion = long_field(
        "こうしてはどうか", required=True, max_length=400, help_text="次の人が動けるように 書いてください。"
    )


class WaitForm(ActForm):
    """待ち: until when, and why."""

    act = "wait"
    until = day_field("いつまで待ちますか", required=True)
    reason = text_field("わけ", most=200, required=True)

    def clean_until(self) -> date | None:
        """A day that lies ahead."""
        return not_past(self.cleaned_data["until"])


class ContactForm(RecordForm):
    """最初の連絡."""

    act = "contact"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("next_step", "next_date"):
            del self.fields[name]
        kinds = (RecordKind.CONTACT, RecordKind.NO_ANSWER)
        offer(self, "kind", [(kind.value, kind.label) for kind in kinds])

    def clean_next_date(self) -> date | None:
        """Not asked here."""
        return None


class ResultForm(ActForm):
    """結果を知らせる."""

    act = "result"
    result = long_field(
        "どうなりましたか", required=True, help_text="つないだ団体の人が読みます。相談した方への お知らせに使われます。"
    )


class TakeBackForm(ActForm):
    """取り戻す."""

    act = "take_back"
    reason = text_field("取り戻すわけ", most=200, required=True)


class RerouteForm(ActForm):
    """送り先を変える."""

    act = "reroute"
