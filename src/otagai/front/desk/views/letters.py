"""開けられない手紙: letters that could not be opened or read, why, and another try. Nothing of what is in them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.front.desk.views.today import at_front_door, of_front_door
from otagai.welcome.intake import actions as intake
from otagai.welcome.letterbox import actions as letterbox
from otagai.welcome.letterbox import queries

NOT_MINE = "手紙を開けるのは、はじめに受け止める団体の人だけです。システム管理の担当へ 電話してください。"


@requires(Permission.RECEIVE_CONSULTATION)
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: StaffRequest) -> HttpResponse:
    """The list for the town's front door, and the button; others read whom to call."""
    opener = of_front_door(request.acting)
    if request.method == "POST":
        if opener is None:
            messages.warning(request, NOT_MINE)
        else:
            tell(request, opener)
        return redirect("desk:letters")
    lines = queries.in_trouble() if opener else []
    return render(request, "desk/letters.html", {"lines": lines, "can_open": opener is not None, "not_mine": NOT_MINE})


def tell(request: StaffRequest, opener: Acting) -> None:
    """Try all of them again, and say what became of it. Where the key does not lie, the worker does so at its next round:
    to try here would only put every letter aside for an hour.
    """
    letterbox.try_again(by=opener)
    if at_front_door(request.acting) is None:
        messages.success(
            request, "まもなく 見回りが もう一度 開けてみます。1分ほどしてから、このページを 見てください。"
        )
        return
    opened = intake.open_letters(by=opener, at=timezone.now())
    left = len(queries.in_trouble())
    if opened:
        messages.success(request, f"手紙を {opened}通 開けました。「今日の机」の「新しく届いた」に入っています。")
    if left:
        messages.warning(request, f"まだ {left}通 開けられません。下の「なぜ」を システム管理の担当へ 伝えてください。")
