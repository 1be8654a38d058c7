"""だれのことか: people we may know already, beside what is typed; choosing, writing down somebody new, taking it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.safekeeping.actions import once
from otagai.base.safekeeping.errors import RuleBroken
from otagai.front.desk.forms.acts import UnlinkForm
from otagai.front.desk.forms.hearing import NAME_ONLY, NOBODY_YET, SOMEBODY_NEW, WhomForm, kept_values
from otagai.front.desk.views.pages import UNPROCESSABLE
from otagai.kernel import phone
from otagai.town.people import actions as people_actions
from otagai.town.people import queries as people
from otagai.town.people.words import ContactKind
from otagai.welcome.intake import actions
from otagai.welcome.intake import queries as intake
from otagai.welcome.intake.models import Consultation
from otagai.welcome.intake.rules import speaker_of
from otagai.welcome.referrals import actions as referrals

NOT_CHOSEN = "まだ 記録していません。「だれのことですか」で その人か「別の人として 新しく書く」をえらんでください。"
TITLES = ("さん", "様", "さま")


def candidates(request: StaffRequest, form: WhomForm) -> dict[str, Any]:
    """People we may know already, with what speaks for and against; who is chosen now; and the name that was typed.

    A choice that nobody touched follows what is typed: a name of nobody we know is written down, unless said otherwise.
    """
    found = people.candidates_for(request.acting, form.facts())
    name, chosen = form.said_name(), request.POST.get("person", NOBODY_YET)
    offered = SOMEBODY_NEW if name and not found else NOBODY_YET
    if chosen in (NOBODY_YET, request.POST.get("offered", NOBODY_YET)):
        chosen = offered
    return {"candidates": found, "chosen": chosen, "offered": offered, "name": name, "looked": True}


def link(found: Consultation, form: WhomForm, *, by: Acting, at: datetime, reason: str) -> None:
    """Say whom it is about, as it was chosen; somebody new is written down first."""
    chosen = form.cleaned_data["person"]
    if chosen in (NOBODY_YET, NAME_ONLY):
        return
    if chosen == SOMEBODY_NEW:
        numbers = [number for number in form.facts().phones if is_number(number)]
        contacts = [people_actions.ContactFacts(kind_of(number), number) for number in dict.fromkeys(numbers)]
        person = people_actions.add_person(by=by, at=at, contacts=contacts, **form.person_fields())
    else:
        try:
            person = people.person_for(by, chosen)
        except Http404:
            raise RuleBroken(["選んだ人が見つかりません。もう一度 候補から選んでください"]) from None
    voice = getattr(found, "voice", None)
    if voice is not None:
        speaker = speaker_of(found.about, voice.caller_relation)
        people_actions.say_how_where_unsaid(person, by=by, said=voice.safe_time, speaker=speaker)
    actions.link_person(found, by=by, person=person, reason=reason, at=at)
    referrals.it_was_another(found, by=by, at=at)


def is_number(text: str) -> bool:
    """Whether the text is a telephone number that rings; others stay in the words only."""
    try:
        return bool(phone.normalise(text))
    except ValueError:
        return False


def kind_of(number: str) -> ContactKind:
    """Mobile or at home."""
    return ContactKind.MOBILE if phone.normalise(number)[:3] in {"070", "080", "090"} else ContactKind.PHONE


@requires(Permission.WORK_ON_CONSULTATION)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: StaffRequest, pk: int) -> HttpResponse:
    """だれのことかを記録する, later than at the first talk."""
    found = intake.consultation_for(request.acting, pk)
    if request.method != "POST":
        return page(request, found, WhomForm(initial=said(found)), {"chosen": ""})
    form = WhomForm(request.POST)
    right = form.is_valid()
    if request.headers.get("HX-Request"):
        return render(request, "desk/candidates.html", candidates(request, form))
    if not right:
        return page(request, found, form, candidates(request, form), status=UNPROCESSABLE)
    if form.cleaned_data["person"] in (NOBODY_YET, NAME_ONLY) or "look" in request.POST:
        if "look" not in request.POST:
            messages.warning(request, NOT_CHOSEN)
        fresh = WhomForm(initial=kept_values(WhomForm, request.POST.urlencode()))
        return page(request, found, fresh, candidates(request, form))
    try:
        once(form.cleaned_data["key"], form=f"desk.person.{pk}", create=lambda: linked(request, found, form))
    except RuleBroken as broken:
        form.refuse(broken.reasons)
        return page(request, found, form, candidates(request, form), status=UNPROCESSABLE)
    messages.success(request, "本人を記録しました。")
    return redirect("desk:consultation", pk)


def linked(request: StaffRequest, found: Consultation, form: WhomForm) -> str:
    """Link, and say that it is done."""
    link(found, form, by=request.acting, at=timezone.now(), reason="あとから 記録した")
    return str(found.pk)


def said(found: Consultation) -> dict[str, str]:
    """What was said of the person when it arrived."""
    voice = getattr(found, "voice", None)
    return {"name": without_title(voice.person_name), "address": voice.place} if voice else {}


def without_title(name: str) -> str:
    """The name as it is written down: a card says 「鈴木 とめ さん」."""
    bare = name.strip()
    for title in TITLES:
        bare = bare.removesuffix(title).rstrip()
    return bare


def page(
    request: StaffRequest, found: Consultation, form: WhomForm, values: dict[str, Any], *, status: int = 200,
    unlink: UnlinkForm | None = None,
) -> HttpResponse:  # fmt: skip
    """Form on the left, people on the right; and the way back when it was somebody else."""
    story = intake.story_of(found)
    values = {**values, "consultation": found, "form": form, "linked": story.person, "unlink": unlink or UnlinkForm()}
    return render(request, "desk/person.html", values, status=status)


@requires(Permission.WORK_ON_CONSULTATION)
@require_POST
def unlink(request: StaffRequest, pk: int) -> HttpResponse:
    """別の人だった: the link ends, its history stays."""
    found = intake.consultation_for(request.acting, pk)
    form = UnlinkForm(request.POST)
    if form.is_valid():
        try:
            once(form.cleaned_data["key"], form=f"desk.unlink.{pk}", create=lambda: unlinked(request, found, form))
        except RuleBroken as broken:
            form.refuse(broken.reasons)
        else:
            messages.success(request, "「本人」の記録を取り消しました。")
            return redirect("desk:consultation", pk)
    return page(request, found, WhomForm(initial=said(found)), {"chosen": ""}, status=UNPROCESSABLE, unlink=form)


def unlinked(request: StaffRequest, found: Consultation, form: UnlinkForm) -> str:
    """Take the link back."""
    actions.unlink_person(found, by=request.acting, reason=form.cleaned_data["reason"], at=timezone.now())
    referrals.it_was_another(found, by=request.acting, at=timezone.now())
    return str(found.pk)
