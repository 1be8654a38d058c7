"""Forms of だれが見られるか: whose names, or who must not see it and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from otagai.base.ui.fields import offer
from otagai.base.ui.widgets import BigCheckboxes
from otagai.front.desk.forms.base import KeyedForm, text_field

Grouped = Iterable[tuple[str, list[tuple[int, str]]]]


class NamedForm(KeyedForm):
    """名前をあげた人だけにする."""

    act = "named"
    users = forms.TypedMultipleChoiceField(
        label="だれが見られるようにしますか（あなたは かならず入ります）", coerce=int, required=False,
        widget=BigCheckboxes(layout="across"),
        help_text="お休みの日に代われる人も えらんでください。いっしょに対応している団体からも、ひとりは えらびます。",
    )  # fmt: skip

    def __init__(self, *args: Any, colleagues: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "users", colleagues)


class ShutForm(KeyedForm):
    """この人には見せない."""

    act = "shut"
    user = forms.TypedChoiceField(label="だれに見せませんか", coerce=int, empty_value=None)
    reason = text_field(
        "わけ", most=200, required=True, help_text="例：本人の親族、となりの家の人。この人には このわけも見えません。"
    )

    def __init__(self, *args: Any, staff: Grouped, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "user", staff, none="えらんでください")
