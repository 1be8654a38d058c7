"""カードを書く: after log-in, the same card as by the link of a window, and what became of one's own."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from otagai.base.accounts.acting import Acting, Held
from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.rules import GRANTS
from otagai.base.accounts.words import Permission
from otagai.base.safekeeping.errors import RuleBroken
from otagai.front.desk.views.pages import UNPROCESSABLE
from otagai.front.portal.forms import CardForm
from otagai.front.portal.views.window import CARD, CARD_SECONDS, alike, handed_in, is_place, lines_of
from otagai.front.portal.visitor import note_left
from otagai.town.places import queries as places
from otagai.town.places.queries import WindowDoor
from otagai.welcome.letterbox import queries as letters


@requires(Permission.WRITE_CARD)
@require_safe
def own_cards(request: StaffRequest) -> HttpResponse:
    """The doors to a card, one for each of one's windows, and one's cards with their safe states."""
    windows = windows_of(request.acting)
    before = request.GET.get("before", "")
    page = letters.cards_of_writer(
        number_of(request.acting),
        [each.window_id for each in windows],
        before=int(before) if is_place(before) else None,
    )
    values = {
        "windows": windows, "home": home_of(request.acting), "cards": lines_of(page), "following": page.following, "before": before,
        "here": reverse("desk:own_cards"),
        "note": note_left(request, CARD, seconds=CARD_SECONDS) if "sent" in request.GET else None,
    }  # fmt: skip
    return render(request, "desk/own_cards.html", values)


@requires(Permission.WRITE_CARD)
@require_http_methods(["GET", "HEAD", "POST"])
def own_card(request: StaffRequest) -> HttpResponse:
    """One card on one screen, from one's window or one's organisation; sending leads back to one's cards."""
    door, home = door_of(request), home_of(request.acting)
    name = door.place_name if door else home.organization_name
    form = CardForm(request.POST or None, initial={"writer": request.acting.name, **alike(request)})
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                return handed_in(
                    form, here=reverse("desk:own_cards"), window_id=door.window_id if door else None,
                    written_by=number_of(request.acting), organization_id=None if door else home.organization_id,
                )  # fmt: skip
            except RuleBroken as broken:
                form.add_error(None, broken.reasons)
        status = UNPROCESSABLE
    return render(request, "desk/own_card.html", {"name": name, "form": form, "door": door}, status=status)


def windows_of(acting: Acting) -> list[WindowDoor]:
    """The windows to which the log-in leads."""
    return places.windows_of_account(number_of(acting))


def door_of(request: StaffRequest) -> WindowDoor | None:
    """The window chosen in the address, else the first of one's own; None for whoever has none."""
    windows, chosen = windows_of(request.acting), request.GET.get("window", "")
    return next((each for each in windows if str(each.window_id) == chosen), windows[0] if windows else None)


def home_of(acting: Acting) -> Held:
    """The duty for which the person writes cards: one that sees no people before one that does."""
    writing = [held for held in acting.held if Permission.WRITE_CARD in GRANTS[held.duty]]
    return min(writing, key=lambda held: Permission.READ_CONSULTATION in GRANTS[held.duty])


def number_of(acting: Acting) -> int:
    """The account that acts; a door with a permission lets nobody else in."""
    assert acting.user is not None
    return acting.user.pk


def leads_to_cards(acting: Acting) -> bool:
    """Whether cards are what the person is here for: they see no consultation."""
    return acting.may(Permission.WRITE_CARD) and not acting.may(Permission.READ_CONSULTATION)
