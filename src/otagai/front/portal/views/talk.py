"""話を聞いてほしい: three short steps, a review, the receipt."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from otagai.base.accounts.doors import public
from otagai.base.safekeeping.errors import RuleBroken
from otagai.front.portal.conversation import NAMES, REVIEW, STEPS, Conversation
from otagai.front.portal.first_page import first_page
from otagai.front.portal.views.ideas import answer_to
from otagai.front.portal.visitor import address_of, leave_note, note_left
from otagai.welcome.intake.words import Urgency
from otagai.welcome.letterbox import actions as letterbox
from otagai.welcome.letterbox.words import LetterKind

RECEIPT, RECEIPT_PATH, RECEIPT_SECONDS = "otagai_receipt", "/talk/receipt/", 600


@require_http_methods(["GET", "HEAD", "POST"])
@public(why="話を聞いてほしい: だれでも、名前なしで")
def talk(request: HttpRequest) -> HttpResponse:
    """The steps carry what was said in hidden fields; nothing is lost by an error, and no script is needed."""
    if request.method != "POST" and (answer := answer_to(request)):
        return forgotten(show(request, answer, 1))
    if request.method != "POST":
        return forgotten(first_page(request, request.GET.get("kind", "")))
    conversation = Conversation(request.POST)
    step, form = conversation.turn()
    if step == 0:
        return send(request, conversation)
    return show(request, conversation, step, form)


def forgotten(response: HttpResponse) -> HttpResponse:
    """The receipt of whoever wrote before on this machine opens no more (a shared PC)."""
    response.delete_cookie(RECEIPT, path=RECEIPT_PATH, samesite="Lax")
    return response


def show(
    request: HttpRequest, conversation: Conversation, step: int, form: object = None, reasons: list[str] | None = None
) -> HttpResponse:
    """One step, or the review."""
    values = {
        "conversation": conversation,
        "key": conversation.key,
        "step": step,
        "names": [str(name) for name in NAMES],
        "carried": list(conversation.carried(step)),
        "reasons": reasons,
        "urgent": conversation.said.get("urgency") == Urgency.TODAY,
    }
    if step == REVIEW:
        return render(request, "portal/review.html", values)
    return render(
        request, "portal/talk.html", {**values, "form": form or conversation.shown(step), "total": len(STEPS)}
    )


def send(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Post the letter and lead to the receipt; what is wrong is said and everything typed stays."""
    try:
        posted = letterbox.post(
            submission=conversation.key,
            kind=LetterKind.FORM,
            window_id=None,
            contents=conversation.contents(),
            wants_number=conversation.wants_answer,
            at=timezone.now(),
            address=address_of(request),
        )
    except RuleBroken as broken:
        return show(request, conversation, REVIEW, reasons=broken.reasons)
    response: HttpResponseRedirect = redirect("portal:receipt")
    urgent = conversation.said.get("urgency") == Urgency.TODAY
    note = {"number": posted.receipt_number, "passphrase": posted.passphrase, "urgent": urgent}
    leave_note(response, RECEIPT, note, path=RECEIPT_PATH, seconds=RECEIPT_SECONDS)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@public(why="受付番号の控え")
def receipt(request: HttpRequest) -> HttpResponse:
    """Number and passphrase, large; for ten minutes, for this browser only, or until 「書きとめました」 is pressed."""
    if request.method == "POST":
        return forgotten(redirect("portal:home"))
    note = note_left(request, RECEIPT, seconds=RECEIPT_SECONDS)
    return render(request, "portal/receipt.html", {"note": note}, status=200 if note else 410)
