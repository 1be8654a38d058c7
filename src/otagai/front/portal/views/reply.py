"""返事を見る: number and passphrase lead to what happened, the answer, and a way to write again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from otagai.base.accounts.doors import public
from otagai.base.safekeeping.errors import RuleBroken
from otagai.front.portal.forms import NOT_FOUND, AgainForm, SlipForm
from otagai.front.portal.sayings import BADGES, STATE_MEANS, label
from otagai.front.portal.views import signups
from otagai.front.portal.visitor import address_of
from otagai.welcome.letterbox import actions as letterbox
from otagai.welcome.letterbox import queries as letters
from otagai.welcome.letterbox.queries import SlipView, TooOften
from otagai.welcome.signups.queries import own_sign_up


@require_http_methods(["GET", "HEAD", "POST"])
@public(why="返事を見る: 受付番号と合言葉を持つ人")
def reply(request: HttpRequest) -> HttpResponse:
    """The page is the answer to the POST itself: the passphrase never stands in an address."""
    if request.method != "POST":
        return render(request, "portal/reply.html", {"form": SlipForm()})
    form = SlipForm(request.POST)
    slip, status = looked_up(request, form)
    if slip is None:
        return render(request, "portal/reply.html", {"form": form}, status=status)
    if own := own_sign_up(slip.receipt_number, on=timezone.localdate()):
        return signups.show(request, own, form)
    return show(request, slip, form, AgainForm())


@require_http_methods(["GET", "HEAD", "POST"])
@public(why="続きを書く: 受付番号と合言葉を持つ人")
def again(request: HttpRequest) -> HttpResponse:
    """Write again under the same number; the words stay when something is wrong. Coming back here begins anew."""
    if request.method != "POST":
        return redirect("portal:reply")
    form, words = SlipForm(request.POST), AgainForm(request.POST)
    if not form.is_valid():
        return render(request, "portal/reply.html", {"form": form, "words": words})
    pair = form.cleaned_data["receipt_number"], form.cleaned_data["passphrase"]
    try:
        if words.is_valid() and letterbox.post_again(
            *pair, words.cleaned_data["text"], words.cleaned_data["key"],
            at=timezone.now(), address=address_of(request),
        ):  # fmt: skip
            return redirect("portal:sent_again")
    except TooOften as too_often:
        form.add_error(None, _(too_often.reasons[0]))
        return render(request, "portal/reply.html", {"form": form, "words": words}, status=429)
    except RuleBroken as broken:
        words.add_error("text", [_(reason) for reason in broken.reasons])
    slip, status = looked_up(request, form)
    if slip is None:
        return render(request, "portal/reply.html", {"form": form, "words": words}, status=status)
    if own := own_sign_up(slip.receipt_number, on=timezone.localdate()):
        return signups.show(request, own, form)
    return show(request, slip, form, words)


def looked_up(request: HttpRequest, form: SlipForm) -> tuple[SlipView | None, int]:
    """The slip of the pair, or None with the form saying why, and the status of the page that shows it."""
    if not form.is_valid():
        return None, 200
    try:
        slip = letters.slip_for(
            form.cleaned_data["receipt_number"],
            form.cleaned_data["passphrase"],
            address=address_of(request),
            at=timezone.now(),
        )
    except TooOften as too_often:
        form.add_error(None, _(too_often.reasons[0]))
        return None, 429
    if slip is None:
        form.add_error(None, NOT_FOUND)
    return slip, 200


def show(request: HttpRequest, slip: SlipView, form: SlipForm, words: AgainForm) -> HttpResponse:
    """What became of it."""
    values = {
        "slip": slip,
        "form": words,
        "pair": form,
        "state": label(slip.state),
        "badge": BADGES[slip.state],
        "means": STATE_MEANS[slip.state],
    }
    return render(request, "portal/slip.html", values)


@require_safe
@public(why="続きを受けとった知らせ")
def sent_again(request: HttpRequest) -> HttpResponse:
    """The continuation arrived."""
    return render(request, "portal/sent_again.html")
