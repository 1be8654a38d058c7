"""What may be asked of the traces."""

from __future__ import annotations

from typing import Any

from django import forms

from otagai.base.audit import rules
from otagai.base.audit.queries import Asked
from otagai.base.audit.words import Subject


class AskForm(forms.Form):
    """Who, when, what: all optional."""

    user = forms.CharField(label="見た人（名前・ユーザー名）", required=False, max_length=80)
    first = forms.DateField(label="いつから", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label="いつまで", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    subject = forms.ChoiceField(label="何を", required=False, choices=[("", "すべて"), *Subject.choices()])
    number = forms.IntegerField(label="その番号", required=False, min_value=1, max_value=2**62)

    def clean(self) -> dict[str, Any]:
        """A span of a year at most."""
        given: dict[str, Any] = super().clean() or {}
        for reason in rules.why_not_span(given.get("first"), given.get("last")):
            self.add_error("last", reason)
        return given

    def asked(self) -> Asked:
        """What was asked; nothing when the form is wrong."""
        given = self.cleaned_data if self.is_valid() else {}
        return Asked(**given)
