"""世帯: who lives together, from when until when. No boundary of sharing: each one is seen through their own circle."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.front.desk.forms.households import HouseholdForm, JoiningForm, LeftForm
from otagai.front.desk.views.people import opened
from otagai.front.desk.views.replies import again, done, made_once, number, say_errors
from otagai.kernel.text import clean
from otagai.town.people import actions, queries
from otagai.town.people.models import Person
from otagai.town.people.words import Relation


@requires(Permission.EDIT_PERSON)
@require_http_methods(["GET", "POST"])
def household_new(request: StaffRequest, pk: int) -> HttpResponse:
    """A household that begins with this person."""
    known = opened(request, pk, "desk.household_new")
    form = HouseholdForm(request.POST or None)
    made: list[str] = []
    if request.method == "POST" and done(form, lambda: made.append(formed(request, known, form))):
        messages.success(request, "世帯を書きました。いっしょに暮らす人を加えてください。")
        return redirect("desk:household", int(made[0]))
    return again(request, "desk/people/household_new.html", {"form": form, "person": known})


def formed(request: StaffRequest, known: Person, form: HouseholdForm) -> str:
    """The number of the household; the same one when the button was pressed twice."""
    typed = form.cleaned_data
    first = [(known, Relation(typed["relation"]))]
    return made_once(
        request,
        "household_new",
        lambda: actions.form_household(first, by=request.acting, since=typed["since"], label=clean(typed["label"])).pk,
    )


@requires(Permission.READ_PERSON)
@require_http_methods(["GET", "POST"])
def household(request: StaffRequest, pk: int) -> HttpResponse:
    """The people of a household as far as one may see them; somebody to join is looked for in one box (POST)."""
    page = queries.household_page(request.acting, pk)
    text = clean(request.POST.get("q", ""))[:80].strip()
    values = {
        "page": page, "text": text, "found": queries.found(request.acting, text) if text else None,
        "here": {member.person_id for member in page.members if member.until is None},
        "form": JoiningForm(), "today": timezone.localdate(), "may_write": request.acting.may(Permission.EDIT_PERSON),
    }  # fmt: skip
    response = again(request, "desk/people/household.html", values)
    response.status_code = 200
    return response


@requires(Permission.EDIT_PERSON)
@require_POST
def household_add(request: StaffRequest, pk: int) -> HttpResponse:
    """Somebody one may see joins a household one may see."""
    queries.household_for(request.acting, pk)
    chosen = number(request.POST.get("person", ""))
    if chosen is None:
        messages.error(request, "だれを加えるかを 選んでください。")
        return redirect("desk:household", pk)
    joining = queries.person_for(request.acting, chosen)
    form = JoiningForm(request.POST)
    if done(form, lambda: joined(request, pk, joining, form)):
        messages.success(request, "世帯に加えました。")
    else:
        say_errors(request, form)
    return redirect("desk:household", pk)


def joined(request: StaffRequest, pk: int, joining: Person, form: JoiningForm) -> None:
    """Store that somebody joined."""
    typed = form.cleaned_data
    actions.add_member(pk, joining, by=request.acting, relation=Relation(typed["relation"]), since=typed["since"])


@requires(Permission.EDIT_PERSON)
@require_POST
def household_leave(request: StaffRequest, pk: int, person: int) -> HttpResponse:
    """Somebody lives there no longer."""
    queries.household_for(request.acting, pk)
    leaving = queries.person_for(request.acting, person)
    if not any(member.person_id == person for member in queries.household_page(request.acting, pk).members):
        raise Http404
    form = LeftForm(request.POST)
    if done(form, lambda: actions.end_member(pk, leaving, by=request.acting, on=form.cleaned_data["on"])):
        messages.success(request, "世帯を出た日を書きました。")
    else:
        say_errors(request, form)
    return redirect("desk:household", pk)
