"""つながりカード on paper: blank ones to print, and those that came back, keyed in by their serial."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.safekeeping.actions import once
from otagai.base.safekeeping.errors import RuleBroken
from otagai.front.desk.forms.cards import CardForm, PrintForm, SerialForm
from otagai.front.desk.views.pages import UNPROCESSABLE
from otagai.town.places import queries as places
from otagai.welcome.intake import actions, queries
from otagai.welcome.intake.words import Door, Origin


@requires(Permission.RECEIVE_CONSULTATION, Permission.KEEP_WINDOWS)
@require_safe
def cards(request: StaffRequest) -> HttpResponse:
    """Key in a card that came back; print blank ones."""
    values = {
        "print_form": PrintForm(), "serial_form": SerialForm(),
        "can_key_in": request.acting.may(Permission.RECEIVE_CONSULTATION),
        "can_print": request.acting.may(Permission.KEEP_WINDOWS),
    }  # fmt: skip
    return render(request, "desk/cards.html", values)


@requires(Permission.KEEP_WINDOWS)
@require_http_methods(["GET", "HEAD", "POST"])
def blank(request: StaffRequest, window: int | None = None) -> HttpResponse:
    """Blank cards as a PDF, for one window or without one; each print gives new serials."""
    name = places.window_page(window).window.place.name if window is not None else ""
    form = PrintForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        serials = actions.print_cards(
            window_id=window, number=form.cleaned_data["number"], by=request.acting, at=timezone.now()
        )
        headers = {"Content-Disposition": f'attachment; filename="cards-{serials[0]}.pdf"'}
        sheets = queries.card_sheets(serials, window=name)
        return HttpResponse(sheets, content_type="application/pdf", headers=headers)
    values = {"print_form": form, "window": name, "window_pk": window}
    return render(request, "desk/cards_print.html", values, status=UNPROCESSABLE if form.errors else 200)


@requires(Permission.RECEIVE_CONSULTATION)
@require_http_methods(["GET", "HEAD", "POST"])
def key_in(request: StaffRequest) -> HttpResponse:
    """The fields of the paper; a card keyed in twice leads to the same consultation."""
    if request.method != "POST":
        serial = request.GET.get("serial", "")[:40]
        return key_in_page(request, CardForm(initial={"serial": serial}), serial)
    form = CardForm(request.POST)
    if form.is_valid():
        try:
            page = once(form.cleaned_data["key"], form="desk.card", create=lambda: taken_in(request, form))
        except RuleBroken as broken:
            form.refuse(broken.reasons)
        else:
            return redirect(page)
    return key_in_page(request, form, request.POST.get("serial", ""))


def key_in_page(request: StaffRequest, form: CardForm, serial: str) -> HttpResponse:
    """The form, and what is known of the card: its window, that it was keyed in before, or that there is none."""
    card = queries.printed_card(serial)
    values = {"form": form, "card": card, "unknown": bool(serial) and card is None and not form.is_bound}
    return render(request, "desk/card_key_in.html", values, status=UNPROCESSABLE if form.errors else 200)


def taken_in(request: StaffRequest, form: CardForm) -> str:
    """The address of the consultation of the card."""
    typed = form.cleaned_data
    before = queries.printed_card(typed["serial"])
    arrival = actions.Arrival(
        text=typed["text"], door=Door.CARD, kind=typed["kind"], themes=tuple(typed["themes"]),
        urgency=typed["urgency"], about=typed["about"], knows=typed["knows"],
        origin=Origin.FAMILY if typed["writer"] else Origin.ANONYMOUS, wants_answer=typed["wants_answer"], voice=form.voice(),
    )  # fmt: skip
    found = actions.key_in(typed["serial"], arrival, by=request.acting, at=timezone.now())
    if before is not None and before.receipt_number:
        messages.warning(request, "このカードは 前に入力されていました。新しくは作らず、その相談を開きました。")
    return reverse("desk:consultation", args=[found.pk]) + "?received=1"
