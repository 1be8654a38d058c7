"""本人のページ: what is known, how somebody may be reached, with whom they live, and who has read it."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.audit import actions as audit
from otagai.base.audit import queries as traces
from otagai.base.audit.words import Purpose
from otagai.base.safekeeping.errors import StaleEdit
from otagai.front.desk.views.pages import both_texts
from otagai.front.desk.views.replies import again, done, made_once, say_errors
from otagai.kernel.finding import PersonFacts
from otagai.town.areas import queries as areas
from otagai.town.consents import actions as consenting
from otagai.town.consents import queries as consents
from otagai.town.people import actions, queries
from otagai.town.people.forms import ContactMethodForm, PersonForm, SafetyForm
from otagai.town.people.models import Person
from otagai.town.people.words import ContactKind, Safety, Sex
from otagai.welcome.intake import queries as intake

UNSAID = (Sex.NOT_KNOWN, Sex.NOT_APPLICABLE)


@requires(Permission.READ_PERSON)
@require_GET
def person(request: StaffRequest, pk: int) -> HttpResponse:
    """The page of one person; opening it leaves a line in the access log."""
    purpose = Purpose.SEARCH if request.GET.get("from") == "search" else Purpose.CASEWORK
    page = queries.person_page(request.acting, pk, purpose=purpose)
    values = {
        "page": page, "person": page.person, "age": age_of(page.person, timezone.localdate()),
        "sex": "" if page.person.sex in UNSAID else Sex.label_of(page.person.sex),
        "contacts": [(contact, Safety(contact.safety)) for contact in page.contacts],
        "safeties": Safety.choices(), "consultations": intake.of_person(request.acting, pk),
        "consents": agreed_to(request, page),
        "may_write": request.acting.may(Permission.EDIT_PERSON) and not page.is_only_asked,
        "today": timezone.localdate(), "lives_somewhere": any(home.until is None for home in page.households),
    }  # fmt: skip
    return render(request, "desk/people/person.html", values)


def agreed_to(request: StaffRequest, page: queries.PersonPage) -> list[consents.ConsentLine]:
    """What the person agreed to; whoever was only asked by a letter reads what was agreed to towards them, not towards others."""
    lines = consents.consents_of(on=timezone.localdate(), person_id=page.person.pk)
    ours = request.acting.organizations
    return [line for line in lines if line.recipient_id in ours] if page.is_only_asked else lines


def age_of(person: Person, on: date) -> str:
    """「85歳」, or the span that is possible where the birth date is known in part."""
    if person.born is None:
        return ""
    youngest, oldest = person.born.ages(on)
    return f"{youngest}歳" if youngest == oldest else f"{max(youngest, 0)}〜{oldest}歳"


@requires(Permission.EDIT_PERSON)
@require_http_methods(["GET", "POST"])
def person_new(request: StaffRequest) -> HttpResponse:
    """Write somebody down; first those are shown who may be the same."""
    form = PersonForm(request.POST or None, area_choices=areas.grouped_choices(timezone.localdate()))
    contact = ContactMethodForm(
        request.POST or None, prefix="contact", initial={"kind": ContactKind.PHONE, "safety": Safety.UNKNOWN},
        empty_permitted=True, use_required_attribute=False,
    )  # fmt: skip
    alike: list[queries.Candidate] = []
    if request.method == "POST" and form.is_valid() and contact.is_valid():
        if not request.POST.get("sure"):
            alike = queries.candidates_for(request.acting, facts_of(form, contact))
        made: list[str] = []
        if not alike and done(form, lambda: made.append(written_down(request, form, contact))):
            messages.success(request, "書きました。")
            return redirect("desk:person", int(made[0]))
    values = {"form": form, "contact": contact, "alike": alike, "heading": "あたらしい人を書く"}
    return again(request, "desk/people/edit.html", values)


def facts_of(form: PersonForm, contact: ContactMethodForm) -> PersonFacts:
    """What was typed, as those who may be the same are looked for."""
    typed = form.cleaned_data
    others = tuple(name for name in (typed["former_name"], typed["known_as"]) if name)
    phones = (contact.cleaned_data["value"],) if contact.has_changed() else ()
    names = (typed["family_name"], typed["given_name"], typed["family_kana"], typed["given_kana"])
    return PersonFacts(*names, others, typed["birth"], phones, typed["address"])


def written_down(request: StaffRequest, form: PersonForm, contact: ContactMethodForm) -> str:
    """The number of the person; the same one when the button was pressed twice."""
    contacts = [contact.facts()] if contact.has_changed() else []
    return made_once(
        request,
        "person_new",
        lambda: actions.add_person(by=request.acting, at=timezone.now(), contacts=contacts, **form.fields_typed()).pk,
    )


@requires(Permission.EDIT_PERSON)
@require_http_methods(["GET", "POST"])
def person_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Correct what is known; whoever wrote meanwhile is not overwritten."""
    known = opened(request, pk, "desk.person_edit")
    form = PersonForm(
        request.POST or None,
        initial=PersonForm.shown(known),
        area_choices=areas.grouped_choices(timezone.localdate()),
    )
    try:
        if request.method == "POST" and done(form, lambda: corrected(request, known, form)):
            messages.success(request, "書きなおしました。")
            return redirect("desk:person", pk)
    except StaleEdit as stale:
        return both_texts(request, stale, again=reverse("desk:person_edit", args=[pk]))
    return again(request, "desk/people/edit.html", {"form": form, "person": known, "heading": "書きなおす"})


def corrected(request: StaffRequest, known: Person, form: PersonForm) -> None:
    """Store what was typed, compared with the version that was seen."""
    seen = form.cleaned_data["version"] or 0
    actions.change_person(known, by=request.acting, seen_version=seen, at=timezone.now(), **form.fields_typed())


def opened(request: StaffRequest, pk: int, page: str) -> Person:
    """The person through the door, and the line in the access log that a page of theirs was opened."""
    known = queries.person_for(request.acting, pk)
    if request.method == "GET":
        audit.read(
            by=request.acting, subject=("person", pk), circle_id=known.circle_id, purpose=Purpose.CASEWORK, page=page
        )
    return known


@requires(Permission.EDIT_PERSON)
@require_http_methods(["GET", "POST"])
def contact_new(request: StaffRequest, pk: int) -> HttpResponse:
    """A new way to reach the person, and whether it is safe."""
    known = opened(request, pk, "desk.contact_new")
    form = ContactMethodForm(request.POST or None)
    if request.method == "POST" and done(form, lambda: reached(request, known, form)):
        messages.success(request, "連絡先を加えました。")
        return redirect("desk:person", pk)
    return again(request, "desk/people/contact.html", {"form": form, "person": known})


def reached(request: StaffRequest, known: Person, form: ContactMethodForm) -> str:
    """The number of the contact method; the same one when the button was pressed twice."""
    return made_once(
        request, "contact_new", lambda: actions.add_contact(known, by=request.acting, contact=form.facts()).pk
    )


@requires(Permission.EDIT_PERSON)
@require_POST
def contact_safety(request: StaffRequest, pk: int, contact: int) -> HttpResponse:
    """Whether a known number may be called, when and how."""
    known = queries.person_for(request.acting, pk)
    queries.contact_for(known, contact)
    form = SafetyForm(request.POST)
    if done(form, lambda: said_how_safe(request, known, contact, form)):
        messages.success(request, "連絡してよいかを 書きました。")
    else:
        say_errors(request, form)
    return redirect("desk:person", pk)


def said_how_safe(request: StaffRequest, known: Person, contact: int, form: SafetyForm) -> None:
    """Store whether it is safe, and when and how."""
    safety = Safety(form.cleaned_data["safety"])
    actions.say_how_safe(known, contact, by=request.acting, safety=safety, rule=form.cleaned_data["rule"])


@requires(Permission.EDIT_PERSON)
@require_POST
def contact_end(request: StaffRequest, pk: int, contact: int) -> HttpResponse:
    """The number no longer rings; it stays readable that it once did."""
    known = queries.person_for(request.acting, pk)
    queries.contact_for(known, contact)
    form = Form(request.POST)
    if done(form, lambda: actions.end_contact(known, contact, by=request.acting, on=timezone.localdate())):
        messages.success(request, "使われなくなった連絡先として 残しました。")
    else:
        say_errors(request, form)
    return redirect("desk:person", pk)


@requires(Permission.EDIT_PERSON)
@require_POST
def consent_withdraw(request: StaffRequest, pk: int, consent: int) -> HttpResponse:
    """The person took a consent back: nothing more is passed on from the next request on."""
    queries.person_for(request.acting, pk)
    given = consents.consent_for(request.acting, consent)
    if given.person_id != pk:
        raise Http404
    form = Form(request.POST)
    if done(form, lambda: consenting.withdraw(given, by=request.acting, at=timezone.now())):
        messages.success(request, "同意を取り消しました。これからは 伝えません。")
    else:
        say_errors(request, form)
    return redirect("desk:person", pk)


@requires(Permission.READ_PERSON)
@require_GET
def person_readings(request: StaffRequest, pk: int) -> HttpResponse:
    """「だれが見たか」 of one person, to be printed and handed over on request."""
    known = queries.person_for(request.acting, pk)
    audit.record("audit.printed", by=request.acting, circle_id=known.circle_id, subject=("person", pk), means="print")
    values = {"person": known, "lines": traces.readings_about("person", pk), "now": timezone.localtime()}
    return render(request, "desk/people/readings.html", values)
