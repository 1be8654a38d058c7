"""Windows, their flags and links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from otagai.base.ui.fields import offer
from otagai.base.ui.widgets import BigRadios, WarekiDateInput
from otagai.kernel.text import clean
from otagai.town.places import rules
from otagai.town.places.models import Window
from otagai.town.places.words import WindowState

Choices = Sequence[tuple[Any, Any]]


class WindowForm(forms.Form):
    """Who the host of a window is."""

    organization = forms.TypedChoiceField(label="団体", coerce=int, empty_value=None, required=False)
    host_name = forms.CharField(label="窓口の人", max_length=80, required=False)
    host_phone = forms.CharField(
        label="連絡先", max_length=20, required=False, widget=forms.TextInput({"inputmode": "tel"})
    )
    account = forms.TypedChoiceField(
        label="ログインする人", coerce=int, empty_value=None, required=False,
        help_text="この人は ログインして「カードを書く」から、リンクと同じページを使えます。",
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, organization_choices: Choices = (), account_choices: Choices = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organization", organization_choices, none="なし")
        offer(self, "account", account_choices, none="なし（リンクだけで使う）")

    @staticmethod
    def shown(window: Window) -> dict[str, Any]:
        """The initial values of the form for a window."""
        return {
            "organization": window.organization_id, "host_name": window.host_name, "host_phone": window.host_phone,
            "account": window.account_id, "version": window.version,
        }  # fmt: skip

    def fields_typed(self) -> dict[str, Any]:
        """What was typed, as `actions.change_window` wants it."""
        typed = self.cleaned_data
        return {
            "organization_id": typed["organization"], "host_name": clean(typed["host_name"]), "host_phone": typed["host_phone"],
            "account_id": typed["account"],
        }  # fmt: skip


class WindowStepForm(forms.Form):
    """The next step of a window; only steps that can follow are offered."""

    to = forms.TypedChoiceField(label="次の段階", coerce=WindowState, widget=BigRadios)
    on = forms.DateField(label="いつ", widget=WarekiDateInput)
    note = forms.CharField(label="ひとこと", max_length=200, required=False)

    def __init__(self, *args: Any, now: WindowState, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        following = [state for state in WindowState if state in rules.WINDOW_NEXT[now]]
        offer(self, "to", [(state.value, state.label) for state in following])


class DayForm(forms.Form):
    """The day of a pledge, a yearly check, or of looking again."""

    on = forms.DateField(label="いつ", widget=WarekiDateInput)
    note = forms.CharField(label="ひとこと", max_length=200, required=False)


class BannersForm(forms.Form):
    """New flags."""

    first = forms.CharField(label="最初の番号", max_length=20, help_text="例: Y-001")
    count = forms.IntegerField(label="本数", min_value=1, max_value=500)


class HandOutForm(forms.Form):
    """Which flag goes to a window."""

    banner = forms.TypedChoiceField(label="旗の番号", coerce=int)

    def __init__(self, *args: Any, banner_choices: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "banner", banner_choices)


class LinkForm(forms.Form):
    """A new link for somebody of a window."""

    holder = forms.CharField(label="だれに渡しますか", max_length=80)
    expires_on = forms.DateField(label="いつまで使えますか", required=False, widget=WarekiDateInput)
