"""Pages of the desk inside a frame that is drawn once: what stands around a page changes seldom, the page itself always.

A page stays an ordinary template that extends "desk/shell.html"; here its blocks are drawn for themselves and put into the
remembered frame (docs/adr/0007). For the pages that everybody opens all day; every other one is simply rendered.
"""

from __future__ import annotations

from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.template.base import Template
from django.template.context import Context, make_context
from django.template.loader import get_template, render_to_string
from django.template.loader_tags import ExtendsNode

from otagai.base.ui import facts
from otagai.base.ui.remembered import remembered_around
from otagai.front.desk import context as around

BLOCKS = ("title", "head", "columns_class", "main", "aside", "scripts")
"""What a page may say itself; the frame (desk/framed.html) leaves a gap for each."""


def framed(request: HttpRequest, name: str, values: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """The page as `render` would draw it; without a form that was refused (its page has another title)."""
    context = make_context(values, request)
    page: Template = get_template(name).template  # type: ignore[attr-defined]
    with context.bind_template(page):
        own = {"csrf_token": str(context["csrf_token"]), "said": said(request), **dict.fromkeys(BLOCKS, "")}
        own |= {block: drawn(page, block, context) for block in blocks_of(page)}
        desk = {key: context[key] for key in ("sample_town", "search_url", "signed_in")}
    ways = tuple(around.navigation(request))
    text = remembered_around(own, "desk/framed.html", town=facts.town(), desk_nav=ways, **desk)
    return HttpResponse(text, status=status)


def said(request: HttpRequest) -> str:
    """What the last act has to say; most pages have nothing."""
    waiting = get_messages(request)
    return render_to_string("ui/messages.html", {"messages": waiting}) if len(waiting) else ""


def blocks_of(page: Template) -> dict[str, Any]:
    """The blocks of a page of the desk."""
    extends = page.nodelist[0]
    assert isinstance(extends, ExtendsNode), page.name
    return extends.blocks


def drawn(page: Template, block: str, context: Context) -> str:
    """One block of it."""
    if block not in BLOCKS:
        raise LookupError(f"{page.name}: the frame has no gap for the block {block!r}")
    text: str = blocks_of(page)[block].nodelist.render(context)
    return text
