"""How forms answer: pressed twice is once, and when a rule says no the text stays."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from otagai.base.safekeeping.actions import once
from otagai.base.safekeeping.errors import RuleBroken, StaleEdit
from otagai.base.ui.views import Clash, conflict

NOT_YET = 422
"""Status of a page that shows a form again because something in it must be put right."""


def done(form: BaseForm, act: Callable[[], Any]) -> bool:
    """Check the form and act; where a rule says no, its reasons stand on the form. StaleEdit is left to the caller."""
    if not form.is_valid():
        return False
    try:
        act()
    except RuleBroken as broken:
        for reason in broken.reasons:
            form.add_error(None, reason)
        return False
    return True


def again(request: HttpRequest, template: str, values: Mapping[str, Any]) -> HttpResponse:
    """The page with its form: as it was typed and with status 422 after a POST, fresh after a GET."""
    key = sent_key(request) if request.method == "POST" else uuid.uuid4()
    return render(request, template, {**values, "key": key}, status=NOT_YET if request.method == "POST" else 200)


def sent_key(request: HttpRequest) -> uuid.UUID:
    """The key that a creating form carries; a new one where it has none that can be read."""
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()


def made_once(request: HttpRequest, form: str, create: Callable[[], object]) -> str:
    """Run `create` once for the key that was sent; pressing again gives what it gave the first time, as text."""
    return once(sent_key(request), form=form, create=lambda: str(create()))


def inside(key: int, lines: Iterable[Any]) -> None:
    """A child is looked for inside its parent only: 404 for one of another parent (design/safety.md, rule 1)."""
    if key not in {line.pk for line in lines}:
        raise Http404


def say_errors(request: HttpRequest, form: BaseForm) -> None:
    """What is wrong with a form that has no page of its own, said on the next page."""
    for name, reasons in form.errors.items():
        label = f"{form.fields[name].label}：" if name in form.fields else ""
        messages.error(request, label + "・".join(str(reason) for reason in reasons))


def number(text: str) -> int | None:
    """A number from an address or a pull-down; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def both_texts(request: HttpRequest, stale: StaleEdit, *, again: str) -> HttpResponse:
    """409: what the other one wrote beside what you wrote; nothing is stored."""
    labels = [*stale.yours, *[label for label in stale.theirs if label not in stale.yours]]
    clashes = [Clash(label, stale.yours.get(label, ""), stale.theirs.get(label, "")) for label in labels]
    return conflict(request, clashes=[clash for clash in clashes if clash.yours != clash.theirs], again=again)
