"""はじめての方へ: a small guide for every duty."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.front.desk import chapters


@requires(Permission.USE_DESK)
@require_GET
def guide(request: StaffRequest) -> HttpResponse:
    """The own chapters first, then those of the others: everybody may know what the others do."""
    own = chapters.chapters_for(held.duty for held in request.acting.held)
    others = [found for found in chapters.CHAPTERS if found not in own]
    return render(request, "desk/guide/guide.html", {"own": own, "others": others})


@requires(Permission.USE_DESK)
@require_GET
def chapter(request: StaffRequest, slug: str) -> HttpResponse:
    """One chapter."""
    found = chapters.chapter(slug)
    if found is None:
        raise Http404
    return render(request, found.template, {"chapter": found, "pictures": chapters.pictures()})
