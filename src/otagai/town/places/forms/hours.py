"""When a place is open: rules, exceptional days, or one line of words."""

from __future__ import annotations

from typing import Any

from django import forms

from otagai.base.ui.fields import TimeRangeField
from otagai.base.ui.widgets import BigCheckboxes, TimeRange, WarekiDateInput
from otagai.kernel.opening import END_OF_DAY, LAST, OnHolidays, OpeningException, OpeningRule
from otagai.kernel.opening_reader import read_opening
from otagai.kernel.text import clean
from otagai.kernel.wareki import WEEKDAYS

WEEKS = [("1", "第1"), ("2", "第2"), ("3", "第3"), ("4", "第4"), ("5", "第5"), (str(LAST), "最終")]


class AllHours(TimeRange):
    """From any half hour of the day to any other, or to midnight."""

    def __init__(self) -> None:
        super().__init__(hours=range(24))
        until = self.widgets[1]
        assert isinstance(until, forms.Select)
        until.choices = [*until.choices, (f"{END_OF_DAY:%H:%M}", "24:00")]


class OpeningForm(forms.Form):
    """One rule: on which weekdays, in which weeks of the month, from when to when."""

    weekdays = forms.TypedMultipleChoiceField(
        label="曜日", coerce=int, choices=list(enumerate(WEEKDAYS)), widget=BigCheckboxes(layout="across")
    )
    weeks = forms.TypedMultipleChoiceField(
        label="第何週", coerce=int, choices=WEEKS, required=False, widget=BigCheckboxes(layout="across"),
        help_text="選ばなければ 毎週です。",
    )  # fmt: skip
    times = TimeRangeField(label="時間", widget=AllHours)
    on_holidays = forms.ChoiceField(
        label="祝日は", choices=[("closed", "休み"), ("open", "開く"), ("only", "祝日だけ開く")], initial="closed"
    )
    open_at_year_end = forms.BooleanField(label="年末年始も開く", required=False)

    @staticmethod
    def shown(rule: OpeningRule) -> dict[str, Any]:
        """The initial values of the form for a rule."""
        return {
            "weekdays": sorted(rule.weekdays), "weeks": sorted(rule.nth), "times": [f"{rule.start:%H:%M}", f"{rule.end:%H:%M}"],
            "on_holidays": rule.holidays.value, "open_at_year_end": not rule.closed_at_year_end,
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A rule that can be: it ends after it begins."""
        typed = super().clean() or {}
        if typed.get("weekdays") and typed.get("times"):
            try:
                self.rule()
            except ValueError as wrong:
                self.add_error("times", str(wrong))
        return typed

    def rule(self) -> OpeningRule:
        """The rule as `actions.set_openings` wants it."""
        typed = self.cleaned_data
        start, end = typed["times"]
        return OpeningRule(
            frozenset(typed["weekdays"]), start, end, frozenset(typed["weeks"]), OnHolidays(typed.get("on_holidays", "closed")),
            not typed.get("open_at_year_end"),
        )  # fmt: skip


class ExceptionForm(forms.Form):
    """One day that is different: closed, or other hours."""

    day = forms.DateField(label="日にち", widget=WarekiDateInput)
    times = TimeRangeField(label="時間", widget=AllHours, required=False, help_text="空けておくと 休みです。")
    note = forms.CharField(label="わけ", max_length=120, required=False)

    def exception(self) -> OpeningException:
        """The day as `actions.set_openings` wants it."""
        start, end = self.cleaned_data["times"] or (None, None)
        return OpeningException(self.cleaned_data["day"], start, end, clean(self.cleaned_data["note"]))


OpeningForms = forms.formset_factory(OpeningForm, extra=1, can_delete=True)
ExceptionForms = forms.formset_factory(ExceptionForm, extra=1, can_delete=True)


def rules_typed(given: forms.BaseFormSet[OpeningForm]) -> list[OpeningRule]:
    """The rules of a valid set of forms: neither empty nor ticked to go."""
    return [form.rule() for form in given if form.cleaned_data and not form.cleaned_data.get("DELETE")]


def exceptions_typed(given: forms.BaseFormSet[ExceptionForm]) -> list[OpeningException]:
    """The exceptional days of a valid set of forms."""
    return [form.exception() for form in given if form.cleaned_data and not form.cleaned_data.get("DELETE")]


class SpokenHoursForm(forms.Form):
    """Opening hours in one line of words, read only when they are clear."""

    text = forms.CharField(label="開いている時", max_length=300, help_text="例: 第2・第4火曜 10:00–12:00（祝日は休み）")

    def clean_text(self) -> tuple[OpeningRule, ...]:
        """The rules that the words mean."""
        found = read_opening(self.cleaned_data["text"])
        if found is None:
            raise forms.ValidationError("はっきり読めませんでした。下の欄で 曜日と時間を 選んでください")
        return found
