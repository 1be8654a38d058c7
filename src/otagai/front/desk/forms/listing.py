"""The form that narrows the list; GET, so that the address can be kept (it holds no names)."""

from __future__ import annotations

from functools import lru_cache

from django import forms
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from otagai.front.desk.forms.base import words_field
from otagai.welcome.intake.words import Door, State, Theme, Turn, Urgency

ALL = "すべて"


def filters(chosen: tuple[tuple[str, str], ...]) -> SafeString:
    """The questions of the list with what was chosen, drawn once for each choice."""
    return filters_in(get_language(), chosen)


@lru_cache(maxsize=128)
def filters_in(language: str | None, chosen: tuple[tuple[str, str], ...]) -> SafeString:
    """The same in one language."""
    return format_html_join("", "{}", ((field.as_field_group(),) for field in FilterForm(dict(chosen))))


class FilterForm(forms.Form):
    """What the list is narrowed to."""

    turn = words_field(Turn, "だれの番", required=False, empty=ALL)
    state = words_field(State, "状態", required=False, empty="終わっていないもの")
    urgency = words_field(Urgency, "急ぎ", required=False, empty=ALL)
    door = words_field(Door, "入口", required=False, empty=ALL)
    theme = words_field(Theme, "どんなこと", required=False, empty=ALL)
    mine = forms.BooleanField(label="わたしの担当だけ", required=False)
