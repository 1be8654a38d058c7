"""のぼり旗: the stock, and every flag's way out and back."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.front.desk.views.replies import again, done, inside, made_once, number, say_errors
from otagai.kernel.numbers import fiscal_year
from otagai.town.places import actions, queries
from otagai.town.places.forms import BannersForm, HandOutForm
from otagai.town.places.words import BannerState

MOVES: dict[str, tuple[Callable[..., None], str]] = {
    "take_back": (actions.take_back, "旗が戻りました。"),
    "lost": (actions.mark_lost, "紛失として書きました。見つかったら 戻せます。"),
    "retire": (actions.retire, "廃棄として書きました。"),
}


@requires(Permission.KEEP_WINDOWS)
@require_http_methods(["GET", "POST"])
def banners(request: StaffRequest) -> HttpResponse:
    """Where every flag is; new ones are added by number."""
    form = BannersForm(request.POST or None)

    def add() -> None:
        typed, today = form.cleaned_data, timezone.localdate()
        made_once(
            request,
            "banners",
            lambda: actions.add_banners(by=request.acting, first=typed["first"], count=typed["count"], on=today),
        )

    if request.method == "POST" and done(form, add):
        messages.success(request, "旗を加えました。")
        return redirect("desk:banners")
    lines = queries.banners()
    states = [(state, [one for one in lines if one.state is state]) for state in BannerState]
    return again(request, "desk/windows/banners.html", {"form": form, "states": states, "any": bool(lines)})


@requires(Permission.KEEP_WINDOWS)
@require_GET
def banner_ledger(request: StaffRequest) -> HttpResponse:
    """受払簿: every flag in and out of a year, and how many are left."""
    now = fiscal_year(timezone.localdate())
    asked = number(request.GET.get("year", ""))
    year = asked if asked and 2000 <= asked <= now else now
    kept = queries.ledger(year)
    in_stock = next(line.count for line in queries.stock() if line.state is BannerState.IN_STOCK)
    values = {"ledger": kept, "year": year, "now_year": now, "in_stock": in_stock}
    return render(request, "desk/windows/ledger.html", values)


@requires(Permission.KEEP_WINDOWS)
@require_POST
def banner_out(request: StaffRequest, pk: int) -> HttpResponse:
    """A flag from the stock goes to the window."""
    queries.window_page(pk)
    stock = queries.banners(state=BannerState.IN_STOCK)
    form = HandOutForm(request.POST, banner_choices=[(one.pk, one.number) for one in stock])

    def hand_out() -> None:
        actions.hand_out(form.cleaned_data["banner"], window_id=pk, by=request.acting, on=timezone.localdate())

    if done(form, hand_out):
        messages.success(request, "旗を渡しました。")
    else:
        say_errors(request, form)
    return redirect("desk:window", pk)


@requires(Permission.KEEP_WINDOWS)
@require_POST
def window_banner(request: StaffRequest, pk: int, banner: int, move: str) -> HttpResponse:
    """A flag of this window comes back or is gone."""
    inside(banner, queries.window_page(pk).banners)
    if move not in ("take_back", "lost"):
        raise Http404
    moved(request, banner, move, by=request.acting)
    return redirect("desk:window", pk)


@requires(Permission.KEEP_WINDOWS)
@require_POST
def banner_move(request: StaffRequest, banner: int, move: str) -> HttpResponse:
    """A flag of the stock is lost, found or worn out."""
    inside(banner, queries.banners())
    if move not in MOVES:
        raise Http404
    moved(request, banner, move, by=request.acting)
    return redirect("desk:banners")


def moved(request: StaffRequest, banner: int, move: str, *, by: Acting) -> None:
    """Move the flag, or say why not."""
    act, said = MOVES[move]
    form = forms.Form({})
    if done(form, lambda: act(banner, by=by, on=timezone.localdate())):
        messages.success(request, said)
    else:
        say_errors(request, form)
