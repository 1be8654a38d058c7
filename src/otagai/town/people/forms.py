"""Forms about people: one name is enough, a birth date as far as it is known, and whether it is safe to call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from otagai.base.ui.fields import PartialDateField, offer
from otagai.base.ui.widgets import BigRadios, WarekiDateInput
from otagai.kernel.text import clean
from otagai.kernel.wareki import PartialDate
from otagai.town.people import rules
from otagai.town.people.actions import ContactFacts
from otagai.town.people.models import Person
from otagai.town.people.words import ContactKind, Relation, Safety, Sex

Choices = Sequence[tuple[Any, Any]]
TEXTS = (
    "family_name", "given_name", "family_kana", "given_kana", "former_name", "known_as", "sex", "postal_code", "address",
)  # fmt: skip


class PersonForm(forms.Form):
    """Who somebody is, as far as it is known; `version` is the one that was seen."""

    family_name = forms.CharField(label="姓", max_length=60, required=False)
    given_name = forms.CharField(label="名", max_length=60, required=False)
    family_kana = forms.CharField(label="せい（かな）", max_length=80, required=False)
    given_kana = forms.CharField(label="めい（かな）", max_length=80, required=False)
    former_name = forms.CharField(label="旧姓", max_length=60, required=False)
    known_as = forms.CharField(label="よび名・通称", max_length=80, required=False)
    birth = PartialDateField(label="生年月日", required=False, help_text="年だけでも、「だいたい」でも かまいません。")
    sex = forms.ChoiceField(label="性別", choices=Sex.choices, initial=Sex.NOT_KNOWN, required=False)
    postal_code = forms.CharField(label="郵便番号", max_length=8, required=False)
    address = forms.CharField(label="住所", max_length=200, required=False)
    area = forms.TypedChoiceField(label="地区", coerce=int, empty_value=None, required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, area_choices: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "area", area_choices, none="わからない")

    @staticmethod
    def shown(person: Person) -> dict[str, Any]:
        """The initial values of the form for a person."""
        texts = {name: getattr(person, name) for name in TEXTS}
        return {**texts, "birth": person.born, "area": person.area_id, "version": person.version}

    def clean(self) -> dict[str, Any]:
        """One name is enough, but one there must be."""
        typed = super().clean() or {}
        names = [typed.get(name, "") for name in ("family_name", "given_name", "family_kana", "given_kana", "known_as")]
        for reason in rules.why_not_person(*names):
            self.add_error("family_name", reason)
        return typed

    def fields_typed(self) -> dict[str, Any]:
        """What was typed, as `actions.add_person` and `actions.change_person` want it."""
        typed = self.cleaned_data
        birth: PartialDate | None = typed["birth"]
        texts = {name: clean(typed[name]).strip() for name in TEXTS}
        return {
            **texts, "sex": texts["sex"] or Sex.NOT_KNOWN.value, "birth": birth.iso if birth else "", "area_id": typed["area"],
        }  # fmt: skip


class ContactMethodForm(forms.Form):
    """A way to reach somebody, and whether it is safe."""

    kind = forms.ChoiceField(label="種類", choices=ContactKind.choices)
    value = forms.CharField(label="番号・アドレス", max_length=120)
    safety = forms.ChoiceField(
        label="連絡してよいですか", choices=Safety.choices, initial=Safety.UNKNOWN, widget=BigRadios,
        help_text="「まだ聞いていない」間は、留守番電話や家族への伝言をしません。",
    )  # fmt: skip
    rule = forms.CharField(
        label="いつ・どのように", max_length=120, required=False, help_text="例: 平日の昼。社協とは名乗らない。"
    )

    def clean(self) -> dict[str, Any]:
        """A telephone number that rings, an address with an @."""
        typed = super().clean() or {}
        if {"kind", "value"} <= typed.keys():
            for reason in rules.why_not_contact(ContactKind(typed["kind"]), typed["value"]):
                self.add_error("value", reason)
        return typed

    def facts(self) -> ContactFacts:
        """The contact as `actions.add_contact` wants it."""
        typed = self.cleaned_data
        return ContactFacts(
            ContactKind(typed["kind"]), clean(typed["value"]), Safety(typed["safety"]), clean(typed["rule"])
        )


class SafetyForm(forms.Form):
    """Whether a known way to reach somebody is safe."""

    safety = forms.ChoiceField(label="連絡してよいですか", choices=Safety.choices, widget=BigRadios)
    rule = forms.CharField(label="いつ・どのように", max_length=120, required=False)


class MemberForm(forms.Form):
    """Somebody who joins a household."""

    person = forms.IntegerField(widget=forms.HiddenInput)
    relation = forms.ChoiceField(label="続柄", choices=Relation.choices)
    since = forms.DateField(label="いつから", required=False, widget=WarekiDateInput)


class LeavingForm(forms.Form):
    """Somebody who leaves a household, or a telephone that no longer rings: until when."""

    on = forms.DateField(label="いつまで", widget=WarekiDateInput)
