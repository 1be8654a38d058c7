"""Form fields for the controls of this room: they give values, and say in a sentence what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from otagai.base.ui.widgets import PartialDateInput, TimeRange, WarekiDateInput
from otagai.kernel.wareki import PartialDate, parse_date

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def offer(form: forms.BaseForm, name: str, answers: Iterable[tuple[Any, Any]], *, none: StrOrPromise = "") -> None:
    """Give a question of the form its answers (value, words); `none` is the first one, which leaves it open."""
    question = form.fields[name]
    assert isinstance(question, forms.ChoiceField), name
    question.choices = [*([("", none)] if none else []), *answers]


class PartialDateField(forms.Field):
    """Gives a PartialDate, or None when left empty; also takes text such as 昭和16年3月 from a plain text control."""

    widget: type[forms.Widget] = PartialDateInput

    def to_python(self, value: Any) -> PartialDate | None:
        """Read the text; raises ValidationError with a sentence that says what to do."""
        if not value:
            return None
        if isinstance(value, PartialDate):
            return value
        try:
            return PartialDate.from_iso(value)
        except ValueError:
            return self._parsed(str(value))

    def _parsed(self, text: str) -> PartialDate:
        try:
            return parse_date(text.removeprefix("西暦"))
        except ValueError as wrong:
            raise ValidationError(str(wrong), code="invalid") from wrong


class WarekiDateField(PartialDateField):
    """Gives a whole date, or None when left empty."""

    widget: type[forms.Widget] = WarekiDateInput

    def clean(self, value: Any) -> date | None:
        """Read the date; a missing month or day is asked for."""
        found: PartialDate | None = super().clean(value)
        if found is None:
            return None
        if found.day is None or found.about:
            raise ValidationError(_("年・月・日を すべて書いてください"), code="incomplete")
        return found.earliest


class TimeRangeField(forms.MultiValueField):
    """Gives (from, until) as times of day, or None when left empty."""

    widget = TimeRange

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("require_all_fields", False)
        parts = (forms.TimeField(required=False), forms.TimeField(required=False))
        super().__init__(parts, **kwargs)

    def compress(self, data_list: list[time | None]) -> tuple[time, time] | None:
        """Both or neither, and the first before the second."""
        start, end = data_list or (None, None)
        if start is None and end is None:
            return None
        if start is None or end is None:
            raise ValidationError(_("何時から・何時まで の 両方を選んでください"), code="incomplete")
        if start >= end:
            raise ValidationError(_("「何時まで」は「何時から」より あとの時間にしてください"), code="invalid")
        return start, end
