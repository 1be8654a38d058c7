"""The form with which consent is written down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from otagai.base.disclosure.words import Item
from otagai.base.ui.fields import offer
from otagai.base.ui.widgets import BigCheckboxes, BigRadios, WarekiDateInput
from otagai.kernel.text import clean
from otagai.town.consents.words import ConsentGiver, ConsentMethod


class ConsentForm(forms.Form):
    """To whom, for what, which items, how it was said, until when."""

    recipient = forms.TypedChoiceField(label="だれに伝えますか", coerce=int)
    purpose = forms.CharField(label="何のために", max_length=200)
    items = forms.TypedMultipleChoiceField(
        label="伝えてよいこと", coerce=Item, choices=Item.choices, widget=BigCheckboxes
    )
    method = forms.TypedChoiceField(
        label="どのように", coerce=ConsentMethod, choices=ConsentMethod.choices, widget=BigRadios
    )
    giver = forms.TypedChoiceField(
        label="だれが", coerce=ConsentGiver, choices=ConsentGiver.choices, initial=ConsentGiver.PERSON, widget=BigRadios
    )
    valid_until = forms.DateField(label="いつまで", required=False, widget=WarekiDateInput)

    def __init__(self, *args: Any, recipient_choices: Sequence[tuple[Any, Any]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "recipient", recipient_choices)

    def fields_typed(self) -> dict[str, Any]:
        """What was typed, as `actions.give` wants it."""
        typed = self.cleaned_data
        until: date | None = typed["valid_until"]
        return {
            "recipient_id": typed["recipient"], "purpose": clean(typed["purpose"]), "items": frozenset(typed["items"]),
            "method": typed["method"], "giver": typed["giver"], "valid_until": until,
        }  # fmt: skip
