"""話を聞いてほしい: three short steps and a review. Nothing is kept on the server until it is sent; the page carries it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from otagai.front.portal.forms import ReplyForm, WhatForm, WhoForm
from otagai.welcome.intake.words import Kind, ReplyBy

STEPS: tuple[type[forms.Form], ...] = (WhatForm, WhoForm, ReplyForm)
NAMES = (_("どんなこと"), _("だれのこと"), _("返事"))
REVIEW = len(STEPS) + 1
Line = tuple[str, list[str]]


@dataclass(frozen=True)
class Reviewed:
    """One step on the review page: its number, its name, what was said."""

    number: int
    name: str | Promise
    lines: list[Line]


class Conversation:
    """What somebody has said so far."""

    def __init__(self, said: QueryDict) -> None:
        self.said = said

    @cached_property
    def key(self) -> uuid.UUID:
        """The key under which it is sent once; a new one when what came is none."""
        try:
            return uuid.UUID(self.said.get("key", ""))
        except ValueError:
            return uuid.uuid4()

    @cached_property
    def step(self) -> int:
        """The step that was on the screen, 1 to 3, or the review."""
        typed = self.said.get("step", "")
        return min(max(int(typed), 1), REVIEW) if typed.isascii() and typed.isdecimal() and len(typed) < 3 else 1

    def turn(self) -> tuple[int, forms.Form | None]:
        """Which step comes now, with its form; the form carries errors when the step has to be put right."""
        asked = self.said.get("go", "next")
        if asked.startswith("to-") and asked[3:] in {"1", "2", "3"}:
            return int(asked[3:]), self.shown(int(asked[3:]))
        before = range(1, min(self.step, len(STEPS)) + 1)
        for number in before if asked == "next" else range(1, len(STEPS) + 1):
            if not self.checked(number).is_valid():
                return number, self.checked(number)
        if asked == "send":
            return 0, None
        following = min(self.step + 1, REVIEW)
        return following, None if following == REVIEW else self.shown(following)

    def checked(self, number: int) -> forms.Form:
        """The step with everything that was said, to be checked."""
        return self._bound[number - 1]

    @cached_property
    def _bound(self) -> list[forms.Form]:
        return [form(self.said) for form in STEPS]

    def shown(self, number: int) -> forms.Form:
        """The step to be filled in: what was said before stands in it, nothing is found wrong yet."""
        blank = STEPS[number - 1]()
        initial = {
            name: field.widget.value_from_datadict(self.said, {}, name)
            for name, field in blank.fields.items()
            if name in self.said
        }
        return STEPS[number - 1](initial=initial)

    def carried(self, step: int) -> Iterator[tuple[str, str]]:
        """(name, value) of what the other steps said, for hidden fields."""
        for number, form in enumerate(STEPS, 1):
            if number != step:
                for name in form.base_fields:
                    yield from ((name, value) for value in self.said.getlist(name))

    def review(self) -> list[Reviewed]:
        """Everything as it will be sent, in words."""
        return [
            Reviewed(number, NAMES[number - 1], list(lines_of(self.checked(number))))
            for number in range(1, len(STEPS) + 1)
        ]

    def contents(self) -> dict[str, Any]:
        """The letter: the contract with intake.actions.open_letters."""
        said: dict[str, Any] = {}
        for form in self._bound:
            said |= {name: value for name, value in form.cleaned_data.items() if value}
        said.setdefault("kind", Kind.WORRY.value)
        said.setdefault("reply_by", ReplyBy.NUMBER.value)
        return {**said, "wants_answer": self.wants_answer}

    @property
    def wants_answer(self) -> bool:
        """Whoever does not say otherwise gets a number and a passphrase to come back with."""
        return bool(self.said.get("reply_by") != ReplyBy.NONE)


def lines_of(form: forms.Form) -> Iterator[Line]:
    """(label, values in words) of what was filled in; choices by their labels."""
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        if not value:
            continue
        if isinstance(field, forms.ChoiceField):
            words = {str(key): str(label) for key, label in list(field.widget.choices)}
            yield str(field.label), [words.get(str(each), str(each)) for each in as_list(value)]
        else:
            yield str(field.label), [str(value)]


def as_list(value: Any) -> list[Any]:
    """One choice or several as a list."""
    return list(value) if isinstance(value, list | tuple) else [value]
