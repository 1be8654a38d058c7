"""話を聞いてほしい as everybody meets it first: the same page for all, but for its token and its key; drawn once (docs/adr/0007)."""

from __future__ import annotations

import uuid
from functools import lru_cache

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from otagai.base.ui import context, facts, tokens
from otagai.base.ui.remembered import remembered_around
from otagai.front.portal.conversation import NAMES, STEPS, Conversation
from otagai.welcome.intake.words import Kind


def first_page(request: HttpRequest, kind: str) -> HttpResponse:
    """The first step, empty; `kind` is what a door such as 「手伝いたい」 already knows."""
    chosen = kind if kind in set(Kind) else ""
    shell = context.page(request)
    text = remembered_around(
        {"csrf_token": tokens.token(request), "key": str(uuid.uuid4())},
        "portal/talk.html",
        sample_town=shell["sample_town"],
        quick_exit_to=shell["quick_exit_to"],
        town=facts.town(),
        languages=tuple(shell["languages"]),
        step=1,
        total=len(STEPS),
        names=tuple(str(name) for name in NAMES),
        form=empty_form(get_language(), chosen),
    )
    return HttpResponse(text)


@lru_cache(maxsize=32)
def empty_form(language: str | None, kind: str) -> SafeString:
    """The fields of the first step."""
    said = QueryDict(mutable=True)
    if kind:
        said["kind"] = kind
    return Conversation(said).shown(1).render()
