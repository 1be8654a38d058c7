"""今日の机: whose turn is it? And the letters that nobody has opened."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.municipality import queries as municipality
from otagai.front.desk import queries
from otagai.front.desk.framed import framed
from otagai.front.desk.views.own_cards import leads_to_cards
from otagai.kernel.sealing import PRIVATE_NAME
from otagai.town.places import queries as places
from otagai.welcome.intake import actions as intake


@requires(Permission.USE_DESK)
@require_safe
def today(request: StaffRequest) -> HttpResponse:
    """The short lists of the day; duties without casework see where they may go instead, who writes cards their cards."""
    if leads_to_cards(request.acting):
        return redirect("desk:own_cards")
    if not request.acting.may(Permission.READ_CONSULTATION):
        begins = queries.beginning(on=timezone.localdate()) if request.acting.may(Permission.KEEP_SETTINGS) else None
        return render(request, "desk/welcome.html", {"places_waiting": waiting(request.acting), "beginning": begins})
    now = timezone.now()
    page = queries.today(request.acting, at=now)
    can_open = page.unopened_since is not None and at_front_door(request.acting) is not None
    values = {
        "page": page, "day": timezone.localdate(now), "can_open": can_open,
        "places_waiting": waiting(request.acting), "can_receive": request.acting.may(Permission.RECEIVE_CONSULTATION),
    }  # fmt: skip
    return framed(request, "desk/today.html", values)


def waiting(acting: Acting) -> int:
    """How many places wait to be confirmed; asked only for those who keep places."""
    return places.places_waiting() if acting.may(Permission.KEEP_PLACES) else 0


def at_front_door(acting: Acting) -> Acting | None:
    """The person as one of the town's front door, who may open letters while the worker is away; None for others."""
    has_key = (settings.OTAGAI_KEYS / PRIVATE_NAME).exists()
    return of_front_door(acting) if has_key else None


def of_front_door(acting: Acting) -> Acting | None:
    """The person with the duties they have at the town's front door; None for who receives nothing there."""
    front_door = municipality.town().front_door_id
    opener = replace(acting, held=tuple(held for held in acting.held if held.organization_id == front_door))
    return opener if opener.may(Permission.RECEIVE_CONSULTATION) else None


@requires(Permission.RECEIVE_CONSULTATION)
@require_POST
def open_letters(request: StaffRequest) -> HttpResponse:
    """Open the letterbox by hand: the worker should have done so."""
    opener = at_front_door(request.acting)
    if opener is None:
        messages.warning(
            request, "手紙を開けるのは、はじめに受け止める団体の人だけです。システム管理の担当へ 電話してください。"
        )
        return redirect("desk:today")
    opened = intake.open_letters(by=opener, at=timezone.now())
    if opened:
        messages.success(request, f"手紙を {opened}通 開けました。「新しく届いた」に入っています。")
    else:
        messages.warning(
            request, "開けられる手紙は ありませんでした。続くときは システム管理の担当へ 電話してください。"
        )
    return redirect("desk:today")
