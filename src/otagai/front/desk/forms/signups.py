"""Writing down who telephoned, and that somebody was told."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from otagai.base.ui.fields import offer
from otagai.kernel.text import clean
from otagai.town.activities.queries import Terms
from otagai.welcome.signups.actions import Caller, Wish
from otagai.welcome.signups.words import News, Way


class EnterForm(forms.Form):
    """Somebody telephoned, or filled in the sheet on the board."""

    name = forms.CharField(label="名前", max_length=80)
    phone = forms.CharField(
        label="電話", max_length=40, required=False, widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"})
    )
    mail = forms.EmailField(label="メール", max_length=254, required=False)
    what = forms.ChoiceField(label="参加・手伝い")
    seats = forms.IntegerField(label="人数", min_value=1, initial=1)
    note = forms.CharField(label="知っておくこと", max_length=400, required=False)

    def __init__(self, *args: Any, terms: Terms, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        slots = [
            (str(slot.pk), f"手伝う：{slot.task} {slot.start:%-H:%M}–{slot.end:%-H:%M}") for slot in terms.open_slots
        ]
        guests = [("guest", "参加する")] if terms.takes_guests else []
        offer(self, "what", [*guests, *slots])
        self.fields["seats"].widget.attrs["max"] = terms.most_together

    def wish(self, activity_id: int, day: date) -> Wish:
        """What they sign up for."""
        what = self.cleaned_data["what"]
        return Wish(activity_id, day, None if what == "guest" else int(what), self.cleaned_data["seats"])

    def caller(self) -> Caller:
        """Who they are."""
        typed = self.cleaned_data
        return Caller(clean(typed["name"]), typed["phone"], typed["mail"], clean(typed["note"]))


class ToldForm(forms.Form):
    """What they were told, and how."""

    news = forms.TypedChoiceField(coerce=News, choices=News.choices)
    way = forms.TypedChoiceField(coerce=Way, choices=[(Way.PHONE, Way.PHONE.label), (Way.FACE, Way.FACE.label)])
