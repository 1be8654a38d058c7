"""申し込む: a day of an activity, without an account; the receipt; one's own sign-up, and taking it back."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from otagai.base.accounts.doors import public
from otagai.base.municipality import queries as municipality
from otagai.base.safekeeping.errors import RuleBroken
from otagai.front.portal.forms import NOT_FOUND, SlipForm
from otagai.front.portal.sayings import label
from otagai.front.portal.signups_form import SignUpForm
from otagai.front.portal.visitor import address_of, leave_note, note_left
from otagai.town.activities import queries as activities
from otagai.welcome.letterbox.queries import TooOften
from otagai.welcome.signups import actions, queries
from otagai.welcome.signups.queries import OwnSignUp

SIGNED, SIGNED_PATH, SIGNED_SECONDS = "otagai_signed_up", "/activities/signed-up/", 600


@require_http_methods(["GET", "HEAD", "POST"])
@public(why="活動に申し込む: だれでも")
def sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    """One page: which day, to come or to help, whom to call. What was typed stays when something is wrong."""
    today = timezone.localdate()
    page = activities.activity_page(pk, on=today)
    days = queries.open_days(pk, page.coming, at=timezone.localtime())
    terms = activities.terms_of(pk)
    if terms is None:
        raise Http404
    if not days:
        return render(request, "portal/sign_up.html", {"page": page, "line": page.line})
    begun = {"day": request.GET.get("day", ""), "what": request.GET.get("what", "")}
    form = SignUpForm(
        request.POST or None, initial={name: said for name, said in begun.items() if said}, days=days, most=terms.most_together
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            return signed(request, pk, form)
        except RuleBroken as broken:
            for reason in broken.reasons:
                form.add_error(None, _(reason))
    town = municipality.town()
    values = {
        "page": page, "line": page.line, "form": form, "terms": terms, "keep_days": town.sign_up_keep_days,
        "seen_by": "、".join(terms.seen_by),
    }  # fmt: skip
    return render(request, "portal/sign_up.html", values, status=422 if request.method == "POST" else 200)


def signed(request: HttpRequest, pk: int, form: SignUpForm) -> HttpResponse:
    """Stand in line and lead to the receipt."""
    posted = actions.sign_up(
        form.wish(pk), form.caller(), submission=form.cleaned_data["key"], at=timezone.now(), address=address_of(request)
    )  # fmt: skip
    response: HttpResponseRedirect = redirect("portal:signed_up")
    note = {"number": posted.receipt_number, "passphrase": posted.passphrase}
    leave_note(response, SIGNED, note, path=SIGNED_PATH, seconds=SIGNED_SECONDS)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@public(why="申し込みの受付番号の控え")
def signed_up(request: HttpRequest) -> HttpResponse:
    """Number and passphrase, large, and whether there is a place; for ten minutes, for this browser only, or until it is wiped."""
    if request.method == "POST":
        wiped = redirect("portal:activities")
        wiped.delete_cookie(SIGNED, path=SIGNED_PATH, samesite="Lax")
        return wiped
    note = note_left(request, SIGNED, seconds=SIGNED_SECONDS)
    own = queries.own_sign_up(note["number"], on=timezone.localdate()) if note else None
    values = {"note": note, "own": own, "standing": label(own.standing) if own else ""}
    return render(request, "portal/signed_up.html", values, status=200 if note else 410)


@require_http_methods(["GET", "HEAD", "POST"])
@public(why="申し込みを取りやめる: 受付番号と合言葉を持つ人")
def take_back(request: HttpRequest) -> HttpResponse:
    """The place goes to the next in line. The page is the answer to the POST itself: no passphrase stands in an address."""
    if request.method != "POST":
        return redirect("portal:reply")
    form = SlipForm(request.POST)
    if not form.is_valid():
        return render(request, "portal/reply.html", {"form": form})
    number, passphrase = form.cleaned_data["receipt_number"], form.cleaned_data["passphrase"]
    try:
        ended = actions.take_back(number, passphrase, at=timezone.now(), address=address_of(request))
    except TooOften as too_often:
        form.add_error(None, _(too_often.reasons[0]))
        return render(request, "portal/reply.html", {"form": form}, status=429)
    own = queries.own_sign_up(number, on=timezone.localdate()) if ended else None
    if own is None:
        form.add_error(None, NOT_FOUND)
        return render(request, "portal/reply.html", {"form": form})
    return show(request, own, form)


def show(request: HttpRequest, own: OwnSignUp, form: SlipForm) -> HttpResponse:
    """Where the own sign-up stands."""
    return render(request, "portal/own_sign_up.html", {"own": own, "pair": form, "standing": label(own.standing)})
