"""つなぐ: choose whom to ask, what is passed on and on which basis; the preview is the letter itself, as a draft."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.disclosure.words import Item, LegalBasis
from otagai.base.safekeeping.actions import drop_draft, once
from otagai.base.safekeeping.errors import RuleBroken
from otagai.front.desk import queries as desk
from otagai.front.desk.forms.referral import ReferForm
from otagai.front.desk.views.drafts import initial_of, name_of
from otagai.front.desk.views.pages import UNPROCESSABLE
from otagai.town.consents import actions as consents
from otagai.town.consents.models import Consent
from otagai.town.organizations import queries as organizations
from otagai.town.organizations.models import Organization
from otagai.welcome.intake import queries as intake
from otagai.welcome.intake.models import Consultation
from otagai.welcome.intake.rules import words_kept
from otagai.welcome.referrals import actions as referrals
from otagai.welcome.referrals import queries
from otagai.welcome.referrals.actions.sending import ONLY_THE_HOLDER
from otagai.welcome.referrals.letter import letter_of, person_of


@requires(Permission.REFER)
@require_safe
def choose(request: StaffRequest, pk: int) -> HttpResponse:
    """Whom to ask: what each takes on, its desk, whether it can now, how much it holds and how fast it answers."""
    found = intake.consultation_for(request.acting, pk)
    choices = organizations.choices_for_referral(
        themes=found.themes, area_id=found.area_id, near_id=lives_in(found), exclude=[found.holder_id],
        on=timezone.localdate(),
    )  # fmt: skip
    loads = queries.loads([choice.pk for choice in choices], at=timezone.now())
    values = {"consultation": found, "choices": [(choice, loads.get(choice.pk)) for choice in choices]}
    return render(request, "desk/refer.html", values)


def lives_in(found: Consultation) -> int | None:
    """The area of the person, where the consultation has none of its own."""
    person = None if found.area_id else person_of(found)
    return person.area_id if person else None


@requires(Permission.REFER)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: StaffRequest, pk: int, organization: int) -> HttpResponse:
    """The letter to one organisation; stored as a draft, which is its preview."""
    found = intake.consultation_for(request.acting, pk)
    receiver = desk.receiver_for(organization, about=found, on=timezone.localdate())
    said = letter_of(found, list(Item), headline="")
    kept = name_of("refer", found.pk, receiver.pk)
    draft = initial_of(request.acting, ReferForm, kept)
    form = ReferForm(request.POST or None, said=said, initial={**first_words(request, found), **draft})
    if request.method == "POST" and form.is_valid():
        try:
            page = drafted(request, found, receiver, form)
        except RuleBroken as broken:
            form.refuse(broken.reasons)
        else:
            drop_draft(by=request.acting, form=kept)
            shown = f"refer-{found.pk}-{receiver.pk}"
            messages.success(request, "手紙の下書きができました。まだ送っていません。", extra_tags=shown)
            return redirect(page)
    values = {
        "consultation": found, "receiver": receiver, "form": form, "in_their_words": is_in_their_words(found),
        "kept": kept, "drafted": bool(draft) and not form.is_bound,
    }  # fmt: skip
    return render(request, "desk/refer_write.html", values, status=UNPROCESSABLE if form.errors else 200)


def first_words(request: StaffRequest, found: Consultation) -> dict[str, Any]:
    """What the letter begins with: an earlier draft of the same consultation, or the headline of a person and the themes."""
    earlier = request.GET.get("again", "")
    if earlier.isascii() and earlier.isdecimal():
        old = queries.referral_for(request.acting, int(earlier[:18]))
        if old.consultation_id == found.pk:
            kept = {name: getattr(old, name) for name in ("headline", "reason", "items", "basis", "basis_note")}
            return {**kept, "items": [code for code in old.items if code != Item.GIST]}
    return {
        "headline": "" if is_in_their_words(found) else found.headline,
        "items": [Item.THEMES] if found.themes else [],
    }


def is_in_their_words(found: Consultation) -> bool:
    """Whether the headline is still cut out of what was said, so that it stands in no letter."""
    voice = getattr(found, "voice", None)
    return voice is not None and words_kept(found.headline, voice.text) != ""


def drafted(request: StaffRequest, found: Consultation, receiver: Organization, form: ReferForm) -> str:
    """The address of the draft; made once, with the consent it stands on."""
    typed = form.cleaned_data

    def create() -> str:
        agreed = consented(request, found, receiver, typed) if typed["basis"] == LegalBasis.CONSENT else None
        draft = referrals.Draft(
            receiver.pk, typed["reason"], typed["basis"], typed["basis_note"], frozenset(typed["items"]), agreed,
            typed["headline"],
        )  # fmt: skip
        referral = referrals.draft(found, by=request.acting, draft=draft, at=timezone.now())
        return reverse("desk:referral", args=[referral.pk])

    return once(typed["key"], form=f"desk.refer.{found.pk}", create=create)


def consented(request: StaffRequest, found: Consultation, receiver: Organization, typed: dict[str, Any]) -> Consent:
    """Write down who agreed to what, how and when: with the person, else in the own folder (never where the taker reads)."""
    person = person_of(found)
    now = timezone.now()
    day = typed["given_on"] or timezone.localdate()
    given = now if day == timezone.localdate() else timezone.make_aware(datetime.combine(day, time(12)))
    circle = person.circle_id if person else intake.circle_of_folder(found, found.holder_id)
    if circle is None:
        raise RuleBroken([ONLY_THE_HOLDER])
    about = consents.About(circle, person.pk if person else None, "consultation", found.pk)
    return consents.give(
        about, by=request.acting, recipient_id=receiver.pk, purpose=typed["reason"][:200], items=typed["items"],
        method=typed["method"], giver=typed["giver"], at=given,
    )  # fmt: skip
