"""開催の記録: what the host of a place counts after people went home."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from otagai.base.ui.fields import TimeRangeField
from otagai.base.ui.widgets import BigCheckboxes, BigRadios, TimeRange, WarekiDateInput
from otagai.kernel.text import clean
from otagai.town.places.rules.sessions import MOST_PEOPLE
from otagai.town.places.words import AgeBand, DayPart, NearMiss


def people(label: str) -> forms.IntegerField:
    """A number of people; empty means none."""
    widget = forms.NumberInput({"inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_PEOPLE, required=False, widget=widget)


class SessionForm(forms.Form):
    """One time people met, in numbers; there is no field for a name."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    held_on = forms.DateField(label="いつ", widget=WarekiDateInput)
    part = forms.ChoiceField(label="時間", choices=DayPart.choices, widget=BigRadios(layout="across"))
    times = TimeRangeField(
        label="何時から何時まで", required=False, widget=TimeRange(hours=range(5, 24), minutes=(0, 15, 30, 45)),
        help_text="空けておくと、いつもの 開いている時間です。",
    )  # fmt: skip
    children = people(AgeBand.CHILDREN.label)
    adults = people(AgeBand.ADULTS.label)
    seniors = people(AgeBand.SENIORS.label)
    elders = people(AgeBand.ELDERS.label)
    unknown = people(AgeBand.UNKNOWN.label)
    first_timers = people("このうち はじめて来た人")
    hosts = people("ひらいた人・手伝った人")
    near_misses = forms.MultipleChoiceField(
        label="ヒヤリとしたこと", choices=NearMiss.choices, required=False, widget=BigCheckboxes(layout="across")
    )
    near_miss_note = forms.CharField(
        label="ヒヤリのこと", max_length=200, required=False, help_text="だれのことかは 書かないでください。"
    )

    def said(self) -> dict[str, Any]:
        """What was counted, as the actions want it."""
        typed = {name: value for name, value in self.cleaned_data.items() if name not in {"key", "times"}}
        begins, ends = self.cleaned_data["times"] or (None, None)
        numbers = {name: typed[name] or 0 for name in (*(band.value for band in AgeBand), "first_timers", "hosts")}
        return {
            **typed,
            **numbers,
            "begins": begins,
            "ends": ends,
            "near_miss_note": clean(typed["near_miss_note"]).strip(),
        }
