"""Forms about grants: programmes and their terms, an application with its budget, what was done, what is paid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from otagai.base.ui.fields import offer
from otagai.base.ui.widgets import BigRadios
from otagai.front.desk.forms.base import day_field, long_field, text_field, words_field
from otagai.kernel.text import clean
from otagai.together.grants.actions import Besides
from otagai.together.grants.models import Application
from otagai.together.grants.rules import Conditions, Line, Met
from otagai.together.grants.words import GatheringForm, Purpose, Side

Choices = Sequence[tuple[Any, Any]]
MOST_YEN, ROOM_FOR_MORE, MOST_LINES = 99_999_999, 4, 40


def amount_field(label: str, *, most: int = MOST_YEN, required: bool = False, **more: Any) -> forms.IntegerField:
    """A whole number; full-width digits are read as well."""
    control = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(label=label, min_value=0, max_value=most, required=required, widget=control, **more)


class ProgrammeForm(forms.Form):
    """A programme."""

    name = text_field("制度の名前", most=120, required=True, help_text="例: ふれあいサロン助成")
    giver = forms.TypedChoiceField(label="出すところ", coerce=int)
    what = long_field("どんな助成", rows=2)

    def __init__(self, *args: Any, organizations: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "giver", organizations, none="えらぶ")


class TermsForm(forms.Form):
    """What a programme asks for and gives; what is left empty is not asked for, or not given."""

    since = day_field("いつから", required=True)
    until = day_field("いつまで")
    sessions_min = amount_field("1年に何回以上", most=366)
    months_min = amount_field("何か月以上 集まる", most=12)
    people_min = amount_field("1回に何人以上", most=999)
    minutes_min = amount_field("1回に何分以上", most=999)
    counts_visits = forms.BooleanField(label="電話・手紙・訪問も 1回と数える", required=False)
    startup_max = amount_field("立ち上げの上限（円）")
    base_amount = amount_field("基本額（円）")
    per_person = amount_field("1人あたり（円）")
    yearly_max = amount_field("年額の上限（円）")
    years_max = amount_field("同じ団体へ 何年度まで（活動の助成）", most=99)
    startup_once = forms.BooleanField(label="立ち上げの助成は 同じ団体へ 1回だけ", required=False)
    with_others = forms.BooleanField(label="ほかの助成と いっしょに使える", required=False, initial=True)

    def typed(self) -> dict[str, Any]:
        """The conditions, as `actions.set_terms` wants them."""
        return {name: self.cleaned_data[name] for name in (*Conditions.__dataclass_fields__, "since", "until")}


class ApplicationForm(forms.Form):
    """Who asks, for what, for when, how much."""

    terms = forms.TypedChoiceField(label="制度", coerce=int)
    group = text_field("団体の名前", most=120, required=True)
    organization = forms.TypedChoiceField(
        label="団体・機関に のっている団体", coerce=int, empty_value=None, required=False,
        help_text="えらぶと、名前の書き方がちがっても 同じ団体と分かります。",
    )  # fmt: skip
    purpose = words_field(Purpose, "目的")
    plan = long_field("何をするか", rows=3)
    starts_on = day_field("いつから", required=True)
    ends_on = day_field("いつまで", required=True)
    people = amount_field("参加する人（見込み・人）", most=9999, initial=0)
    amount = amount_field("申請する額（円）", required=True)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, terms: Choices = (), organizations: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "terms", terms, none="えらぶ")
        offer(self, "organization", organizations, none="なし")

    @staticmethod
    def shown(application: Application) -> dict[str, Any]:
        """The initial values for an application."""
        names = ("group", "purpose", "plan", "starts_on", "ends_on", "people", "amount", "version")
        return {
            **{name: getattr(application, name) for name in names}, "terms": application.terms_id,
            "organization": application.organization_id,
        }  # fmt: skip

    def fields_typed(self) -> dict[str, Any]:
        """What was typed, as the actions want it (without the terms)."""
        typed = self.cleaned_data
        plain = {name: typed[name] for name in ("purpose", "starts_on", "ends_on", "amount")}
        texts = {name: clean(typed[name]).strip() for name in ("group", "plan")}
        return {**plain, **texts, "people": typed["people"] or 0, "organization_id": typed["organization"]}


class LineForm(forms.Form):
    """One line of a budget; an empty one is none."""

    side = words_field(Side, "収入・支出")
    item = text_field("何", most=80)
    amount = amount_field("金額（円）")

    def clean(self) -> dict[str, Any] | None:
        """What and how much go together."""
        typed = super().clean() or {}
        if bool(typed.get("item")) != (typed.get("amount") is not None) and not self.errors:
            raise forms.ValidationError("「何」と「金額」の 両方を書いてください")
        return typed


LineForms: Any = forms.formset_factory(LineForm, extra=ROOM_FOR_MORE, max_num=MOST_LINES, absolute_max=MOST_LINES)


def lines_typed(lines: Any) -> tuple[Line, ...]:
    """The lines that were filled in, in order."""
    typed = [form.cleaned_data for form in lines if form.cleaned_data.get("item")]
    return tuple(Line(each["side"], clean(each["item"]).strip(), each["amount"]) for each in typed)


def lines_shown(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """The initial values of the lines."""
    return [{"side": line.side, "item": line.item, "amount": line.amount} for line in lines]


FIRST_LINES = (
    Line(Side.INCOME, "この助成", 0),
    Line(Side.INCOME, "会費・参加費", 0),
    Line(Side.EXPENSE, "会場・お茶・消耗品", 0),
)


class SubmitForm(forms.Form):
    """Sending it; where somebody else funds the same, why that is right."""

    twice_because = text_field("ほかの申請と 重なってよい わけ", most=300, help_text="重なる申請がないときは、空のまま")


class DecideForm(forms.Form):
    """決定 or 見送り."""

    grants = forms.TypedChoiceField(
        label="どうするか", choices=[("yes", "決定する"), ("no", "見送る")], coerce=lambda value: value == "yes", widget=BigRadios
    )  # fmt: skip
    amount = amount_field("決める額（円）")
    reason = text_field("わけ", most=300, help_text="申請どおりに決定するときは、空のままでもかまいません。")
    twice_because = text_field("ほかの申請と 重なってよい わけ", most=300)


class GatheringTypedForm(forms.Form):
    """One time people met."""

    on = day_field("いつ", required=True)
    form = words_field(GatheringForm, "どうやって", initial=GatheringForm.TOGETHER)
    people = amount_field("何人", most=9999, required=True)
    minutes = amount_field("何分", most=1440, initial=120)
    elsewhere = forms.BooleanField(label="会の居場所とは ほかの場所で", required=False)
    cost = amount_field("かかったお金（円）")
    note = text_field("したこと", most=200, help_text="人の名前は 書かないでください。")

    def met(self) -> Met:
        """What was typed."""
        typed = self.cleaned_data
        return Met(typed["on"], typed["form"], typed["people"], typed["minutes"] or 0)


class BesidesForm(forms.Form):
    """What a grant needs besides what its place told."""

    note = text_field("したこと", most=200, help_text="人の名前は 書かないでください。")
    cost = amount_field("かかったお金（円）")
    minutes = amount_field(
        "何分",
        most=1440,
        help_text="空のままなら、開催の記録の 時間（なければ 居場所の「開いている時」）から 数えます。",
    )
    struck_because = text_field("この助成では 数えない わけ", most=120, help_text="数えるときは、空のまま")
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def besides(self) -> Besides:
        """What was typed."""
        typed = self.cleaned_data
        return Besides(
            clean(typed["note"]).strip(), typed["cost"], typed["minutes"], clean(typed["struck_because"]).strip()
        )


class RecordsPlaceForm(forms.Form):
    """Which place's 開催の記録 are the 実施記録."""

    place = forms.TypedChoiceField(label="開催の記録を読む居場所", coerce=int, empty_value=None, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, places: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "place", places, none="読まない（すべて手で書く）")


class StrikeForm(forms.Form):
    """Why a record is wrong."""

    reason = text_field("取り消す わけ", most=120, required=True)


class ReportForm(forms.Form):
    """What every line of the budget came to, and a word."""

    note = long_field("ひとこと（要件に とどかなかったときは そのわけ）", rows=3)

    def __init__(self, *args: Any, lines: Sequence[tuple[int, Line]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, line in lines:
            self.fields[f"actual_{number}"] = amount_field(
                f"{line.side.label}：{line.item}（予算 {line.amount:,}円）の決算（円）", initial=line.actual
            )
        self.order_fields([*(f"actual_{number}" for number, _ in lines), "note"])

    def actuals(self) -> dict[int, int | None]:
        """By the number of the line."""
        typed = self.cleaned_data
        return {int(name.removeprefix("actual_")): value for name, value in typed.items() if name.startswith("actual_")}


class PaymentForm(forms.Form):
    """A payment to come."""

    amount = amount_field("金額（円）", required=True)
    planned_on = day_field("支払う日", required=True)
    note = text_field("メモ", most=120, help_text="例: 概算払 1回目。口座は ここに書きません。")


class RepaymentForm(forms.Form):
    """What comes back: how much, why, until when."""

    amount = amount_field("返してもらう額（円）", required=True)
    because = text_field(
        "わけ", most=300, required=True, help_text="例: 決算で 使わなかった分。回数が 要件に とどかなかった分。"
    )
    due_on = day_field("いつまでに", required=True)


class ReceivedForm(forms.Form):
    """On which day it came."""

    on = day_field("受け取った日", required=True)


class CallOffForm(forms.Form):
    """Why it need not come back."""

    because = text_field("取りやめる わけ", most=120, required=True)
