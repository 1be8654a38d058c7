"""The settings of the town."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from otagai.base.accounts import queries as accounts
from otagai.base.municipality.queries import DeadlineLine
from otagai.base.municipality.rules import MOST_DRAFT_DAYS, MOST_KEEP_DAYS, MOST_MONTHS, why_not_deadline
from otagai.base.municipality.words import Unit
from otagai.kernel.licences import Licence


def organizations() -> list[tuple[int, str]]:
    """The organisations of today."""
    return accounts.organization_choices(on=timezone.localdate())


class TownForm(forms.Form):
    """What every page says of the town, and who receives what comes through the public door."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label="まちの名前", max_length=60)
    desk_name = forms.CharField(label="窓口の名前", max_length=80)
    desk_phone = forms.CharField(label="窓口の電話", max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel"}))
    desk_hours = forms.CharField(label="窓口の時間", max_length=80, required=False, help_text="例：平日 8:30–17:15")
    front_door_id = forms.TypedChoiceField(
        label="はじめに受け止める団体", coerce=int, choices=organizations,
        help_text="ウェブやつながりカードの相談は、まずここに届きます。相談を見られる職務の人がいる団体を選んでください。",
    )  # fmt: skip
    place_ask_months = forms.IntegerField(
        label="居場所を たしかめ直すまで（か月）", min_value=1, max_value=MOST_MONTHS,
        help_text="はじめは6か月です。これを過ぎた居場所は「たしかめる場所」に並びます。",
    )  # fmt: skip
    place_hide_months = forms.IntegerField(
        label="住民の案内から 休ませるまで（か月）", min_value=2, max_value=MOST_MONTHS,
        help_text="はじめは12か月です。だれも たしかめないまま これを過ぎると、たしかめるまで 住民には見えません。",
    )  # fmt: skip
    sign_up_keep_days = forms.IntegerField(
        label="活動に申し込んだ人の名前を 消すまで（日）", min_value=1, max_value=MOST_KEEP_DAYS,
        help_text="はじめは30日です。活動の日から これだけたつと、名前と連絡先を消します。申し込む人にも 伝えます。",
    )  # fmt: skip
    draft_days = forms.IntegerField(
        label="書きかけを 預かる日数", min_value=1, max_value=MOST_DRAFT_DAYS,
        help_text="はじめは14日です。職員が書きかけた文は、最後に書いてから これを過ぎると 消えます（記録ではありません）。",
    )  # fmt: skip
    licence = forms.ChoiceField(
        label="オープンデータの使い方の約束", required=False,
        choices=[("", "システムの設定のまま（ふつうは CC BY 4.0）"), *Licence.choices()],
        help_text="まちの場所や活動の一覧を、だれでも使えるように出すときの約束です。一度出したものの約束は、あとから きびしくできません。",
    )  # fmt: skip
    licence_contact = forms.CharField(
        label="オープンデータの問い合わせ先", max_length=200, required=False,
        help_text="例：企画課 054-000-0000。オープンデータのページに出ます。人の名前は 書かないでください。",
    )  # fmt: skip
    attribution = forms.CharField(label="出典", required=False, widget=forms.Textarea(attrs={"rows": 3}))


class DeadlinesForm(forms.Form):
    """Until when each step must be done: an amount and how it is counted."""

    def __init__(self, *args: Any, deadlines: Sequence[DeadlineLine], labels: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.deadlines = deadlines
        for line in deadlines:
            label = labels.get(line.step, line.step)
            self.fields[f"{line.step}-amount"] = forms.IntegerField(
                label=label, initial=line.amount, min_value=1, max_value=1440
            )
            self.fields[f"{line.step}-unit"] = forms.TypedChoiceField(
                label=f"{label}：数え方", coerce=Unit, choices=Unit.choices, initial=line.unit
            )

    def clean(self) -> dict[str, Any]:
        """No deadline longer than anybody could remember."""
        given: dict[str, Any] = super().clean() or {}
        for step, (amount, unit) in self.chosen(given).items():
            for reason in why_not_deadline(amount, unit):
                self.add_error(f"{step}-amount", reason)
        return given

    def chosen(self, given: Mapping[str, Any] | None = None) -> dict[str, tuple[int, Unit]]:
        """Step → (amount, unit), for what was filled in."""
        values = self.cleaned_data if given is None else given
        names = [(line.step, f"{line.step}-amount", f"{line.step}-unit") for line in self.deadlines]
        return {step: (values[one], values[two]) for step, one, two in names if values.get(one) and values.get(two)}
