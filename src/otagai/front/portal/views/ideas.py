"""こんなことを はじめたい: what neighbours want to begin, as far as everybody may read it; and the door to answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from otagai.base.accounts.doors import public
from otagai.base.safekeeping.replies import number
from otagai.base.ui.fields import offer
from otagai.base.ui.paper import qr_svg
from otagai.front.portal.conversation import Conversation
from otagai.front.portal.sayings import SOUGHT_SAID, label
from otagai.together.startups import queries
from otagai.welcome.intake.words import Kind

WHY = "はじめたいことの掲示板: 見せてよいと聞いたことばだけ"
A_PAGE = 30


class IdeasForm(forms.Form):
    """Which district."""

    area = forms.ChoiceField(label=gettext_lazy("どのあたり"), required=False)

    def __init__(self, *given: Any, areas: Any = (), **more: Any) -> None:
        super().__init__(*given, **more)
        offer(self, "area", areas, none=_("どこでも"))


def said(line: queries.OpenLine) -> dict[str, Any]:
    """A line with its words in the reader's language."""
    return {
        "line": line, "kind": label(line.kind), "state": label(line.state), "found": [label(step) for step in line.found],
        "sought": [SOUGHT_SAID[step] for step in line.sought],
    }  # fmt: skip


@require_safe
@public(why=WHY)
def ideas(request: HttpRequest) -> HttpResponse:
    """The open board, newest first, narrowed to a district."""
    form = IdeasForm(request.GET, areas=queries.areas_of_open_board())
    area = number(form.cleaned_data["area"]) if form.is_valid() else None
    after = number(request.GET.get("after", "")) or 0
    lines = queries.open_board(area_id=area, after=after, most=A_PAGE + 1)
    asked = request.GET.copy()
    asked["after"] = str(lines[A_PAGE - 1].pk) if len(lines) > A_PAGE else ""
    values = {
        "form": form, "lines": [said(line) for line in lines[:A_PAGE]],
        "following": f"?{asked.urlencode()}" if asked["after"] else "",
    }  # fmt: skip
    return render(request, "portal/ideas.html", values)


@require_safe
@public(why=WHY)
def idea(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, to read, to print, to answer."""
    line = queries.open_proposal(pk)
    address = f"{settings.OTAGAI_ORIGIN}{reverse('portal:idea', args=[pk])}"
    return render(
        request, "portal/idea.html", {**said(line), "address": address, "qr": qr_svg(address, label=line.title)}
    )


def answer_to(request: HttpRequest) -> Conversation | None:
    """The first words of whoever answers the board (`?idea=`): which proposal it is; None for everybody else, and what is not open."""
    asked = number(request.GET.get("idea", ""))
    if asked is None:
        return None
    try:
        title = queries.open_proposal(asked).title
    except Http404:
        return None
    words = QueryDict(mutable=True)
    words["kind"] = Kind.WISH.value
    words["text"] = _("企画 %(number)s番「%(title)s」を 手伝いたいです。") % {"number": asked, "title": title} + "\n"
    return Conversation(words)
