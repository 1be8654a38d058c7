"""What the browser tests of this room share: its pages answered without a server, under the strict policy."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.template import engines
from django.test import RequestFactory
from playwright.sync_api import Page, Route

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.models import User
from otagai.base.ui import views
from otagai.base.ui.middleware import SafeHeaders
from otagai.base.ui.shell import Way

HOME = "http://town.test"
WAYS = ("今日の机", "お知らせ", "聞き取り", "一覧", "さがす", "つながりカード", "福祉相談窓口", "居場所", "団体・機関", "情報提供台帳",
        "はじめての方へ")  # fmt: skip
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".png": "image/png"}
DESK = """{% extends "ui/desk.html" %}{% load ui %}{% block main %}<h1>今日の机</h1>
<label for="q">さがす</label><input class="input" id="q" data-search>{% include "ui/style/lists.html" %}{% endblock %}"""
CONSULT = """{% extends "ui/portal.html" %}{% load ui %}{% block quick_exit %}{% quick_exit %}{% endblock %}
{% block main %}<h1>話を聞いてほしい</h1>
<form class="form" id="consult" method="post" action="/sent/" data-keep novalidate>{{ form }}{% button "送る" %}</form>{% endblock %}"""
SENT = """{% extends "ui/portal.html" %}{% load ui %}{% block main %}<h1>届きました</h1>
{% receipt "R8-004217-3" forget="consult" %}{% endblock %}"""


def rendered(source: str, request: Any, **values: Any) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(source).render(values, request))


def page_for(path: str, query: str) -> HttpResponse:
    request = RequestFactory().get(f"{path}?{query}")
    if path == "/style/":
        return views.style(request)
    if path == "/desk/":
        vars(request)["acting"] = Acting(User(username="midori"), (), "小林 みどり")
        nav = [Way(label, "/desk/", "desk", 3 if label == "お知らせ" else None, label == "今日の机") for label in WAYS]
        shown = {"desk_nav": nav}
        return rendered(DESK, request, **shown, **views.sample_page(request))
    if path == "/consult/":
        return rendered(CONSULT, request, form=views.SampleForm())
    if path == "/sent/":
        return rendered(SENT, request)
    return views.not_found(request)


def answer(route: Route) -> None:
    """Answer as the town would: our pages with their headers, our static files, nothing else."""
    address = urlsplit(route.request.url)
    if not route.request.url.startswith(HOME):
        route.fulfill(body="外のページ", content_type="text/html; charset=utf-8")
    elif address.path.startswith("/static/"):
        found = finders.find(address.path.removeprefix("/static/"))
        suffix = address.path[address.path.rfind(".") :]
        route.fulfill(path=found, content_type=TYPES[suffix]) if found else route.fulfill(status=404)
    else:
        response = SafeHeaders(lambda request: page_for(address.path, address.query))(RequestFactory().get("/"))
        headers = {name: value for name, value in response.items() if name != "Content-Length"}
        route.fulfill(status=response.status_code, headers=headers, body=response.content)


def complaints(page: Page) -> list[str]:
    """What the browser complains about, collected from now on."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def goto(page: Page, path: str) -> None:
    page.goto(path, wait_until="load")
