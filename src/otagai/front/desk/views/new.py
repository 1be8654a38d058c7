"""聞き取り: type while listening; who it may be appears beside it; nothing typed is lost."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.safekeeping import actions as safekeeping
from otagai.base.safekeeping import queries as kept
from otagai.base.safekeeping.errors import RuleBroken
from otagai.front.desk import queries
from otagai.front.desk.forms.hearing import HearingForm, kept_values
from otagai.front.desk.views import whom
from otagai.front.desk.views.drafts import DRAFT
from otagai.front.desk.views.pages import UNPROCESSABLE
from otagai.town.areas import queries as areas
from otagai.town.organizations import queries as organizations
from otagai.welcome.intake import actions as intake
from otagai.welcome.intake.models import Consultation
from otagai.welcome.intake.words import Door, Method, Origin, RecordKind, ReplyBy
from otagai.welcome.letterbox import actions as letterbox
from otagai.welcome.letterbox.words import SafeState

METHODS = {Door.PHONE: Method.PHONE, Door.VISIT: Method.DESK, Door.OUTREACH: Method.VISIT}


@requires(Permission.RECEIVE_CONSULTATION)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """The page; a look for people we may know; and the sending."""
    if request.method != "POST":
        draft = kept.draft_of(by=request.acting, form=DRAFT)
        form = form_with(initial={**asked_for(request), **kept_values(HearingForm, draft.get("query", ""))})
        return page(request, form, {"drafted": bool(draft)})
    form = form_with(request.POST)
    right = form.is_valid()
    if request.headers.get("HX-Request"):
        return render(request, "desk/candidates.html", whom.candidates(request, form))
    if "look" in request.POST:
        return page(
            request,
            form_with(initial=kept_values(HearingForm, request.POST.urlencode())),
            whom.candidates(request, form),
        )
    if right and form.must_say_who():
        form.refuse([f"「{form.said_name()}」さんを どう記録するか、「だれのことですか」で えらんでください"])
    elif right:
        try:
            return sent(request, form)
        except RuleBroken as broken:
            form.refuse(broken.reasons)
    return page(request, form, whom.candidates(request, form), status=UNPROCESSABLE)


def asked_for(request: StaffRequest) -> dict[str, str]:
    """What the page that led here knows already: the door and the area, never a word about anybody."""
    return {name: request.GET[name] for name in ("door", "area") if request.GET.get(name)}


def form_with(*args: Any, **more: Any) -> HearingForm:
    """The form with the areas, organisations and windows of today."""
    today = timezone.localdate()
    return HearingForm(
        *args, areas=areas.grouped_choices(today), organizations=organizations.organization_choices(on=today),
        windows=queries.window_choices(), **more,
    )  # fmt: skip


def page(request: StaffRequest, form: HearingForm, values: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Form on the left, people on the right."""
    return render(request, "desk/new.html", {"chosen": "", **values, "form": form}, status=status)


def sent(request: StaffRequest, form: HearingForm) -> HttpResponse:
    """Store it once; the draft is no longer needed; show the number."""

    def create() -> str:
        found = taken_in(form, by=request.acting, at=timezone.now())
        safekeeping.drop_draft(by=request.acting, form=DRAFT)
        return f"{reverse('desk:consultation', args=[found.pk])}?received=1"

    return redirect(safekeeping.once(form.cleaned_data["key"], form=DRAFT, create=create))


def taken_in(form: HearingForm, *, by: Acting, at: datetime) -> Consultation:
    """The consultation, whom it is about, and the talk itself as its first record when the person was speaking."""
    typed = form.cleaned_data
    window = typed["window"]
    arrival = intake.Arrival(
        text=typed["text"], door=typed["door"], kind=typed["kind"], urgency=typed["urgency"], themes=tuple(typed["themes"]),
        about=typed["about"], knows=typed["knows"], origin=Origin.WINDOW if window else typed["origin"],
        origin_window_id=window, origin_organization_id=typed["organization"],
        wants_answer=typed["reply_by"] != ReplyBy.NONE, reply_by=typed["reply_by"], area_id=typed["area"], voice=form.voice(),
    )  # fmt: skip
    found = intake.arrive(arrival, by=by, at=at, received=True)
    if window:
        letterbox.slip_for_card(found.receipt_number, window_id=window, at=at)
        letterbox.show_state(found.receipt_number, SafeState.RECEIVED)
    whom.link(found, form, by=by, at=at, reason="聞き取りのときに 選んだ")
    if form.is_person_speaking() and typed["door"] in METHODS:
        talk = intake.Entry(
            kind=RecordKind.CONTACT, method=METHODS[typed["door"]], with_whom=typed["caller_name"] or "本人",
            text="話を聞いた（「届いたことば」のとおり）", at=at,
        )  # fmt: skip
        step = typed["next_step"] or "次の一歩を決める"
        intake.record(found, by=by, entry=talk, at=at, next_step=step, next_date=typed["next_date"])
    elif typed["next_step"] or typed["next_date"]:
        step = typed["next_step"] or found.next_step
        plan = intake.Entry(kind=RecordKind.NOTE, text=f"次の一歩：{step}", at=at)
        intake.record(found, by=by, entry=plan, at=at, next_step=step, next_date=typed["next_date"] or found.next_date)
    return found
