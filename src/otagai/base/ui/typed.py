"""What was typed into a form that is not at hand: its labels are those of the form of the house that asks for the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, cast

from django.forms import BaseForm, ChoiceField, Field, HiddenInput
from django.http import QueryDict


def told(post: QueryDict, *, but: Collection[str] = ()) -> list[tuple[str, str]]:
    """(label, text) of everything typed, in its order; "" as label where no form of the house knows the name. Codes of choices
    are said in their words, what a form carries hidden is left out.
    """
    names = [name for name in post if name not in but and "pass" not in name]
    fields = fields_of(names)
    shown = [(fields.get(name), text) for name in names for text in post.getlist(name) if text.strip()]
    return [(label_of(field), word_of(field, text)) for field, text in shown if not is_hidden(field)]


def fields_of(names: Collection[str]) -> dict[str, Field]:
    """The fields of the form that asks for most of these names and for the fewest others."""
    known: dict[str, Field] = {}
    for form in forms_of(BaseForm):
        fields: dict[str, Field] = getattr(form, "base_fields", {})
        if fitting(fields, names) > fitting(known, names):
            known = fields
    return known


def fitting(fields: Collection[str], names: Collection[str]) -> tuple[int, int]:
    """How well a form fits: names it asks for; and the fewer others, the better."""
    same = len(set(fields) & set(names))
    return same, same - len(fields)


def forms_of(kind: type[BaseForm]) -> Iterator[type[BaseForm]]:
    """Every form of the house."""
    for each in kind.__subclasses__():
        yield each
        yield from forms_of(each)


def is_hidden(field: Field | None) -> bool:
    """Whether people never see it."""
    return field is not None and isinstance(field.widget, HiddenInput)


def label_of(field: Field | None) -> str:
    """What the form calls it."""
    return str(field.label or "") if field is not None else ""


def word_of(field: Field | None, text: str) -> str:
    """A choice as people read it; anything else as it was typed."""
    if not isinstance(field, ChoiceField):
        return text
    choices = cast(Iterable[tuple[Any, Any]], field.choices)
    return next((str(label) for value, label in choices if str(value) == text), text)
