"""Paper cards: how many blank ones, and the fields of the paper as they are keyed in."""

from __future__ import annotations

from typing import Any

from django import forms

from otagai.base.ui.widgets import BigCheckboxes, BigRadios
from otagai.front.desk.forms.base import KeyedForm, long_field, text_field, words_field
from otagai.welcome.intake.rules import MOST_CARDS
from otagai.welcome.intake.words import PUBLIC_THEMES, About, Kind, Knows, Theme, Urgency


class PrintForm(forms.Form):
    """How many blank cards; two lie on a sheet."""

    number = forms.IntegerField(
        label="何枚 印刷しますか", min_value=1, max_value=MOST_CARDS, initial=10, help_text="A4の紙1枚に 2枚 入ります。"
    )


class SerialForm(forms.Form):
    """The serial of a card that came back."""

    serial = text_field("カードの番号", most=40, required=True, help_text="カードの右上の番号です。例：C-000123-4")


class CardForm(KeyedForm):
    """The same fields as the paper."""

    serial = text_field("カードの番号", most=40, required=True)
    text = long_field("どんなことですか", required=True, rows=6, help_text="カードに書いてあるとおりに。")
    themes = forms.TypedMultipleChoiceField(
        label="あてはまるもの", choices=[(theme.value, theme.label) for theme in PUBLIC_THEMES], coerce=Theme,
        required=False, widget=BigCheckboxes(layout="across"),
    )  # fmt: skip
    kind = words_field(Kind, "種類", required=False, widget=BigRadios(layout="across"), initial=Kind.WORRY)
    about = words_field(
        About, "だれのことですか", required=False, widget=BigRadios(layout="across"), initial=About.UNSAID
    )
    person_name = text_field("名前", most=120)
    place = text_field("住んでいるあたり", most=120)
    urgency = words_field(
        Urgency, "急ぎですか", required=False, widget=BigRadios(layout="across"), initial=Urgency.ANYTIME
    )
    knows = words_field(
        Knows, "本人は この相談を", required=False, widget=BigRadios(layout="across"), initial=Knows.UNSURE
    )
    phone = text_field("連絡してよい電話", most=40)
    safe_time = text_field("連絡してよい時間・気をつけること", most=120)
    writer = text_field("このカードを書いた人", most=120)
    wants_answer = forms.BooleanField(label="つながった後の お知らせが ほしい", required=False, initial=True)

    def voice(self) -> dict[str, Any]:
        """How the writer and the person may be reached."""
        typed = self.cleaned_data
        known = {name: typed[name] for name in ("phone", "safe_time", "person_name", "place")}
        return {**known, "caller_name": typed["writer"]}
