"""What is typed about a district; every form says that no personal facts belong here."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from otagai.base.ui.widgets import BigRadios
from otagai.insight.profiles import rules
from otagai.insight.profiles.words import StepState, TreasureKind

NO_NAMES = "だれのことか わかること（名前・住所・病気など）は 書かないでください。"
NOT_YET_COME = "きょうまでの日にしてください"


def a_day(label: str, **more: Any) -> forms.DateField:
    """A day with the browser's own control."""
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **more)


def has_come(day: date) -> date:
    """A day that has come."""
    if day > timezone.localdate():
        raise forms.ValidationError(NOT_YET_COME)
    return day


class DayForm(forms.Form):
    """Of which day the profile is to be seen; today without one."""

    on = a_day("いつの ようすを見ますか", required=False)

    def clean_on(self) -> date | None:
        """Nothing of tomorrow, nothing before there were lists."""
        on: date | None = self.cleaned_data["on"]
        if on and (reasons := rules.why_not_day(on, today=timezone.localdate())):
            raise forms.ValidationError(reasons)
        return on


class TreasureForm(forms.Form):
    """An お宝: what, of which kind, from whom, when."""

    kind = forms.TypedChoiceField(
        label="種類", choices=TreasureKind.choices, coerce=TreasureKind, widget=BigRadios(layout="across"), initial=TreasureKind.PEOPLE
    )  # fmt: skip
    text = forms.CharField(
        label="この地区のお宝", max_length=200, widget=forms.Textarea({"rows": 2}),
        help_text=f"例：朝の見守りが 30年つづいている。{NO_NAMES}",
    )  # fmt: skip
    source = forms.CharField(
        label="だれから・どこで聞いたか", max_length=120, help_text="例：小川地区社協の役員会。団体や集まりの名前で。"
    )
    on = a_day("いつのこと", initial=timezone.localdate)

    def clean_on(self) -> date:
        """Nothing of tomorrow."""
        return has_come(self.cleaned_data["on"])


class NoteForm(forms.Form):
    """The note for whoever comes next."""

    text = forms.CharField(
        label="次の人への引き継ぎ", max_length=8000, widget=forms.Textarea({"rows": 14}),
        help_text=f"だれ（どの団体）と どうつながっているか、いま動いていること、気をつけること。{NO_NAMES}",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class VisitForm(forms.Form):
    """A visit to a group of the district, and what was heard."""

    on = a_day("いつ", initial=timezone.localdate)
    where = forms.CharField(
        label="どこで・だれと（団体や集まり）", max_length=120, help_text="例：小川ひだまりサロン、小川地区社協の役員会"
    )
    heard = forms.CharField(
        label="聞いたこと", max_length=4000, widget=forms.Textarea({"rows": 6}),
        help_text=f"{NO_NAMES}心配な人のことは、書かずに「聞き取り」へ。",
    )  # fmt: skip

    def clean_on(self) -> date:
        """Nothing of tomorrow."""
        return has_come(self.cleaned_data["on"])


class StepForm(forms.Form):
    """What was agreed with the district."""

    text = forms.CharField(label="何をするか", max_length=200, help_text="例：公会堂の使い方を 地区社協と下見する")
    agreed_with = forms.CharField(label="だれと決めたか（団体）", max_length=120, help_text="例：小川地区社協")
    agreed_on = a_day("話し合った日", initial=timezone.localdate)
    due = a_day("いつまで")

    def clean_agreed_on(self) -> date:
        """Nothing of tomorrow."""
        return has_come(self.cleaned_data["agreed_on"])


class CloseForm(forms.Form):
    """How a step ended."""

    state = forms.TypedChoiceField(
        label="どうなりましたか", choices=[(one.value, one.label) for one in (StepState.DONE, StepState.DROPPED)], coerce=StepState
    )  # fmt: skip
    outcome = forms.CharField(label="ひとこと", max_length=200)
