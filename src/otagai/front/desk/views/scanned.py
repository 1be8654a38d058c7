"""The QR code of a paper card: staff key the card in; anybody else is led to where they can say what it is about."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from otagai.base.accounts.doors import StaffRequest, account, public
from otagai.base.accounts.words import Permission


@public(why="紙のカードのQRコード: 町の人は「話を聞いてほしい」へ")
@require_safe
def by_anybody(request: HttpRequest, serial: str) -> HttpResponse:
    """The serial tells nothing here; the town's own page for telling a worry opens."""
    return redirect("portal:talk")


@account(why="紙のカードのQRコード: 職員は入力のページへ、町の人は「話を聞いてほしい」へ")
@require_safe
def by_staff(request: StaffRequest, serial: str) -> HttpResponse:
    """Whoever may receive consultations keys the card in; all others go where everybody goes."""
    if not request.acting.may(Permission.RECEIVE_CONSULTATION):
        return redirect("portal:talk")
    return redirect(f"{reverse('desk:card_key_in')}?{urlencode({'serial': serial[:40]})}")
