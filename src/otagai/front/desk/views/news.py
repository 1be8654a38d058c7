"""団体からの便り: links with which groups keep their places true, sheets of paper, and what they said beside what stands there."""

from __future__ import annotations

import base64
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.municipality import queries as municipality
from otagai.base.safekeeping.errors import StaleEdit
from otagai.base.ui.paper import qr_svg, render_pdf
from otagai.front.desk.views.pages import both_texts
from otagai.front.desk.views.places import hours_in_words
from otagai.front.desk.views.replies import again, done, inside, made_once, number, say_errors, sent_key
from otagai.kernel.text import clean
from otagai.kernel.wareki import with_weekday
from otagai.town.places import actions, queries
from otagai.town.places.forms import LinkForm, PaperForm
from otagai.town.places.rules import OWN_WORDS
from otagai.town.places.words import NewsState


@requires(Permission.KEEP_PLACES)
@require_POST
def place_link(request: StaffRequest, pk: int) -> HttpResponse:
    """A new link for the group: shown, with its QR code, this one time. Pressed twice it is one, and not shown again."""
    place, form = queries.place_for(pk), LinkForm(request.POST)
    tokens: list[str] = []

    def issue() -> int:
        holder = clean(form.cleaned_data["holder"])
        tokens.append(actions.issue_place_link(pk, holder=holder, by=request.acting, at=timezone.now()))
        return pk

    if not done(form, lambda: made_once(request, "place_link", issue)):
        say_errors(request, form)
    elif tokens:
        address = settings.OTAGAI_ORIGIN + reverse("portal:group", args=[tokens[0]])
        values = {"place": place, "address": address, "qr": picture(address), "holder": form.cleaned_data["holder"]}
        return render(request, "desk/places/link.html", values)
    else:
        messages.warning(
            request, "リンクは もう出しました。見えるのは1度だけです。写せなかったときは、止めて 出し直してください。"
        )
    return redirect("desk:place_edit", pk)


def picture(address: str) -> str:
    """The QR code as the address of a picture."""
    return f"data:image/svg+xml;base64,{base64.b64encode(qr_svg(address).encode()).decode()}"


@requires(Permission.KEEP_PLACES)
@require_POST
def place_revoke(request: StaffRequest, pk: int, link: int) -> HttpResponse:
    """The link is dead from the next request on."""
    inside(link, queries.links_of_place(pk))
    actions.revoke_place_link(pk, link, by=request.acting, at=timezone.now())
    messages.success(request, "リンクを止めました。もう開きません。")
    return redirect("desk:place_edit", pk)


@requires(Permission.KEEP_PLACES)
@require_GET
def place_sheet(request: StaffRequest, pk: int) -> HttpResponse:
    """かくにんの紙: for groups without telephones; its QR code leads staff to where it is keyed in."""
    place, town = queries.place_for(pk), municipality.town()
    known = {"hours": hours_in_words(pk) or place.open_text, **{name: getattr(place, name) for name in OWN_WORDS}}
    values = {
        "name": place.name, "on": with_weekday(timezone.localdate()), "town": town.name, "desk": town.desk_name,
        "phone": town.desk_phone, "qr": qr_svg(settings.OTAGAI_ORIGIN + reverse("desk:place_paper", args=[pk])),
        "lines": [{"label": label, "now": known.get(name, "")} for name, label in queries.SAID_LABELS.items()],
    }  # fmt: skip
    headers = {"Content-Disposition": f'inline; filename="place-{pk}.pdf"'}
    return HttpResponse(render_pdf("places/update", values), content_type="application/pdf", headers=headers)


@requires(Permission.KEEP_PLACES)
@require_http_methods(["GET", "POST"])
def place_paper(request: StaffRequest, pk: int) -> HttpResponse:
    """Key in what came back on paper; what is left empty did not change."""
    place, form = queries.place_for(pk), PaperForm(request.POST or None)
    made: list[int] = []

    def key_in() -> None:
        said, at = form.said(), timezone.now()
        made.append(actions.key_in(pk, submission=sent_key(request), said=said, by=request.acting, at=at).pk)

    if request.method == "POST" and form.is_valid() and not form.said():
        form.add_error(None, "変わったことを 書いてください。何も変わっていなければ「変わりない」を押してください")
    elif request.method == "POST" and done(form, key_in):
        return redirect("desk:place_news", made[0])
    return again(request, "desk/places/paper.html", {"form": form, "place": place})


@requires(Permission.KEEP_PLACES)
@require_GET
def place_news(request: StaffRequest, pk: int) -> HttpResponse:
    """What the group says beside what stands there now."""
    page = queries.news_page(pk)
    values = {"page": page, "hours": hours_in_words(page.place.pk), "waits": page.state is NewsState.WAITING}
    return render(request, "desk/places/news.html", values)


@requires(Permission.KEEP_PLACES)
@require_POST
def place_decide(request: StaffRequest, pk: int) -> HttpResponse:
    """取り入れる or 取り入れない; whoever wrote meanwhile is not overwritten."""
    page, form = queries.news_page(pk), forms.Form({})
    taken: list[bool] = []

    def decide() -> None:
        if request.POST.get("decision") != "accept":
            actions.decline(pk, by=request.acting, at=timezone.now())
            return
        seen, today = number(request.POST.get("version", "")) or 0, timezone.localdate()
        taken.append(actions.accept(pk, seen_version=seen, by=request.acting, on=today, at=timezone.now()))

    try:
        if not done(form, decide):
            say_errors(request, form)
            return redirect("desk:place_news", pk)
    except StaleEdit as stale:
        return both_texts(request, stale, again=reverse("desk:place_news", args=[pk]))
    return decided(request, page, taken)


def decided(request: StaffRequest, page: Any, taken: list[bool]) -> HttpResponse:
    """Say what became of it; hours that could not be read, and exceptional days, are set by hand on the next page."""
    if taken == [False]:
        said = "／".join(line.said for line in page.lines if line.label in HOURS)
        messages.warning(request, f"取り入れました。開いている時は ここで 直してください：{said}")
        return redirect("desk:place_hours", page.place.pk)
    messages.success(
        request, "取り入れました。住民の案内に のりました。" if taken else "取り入れませんでした。案内は そのままです。"
    )
    return redirect("desk:places_confirm")


HOURS = (queries.SAID_LABELS["hours"], queries.SAID_LABELS["days"])
