"""What every form of the desk shares: sent twice is one, and a rule that says no keeps what was typed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone

from otagai.kernel.words import Word

CLOCK = "%Y-%m-%dT%H:%M"


class KeyedForm(forms.Form):
    """A form that carries a key of its own: pressing the button twice does the thing once."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    act = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{self.act}_%s" if self.act else "id_%s")
        super().__init__(*args, **kwargs)

    def refuse(self, reasons: Iterable[str]) -> None:
        """Show the reasons of a rule above the form; what was typed stays."""
        for reason in reasons:
            self.add_error(None, reason)


def words_field(
    words: type[Word], label: str, *, required: bool = True, empty: str = "", widget: Any = None, **more: Any
) -> forms.TypedChoiceField:
    """A choice among words; gives the word itself; when nothing was chosen, the initial one, or None."""
    choices = [*([("", empty)] if empty else []), *words.choices()]
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=words, empty_value=more.get("initial"), required=required,
        widget=widget or forms.Select, **more,
    )  # fmt: skip


def text_field(label: str, *, most: int, required: bool = False, **more: Any) -> forms.CharField:
    """One line of text."""
    return forms.CharField(label=label, max_length=most, required=required, **more)


def long_field(label: str, *, required: bool = False, rows: int = 4, **more: Any) -> forms.CharField:
    """Several lines of text."""
    return forms.CharField(label=label, required=required, widget=forms.Textarea({"rows": rows}), **more)


def day_field(label: str, *, required: bool = False, **more: Any) -> forms.DateField:
    """A day not far from today, with the browser's own control."""
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **more
    )


def moment_field(label: str, **more: Any) -> forms.DateTimeField:
    """A moment, by default now."""
    control = forms.DateTimeInput({"type": "datetime-local"}, format=CLOCK)
    return forms.DateTimeField(
        label=label, input_formats=[CLOCK, "%Y-%m-%d %H:%M"], widget=control, initial=this_minute, **more
    )


def this_minute() -> datetime:
    """Now, without seconds."""
    return timezone.localtime().replace(second=0, microsecond=0)


def not_past(day: date | None) -> date | None:
    """A next date lies today or later."""
    if day is not None and day < timezone.localdate():
        raise forms.ValidationError("きょう以降の日にしてください")
    return day
