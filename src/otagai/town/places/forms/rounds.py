"""Briefings and the yearly check."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from otagai.base.ui.fields import offer
from otagai.base.ui.widgets import BigCheckboxes, BigRadios, WarekiDateInput
from otagai.town.places.words import CheckHow, CheckWish

Choices = Sequence[tuple[Any, Any]]


class GuestsForm(forms.Form):
    """Which windows are invited."""

    windows = forms.TypedMultipleChoiceField(
        label="お招きする窓口", coerce=int, required=False, widget=BigCheckboxes,
        help_text="「候補」の窓口は、お招きすると「依頼」になります。",
    )  # fmt: skip

    def __init__(self, *args: Any, window_choices: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "windows", window_choices)


class BriefingForm(GuestsForm):
    """When and where the briefing is."""

    on = forms.DateField(label="いつ", widget=WarekiDateInput)
    starts_at = forms.TimeField(label="何時から", widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    where = forms.CharField(label="会場", max_length=120)
    note = forms.CharField(label="伝えること", max_length=300, required=False)
    field_order = ("on", "starts_at", "where", "note", "windows")


class RoundForm(forms.Form):
    """Until when the windows are asked to answer."""

    due_on = forms.DateField(label="お返事の期限", widget=WarekiDateInput)


class CheckAnswerForm(forms.Form):
    """What a window answered, and how."""

    how = forms.TypedChoiceField(
        label="どうやって", coerce=CheckHow, choices=[(how.value, how.label) for how in CheckHow if how is not CheckHow.LINK],
        widget=BigRadios(layout="across"),
    )  # fmt: skip
    wish = forms.TypedChoiceField(
        label="これから", coerce=CheckWish, choices=CheckWish.choices, widget=BigRadios(layout="across")
    )
    note = forms.CharField(label="ひとこと", max_length=200, required=False)
