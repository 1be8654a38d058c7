"""どうやっているか: how groups do what they do, for whoever wants to try; and one card on A4."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from otagai.base.accounts.doors import public
from otagai.base.ui import facts
from otagai.base.ui.fields import offer
from otagai.base.ui.paper import qr_svg, render_pdf
from otagai.front.portal.sayings import choices, label
from otagai.kernel.text import clean
from otagai.kernel.wareki import with_weekday
from otagai.town.activities import queries
from otagai.town.activities.words import ActivityKind

WHY = "活動のやり方を 読む"


class KnowHowSearch(forms.Form):
    """Words, and what kind of activity."""

    words = forms.CharField(label=gettext_lazy("さがすことば"), max_length=60, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("どんな活動"), required=False)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        offer(self, "kind", choices(ActivityKind), none=_("どれでも"))


@require_safe
@public(why=WHY)
def know_hows(request: HttpRequest) -> HttpResponse:
    """The cards that groups agreed to hand on, found by words and kind."""
    form = KnowHowSearch(request.GET)
    form.is_valid()
    kind = form.cleaned_data.get("kind", "")
    found = queries.know_hows(
        text=clean(form.cleaned_data.get("words", "")), kind=ActivityKind(kind) if kind else None
    )  # fmt: skip
    return render(request, "portal/know_hows.html", {"form": form, "cards": [(one, label(one.kind)) for one in found]})


@require_safe
@public(why=WHY)
def know_how(request: HttpRequest, pk: int) -> HttpResponse:
    """One card: steps, tools, roles, tips; where it comes from; and the door for a group that wants to try."""
    card = queries.know_how_page(pk)
    parts = [(_(name), text) for name, text in card.parts]
    return render(
        request,
        "portal/know_how.html",
        {"card": card, "line": card.line, "parts": parts, "kind": label(card.line.kind)},
    )


@require_safe
@public(why=WHY)
def know_how_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The card on A4, to take to the meeting."""
    card = queries.know_how_page(pk)
    address = f"{settings.OTAGAI_ORIGIN}{reverse('portal:know_how', args=[pk])}"
    values = {
        "title": card.line.title, "group": card.line.organization, "kind": card.line.kind.label, "town": facts.town().name,
        "edition": f"第{card.version}版　{with_weekday(card.line.changed_on)}", "origin": card.line.origin,
        "parts": [list(part) for part in card.parts], "qr": qr_svg(address),
    }  # fmt: skip
    headers = {"Content-Disposition": 'inline; filename="know-how.pdf"'}
    return HttpResponse(render_pdf("portal/know_how", values), content_type="application/pdf", headers=headers)
