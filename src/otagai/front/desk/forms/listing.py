"""The form that narrows the list; GET, so that the address can be kept (it holds no names)."""

from __future__ import annotations

from django import forms

from otagai.front.desk.forms.base import words_field
from otagai.welcome.intake.words import Door, State, Theme, Turn, Urgency

ALL = "すべて"


class FilterForm(forms.Form):
    """What the list is narrowed to."""

    turn = words_field(Turn, "だれの番", required=False, empty=ALL)
    state = words_field(State, "状態", required=False, empty="終わっていないもの")
    urgency = words_field(Urgency, "急ぎ", required=False, empty=ALL)
    door = words_field(Door, "入口", required=False, empty=ALL)
    theme = words_field(Theme, "どんなこと", required=False, empty=ALL)
    mine = forms.BooleanField(label="わたしの担当だけ", required=False)
