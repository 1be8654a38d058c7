"""Home, first steps, and what this site is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_safe

from otagai.base.accounts.doors import public
from otagai.base.municipality import queries as municipality
from otagai.base.ui import views as ui
from otagai.base.ui.kept import kept

TOPICS = {
    "help": (
        _("手伝ってほしい・手伝いたい"),
        _("ごみ出し、買い物、話し相手。小さな手伝いを たのむことも、することも できます。"),
        _(
            "申しこみの しくみを いま つくっています。それまでは、電話か「話を聞いてほしい」で 教えてください。人が読んで、お返事します。"
        ),
    ),
    "learn": (
        _("学びたい"),
        _("見守りや 手助けの しかたを 学ぶ講座、いろいろな人の話を聞く会が あります。"),
        _("講座の申しこみは いま 電話で受けています。日にちや場所も 電話で お答えします。"),
    ),
}


@require_safe
@public(why="住民の玄関")
def home(request: HttpRequest) -> HttpResponse:
    """まず ここから."""
    return render(request, "portal/home.html")


@require_safe
@public(why="はじめての方への案内")
def first(request: HttpRequest) -> HttpResponse:
    """はじめての方へ: what happens when one writes, who reads it, what it costs."""
    return render(request, "portal/first.html")


@require_safe
@public(why="このサイトについて・出典")
def about(request: HttpRequest) -> HttpResponse:
    """Who runs this site, what it keeps, where its maps and lists come from."""
    return render(request, "portal/about.html", {"attribution": municipality.town().attribution})


@require_safe
@public(why="手伝いと学びの案内")
def topic(request: HttpRequest, topic: str) -> HttpResponse:
    """手伝い・学び: by telephone until these rooms exist; nothing is promised that is not there."""
    title, text, now = TOPICS[topic]
    return render(request, "portal/topic.html", {"heading": title, "text": text, "now": now})


@requires_csrf_token
def form_was_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The forgery guard said no: on public pages everything typed is shown, and one press sends it again."""
    typed = kept(request)
    if typed is None:
        return ui.form_was_too_old(request, reason)
    return render(request, "portal/too_old.html", {"kept": typed}, status=403)
