"""書きかけ: what staff type is kept by the server for its writer alone until it is sent or thrown away; one place for all forms."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.safekeeping import actions as safekeeping
from otagai.base.safekeeping import queries as kept
from otagai.front.desk.forms.hearing import kept_values
from otagai.welcome.intake import queries as intake

DRAFT = "desk.new"
LONGEST_DRAFT = 100_000
OF_ONE = re.compile(r"desk\.(record|answer|refer)\.([0-9]{1,18})(?:\.([0-9]{1,18}))?")
KEPT_ACTS = frozenset({"record", "answer"})


def name_of(act: str, pk: int, organization: int | None = None) -> str:
    """The name under which a form of one consultation is kept."""
    return f"desk.{act}.{pk}" + (f".{organization}" if organization is not None else "")


def drafts_of(by: Acting, pk: int, acts: Collection[str]) -> dict[str, str]:
    """What was typed into these acts of a consultation: act → query. One query, none without acts."""
    names = {name_of(act, pk): act for act in acts if act in KEPT_ACTS}
    found = kept.drafts_of(by=by, forms=names)
    return {names[name]: fields.get("query", "") for name, fields in found.items()}


def initial_of(by: Acting, form_class: type[forms.Form], name: str) -> dict[str, Any]:
    """The values that a form begins with when it was left half written; empty otherwise."""
    return kept_values(form_class, kept.draft_of(by=by, form=name).get("query", ""))


@requires(Permission.RECEIVE_CONSULTATION)
@require_POST
def draft(request: StaffRequest) -> HttpResponse:
    """Keep what is being typed; or let it go when asked to."""
    name, page = place_of(request)
    if "discard" in request.POST:
        safekeeping.drop_draft(by=request.acting, form=name)
        messages.success(request, "書きかけを 消しました。")
        return redirect(*page)
    typed = request.POST.copy()
    for own in ("csrfmiddlewaretoken", "draft"):
        typed.pop(own, None)
    query = typed.urlencode()
    if len(query) <= LONGEST_DRAFT:
        safekeeping.keep_draft(by=request.acting, form=name, fields={"query": query})
    return HttpResponse(status=204)


def place_of(request: StaffRequest) -> tuple[str, tuple[Any, ...]]:
    """Which form is meant, and its page; 404 for a consultation that the writer does not see."""
    name = request.POST.get("draft", DRAFT)
    if name == DRAFT:
        return DRAFT, ("desk:new",)
    found = OF_ONE.fullmatch(name)
    if found is None:
        raise Http404
    pk = intake.consultation_for(request.acting, int(found[2])).pk
    if found[1] == "refer" and found[3]:
        return name, ("desk:refer_to", pk, int(found[3]))
    return name_of(found[1], pk), ("desk:consultation", pk)
