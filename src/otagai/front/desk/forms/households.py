"""Forms of households: as what somebody belongs to one, since when, until when."""

from __future__ import annotations

from django import forms

from otagai.base.ui.fields import WarekiDateField
from otagai.front.desk.forms.base import day_field
from otagai.town.people.words import Relation


class JoiningForm(forms.Form):
    """As what somebody belongs to a household, since when."""

    relation = forms.ChoiceField(
        label="続柄（世帯主から見て）", choices=[("", "えらんでください"), *Relation.choices()]
    )
    since = WarekiDateField(label="いつから", required=False)


class HouseholdForm(JoiningForm):
    """A new household with its first person."""

    relation = forms.ChoiceField(label="この方の続柄", choices=Relation.choices, initial=Relation.HEAD)
    label = forms.CharField(label="世帯のよび名", max_length=80, required=False, help_text="例: 本町の山本さん")


class LeftForm(forms.Form):
    """The day on which somebody left the household."""

    on = day_field("世帯を出た日", required=True)
