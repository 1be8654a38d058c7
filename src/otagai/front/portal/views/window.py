"""サロンの窓口: the window's own page, opened by its link; no password. Dead, revoked and never issued look the same."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from otagai.base.accounts.acting import PUBLIC
from otagai.base.accounts.doors import public
from otagai.base.safekeeping.errors import RuleBroken
from otagai.base.ui import views as ui
from otagai.front.portal.forms import CardForm
from otagai.front.portal.sayings import BADGES, choices, label
from otagai.front.portal.visitor import address_of, leave_note, note_left
from otagai.kernel.text import clean
from otagai.town.places import actions as place_actions
from otagai.town.places import queries as places
from otagai.town.places.queries import WindowDoor
from otagai.town.places.words import CheckWish
from otagai.welcome.intake import actions as intake
from otagai.welcome.intake import queries as intake_queries
from otagai.welcome.letterbox import actions as letterbox
from otagai.welcome.letterbox import pace, rules
from otagai.welcome.letterbox import queries as letters
from otagai.welcome.letterbox.queries import CardLine, CardPage
from otagai.welcome.letterbox.words import LetterKind

CARD, CARD_SECONDS = "otagai_card", 12 * 60 * 60
BLANK_CARDS = 4
ALIKE = ("themes", "kind", "urgency", "writer", "place")
WHY = "窓口の人: リンクを持っていること"


@require_safe
@public(why=WHY)
def window(request: HttpRequest, token: str) -> HttpResponse:
    """つながりカードを書く, and what became of the cards of this window."""
    door = places.window_by_token(token)
    if door is None:
        return dead(request)
    before = request.GET.get("before", "")
    page = letters.cards_of_window(door.window_id, before=int(before) if is_place(before) else None)
    cards = lines_of(page)
    note = note_left(request, CARD, seconds=CARD_SECONDS) if "sent" in request.GET else None
    values = {"door": door, "token": token, "cards": cards, "following": page.following, "before": before, "note": note,
              "check_due": places.check_by_token(token), "wishes": choices(CheckWish), "checked": "checked" in request.GET}  # fmt: skip
    return render(request, "portal/window.html", values)


def lines_of(page: CardPage) -> list[tuple[CardLine, Any, str]]:
    """Each card with its safe state in words and the shape of its badge."""
    return [(line, label(line.state), BADGES[line.state]) for line in page.lines]


def is_place(before: str) -> bool:
    """Whether the text can be a place in the list of cards."""
    return before.isascii() and before.isdecimal() and len(before) < 16


@require_http_methods(["GET", "HEAD", "POST"])
@public(why=WHY)
def card(request: HttpRequest, token: str) -> HttpResponse:
    """One card on one screen; sending leads back to the window's page."""
    door = places.window_by_token(token)
    if door is None:
        return dead(request, kept=request.POST.get("text", ""))
    if request.method != "POST":
        form = CardForm(initial={"writer": door.holder, **alike(request)})
        return render(request, "portal/card.html", {"door": door, "token": token, "form": form})
    form = CardForm(request.POST)
    if form.is_valid():
        try:
            return sent(request, token, door, form)
        except RuleBroken as broken:
            form.add_error(None, [_(reason) for reason in broken.reasons])
    return render(request, "portal/card.html", {"door": door, "token": token, "form": form})


@require_http_methods(["POST"])
@public(why=WHY)
def window_check(request: HttpRequest, token: str) -> HttpResponse:
    """年次確認: whether the window goes on; answered twice is once."""
    door = places.window_by_token(token)
    if door is None:
        return dead(request, kept=request.POST.get("note", ""))
    if not rules.may_ask(pace.counted("check", str(door.window_id), at=timezone.now())):
        return ui.too_many(request)
    wish, page = request.POST.get("wish", ""), reverse("portal:window", args=[token])
    if wish not in set(CheckWish):
        return redirect(page)
    stored = place_actions.answer_check_by_link(token, wish=CheckWish(wish), note=clean(request.POST.get("note", "")))
    return redirect(f"{page}?checked=1" if stored else page)


@require_http_methods(["GET", "HEAD", "POST"])
@public(why=WHY)
def paper(request: HttpRequest, token: str) -> HttpResponse:
    """Blank paper cards with serials of their own; each press prints new ones, a reload does not."""
    if request.method != "POST":
        return redirect("portal:window", token)
    now = timezone.now()
    door = places.window_by_token(token)
    if door is None:
        return dead(request)
    if not rules.may_ask(pace.counted("paper", str(door.window_id), at=now)):
        return ui.too_many(request)
    serials = intake.print_cards(window_id=door.window_id, number=BLANK_CARDS, by=PUBLIC, at=now)
    headers = {"Content-Disposition": 'inline; filename="cards.pdf"'}
    sheets = intake_queries.card_sheets(serials, window=door.place_name)
    return HttpResponse(sheets, content_type="application/pdf", headers=headers)


def sent(request: HttpRequest, token: str, door: WindowDoor, form: CardForm) -> HttpResponse:
    """Post the card, and back to the window's page."""
    here = reverse("portal:window", args=[token])
    return handed_in(form, here=here, window_id=door.window_id, address=address_of(request))


def handed_in(
    form: CardForm,
    *,
    here: str,
    window_id: int | None,
    address: str = "",
    written_by: int | None = None,
    organization_id: int | None = None,
) -> HttpResponse:
    """Post the card; the note lets the page it leads back to say its number and write another like it."""
    said = {name: value for name, value in form.cleaned_data.items() if value and name not in {"key", "answer"}}
    by_whom = {} if organization_id is None else {"organization_id": organization_id}
    posted = letterbox.post(
        submission=form.cleaned_data["key"],
        kind=LetterKind.CARD,
        window_id=window_id,
        contents={**said, **by_whom, "wants_answer": bool(form.cleaned_data["answer"])},
        wants_number=False,
        at=timezone.now(),
        address=address,
        written_by=written_by,
    )
    response: HttpResponse = redirect(f"{here}?sent=1")
    note = {"number": posted.receipt_number, "alike": {name: said[name] for name in ALIKE if name in said}}
    leave_note(response, CARD, note, path=here, seconds=CARD_SECONDS)
    return response


def alike(request: HttpRequest) -> dict[str, Any]:
    """What the last card of this browser had in common with the next one: never who it was about, nor the words."""
    note = note_left(request, CARD, seconds=CARD_SECONDS) if "alike" in request.GET else None
    return note["alike"] if note else {}


def dead(request: HttpRequest, kept: str = "") -> HttpResponse:
    """This link opens nothing: whom to call. Words that were typed are shown, so that they can be told."""
    return render(request, "portal/dead_link.html", {"kept": kept}, status=404)
