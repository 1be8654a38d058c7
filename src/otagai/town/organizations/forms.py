"""Forms about organisations. Themes and areas are given by whoever shows the form (they live in other rooms)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from otagai.base.ui.fields import offer
from otagai.base.ui.widgets import BigCheckboxes, BigRadios
from otagai.kernel.text import clean
from otagai.town.organizations.actions import DeskFacts
from otagai.town.organizations.models import Organization
from otagai.town.organizations.words import Capacity, OrganizationKind

Choices = Sequence[tuple[Any, Any]]


class OrganizationForm(forms.Form):
    """What is said of an organisation; `version` is the one that was seen."""

    kind = forms.ChoiceField(label="種類", choices=OrganizationKind.choices)
    name = forms.CharField(label="名前", max_length=120)
    kana = forms.CharField(label="かな", max_length=160, required=False)
    phone = forms.CharField(label="電話", max_length=20, required=False, widget=forms.TextInput({"inputmode": "tel"}))
    email = forms.EmailField(label="メール", required=False)
    address = forms.CharField(label="所在地", max_length=200, required=False)
    themes = forms.MultipleChoiceField(label="受けられる相談", required=False, widget=BigCheckboxes)
    takes_on = forms.CharField(
        label="受けられること",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text="つなぐ人が読みます。だれの、どんなことを、どこまで。",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, theme_choices: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "themes", theme_choices)

    @staticmethod
    def shown(organization: Organization) -> dict[str, Any]:
        """The initial values of the form for an organisation."""
        names = ("kind", "name", "kana", "phone", "email", "address", "themes", "takes_on", "version")
        return {name: getattr(organization, name) for name in names}

    def fields_typed(self) -> dict[str, Any]:
        """What was typed, as `actions.add` and `actions.change` want it."""
        typed = {name: clean(value) if isinstance(value, str) else value for name, value in self.cleaned_data.items()}
        typed.pop("version", None)
        return typed


class CapacityForm(forms.Form):
    """Whether the organisation can take on more people now."""

    capacity = forms.ChoiceField(label="いま受けられますか", choices=Capacity.choices, widget=BigRadios)
    note = forms.CharField(label="ひとこと", max_length=200, required=False, help_text="例: 12月から また受けられます")


class DeskForm(forms.Form):
    """One desk: whom to call, when, where."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label="窓口の名前", max_length=120)
    phone = forms.CharField(label="電話", max_length=20, widget=forms.TextInput({"inputmode": "tel"}))
    hours = forms.CharField(label="時間", max_length=120, help_text="例: 月〜金曜 8:30–17:15（祝日は休み）")
    address = forms.CharField(label="場所", max_length=200, required=False)
    is_public = forms.BooleanField(label="住民にも知らせる", required=False, initial=True)

    def facts(self) -> DeskFacts:
        """The desk as `actions.set_desks` wants it."""
        typed = self.cleaned_data
        return DeskFacts(
            clean(typed["name"]),
            typed["phone"],
            clean(typed["hours"]),
            clean(typed["address"]),
            typed["is_public"],
            typed["pk"],
        )


DeskForms = forms.formset_factory(DeskForm, extra=1, can_delete=True)


def desks_typed(given: forms.BaseFormSet[DeskForm]) -> list[DeskFacts]:
    """The desks of a valid set of forms: neither empty nor ticked to end."""
    return [form.facts() for form in given if form.cleaned_data and not form.cleaned_data.get("DELETE")]


class ServedAreasForm(forms.Form):
    """Which areas the organisation serves; none ticked means the whole town."""

    areas = forms.TypedMultipleChoiceField(
        label="受け持つ圏域", coerce=int, required=False, widget=BigCheckboxes, help_text="選ばなければ、市全体です。"
    )

    def __init__(self, *args: Any, area_choices: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "areas", area_choices)
