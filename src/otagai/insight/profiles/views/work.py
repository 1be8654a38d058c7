"""わたしの地区: the note for whoever comes next, visits and what was heard, steps agreed with the district."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Model
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.safekeeping.errors import StaleEdit
from otagai.base.safekeeping.replies import again, both_texts, done, made_once, say_errors
from otagai.insight.profiles import actions, queries, rules
from otagai.insight.profiles.forms import CloseForm, NoteForm, StepForm, VisitForm


@requires(Permission.KEEP_DISTRICT)
@require_GET
def mine(request: StaffRequest) -> HttpResponse:
    """The one district of the person; a list for those who keep several, or every one."""
    found = queries.districts_of(request.acting.held)
    if len(found) == 1:
        return redirect("profiles:work", found[0][0])
    every = rules.districts_kept(request.acting.held) is None
    lines = queries.districts_with_work() if every else found
    return render(request, "profiles/mine.html", {"lines": lines, "every": every})


@requires(Permission.KEEP_DISTRICT)
@require_GET
def work(request: StaffRequest, pk: int) -> HttpResponse:
    """The district as its 地区担当 meets it."""
    return render(request, "profiles/work.html", {"work": work_of(request, pk), "close": CloseForm(auto_id=False)})


def work_of(request: StaffRequest, pk: int) -> queries.DistrictWork:
    """What was written about the district, for those who keep it; 404 for others."""
    actions.may_keep(pk, by=request.acting)
    return queries.work_in(pk, on=timezone.localdate())


@requires(Permission.KEEP_DISTRICT)
@require_GET
def printed(request: StaffRequest, pk: int) -> HttpResponse:
    """The same on paper, with the whole history of the note."""
    return render(request, "profiles/work_print.html", {"work": work_of(request, pk), "today": timezone.localdate()})


@requires(Permission.KEEP_DISTRICT)
@require_http_methods(["GET", "POST"])
def note(request: StaffRequest, pk: int) -> HttpResponse:
    """Write the hand-over note anew; the earlier versions stay."""
    known = work_of(request, pk)
    form = NoteForm(
        request.POST or None, initial={"text": known.note.text if known.note else "", "version": known.version}
    )

    def write() -> None:
        typed = form.cleaned_data
        actions.write_note(pk, by=request.acting, text=typed["text"], seen_version=typed["version"], at=timezone.now())

    try:
        if request.method == "POST" and done(form, write):
            messages.success(request, "引き継ぎメモを 新しくしました。前の版も 残っています。")
            return redirect("profiles:work", pk)
    except StaleEdit as stale:
        return both_texts(request, stale, again=reverse("profiles:note", args=[pk]))
    return again(request, "profiles/write.html", {"form": form, "area": known.area, "heading": "引き継ぎメモを書く"})


@requires(Permission.KEEP_DISTRICT)
@require_http_methods(["GET", "POST"])
def visit(request: StaffRequest, pk: int) -> HttpResponse:
    """Write down a visit and what was heard."""
    said = "訪問を 書きとめました。心配な人のことは、聞き取りに 書いてください。"
    form = VisitForm(request.POST or None)
    return written_down(request, pk, form, actions.note_visit, heading="訪問と聞いたことを書く", said=said)


@requires(Permission.KEEP_DISTRICT)
@require_http_methods(["GET", "POST"])
def step(request: StaffRequest, pk: int) -> HttpResponse:
    """Write down what was agreed with the district."""
    form = StepForm(request.POST or None)
    return written_down(request, pk, form, actions.agree_step, heading="次の一歩を書く", said="次の一歩を 書きました。")


def written_down(
    request: StaffRequest, pk: int, form: Form, act: Callable[..., Model], *, heading: str, said: str
) -> HttpResponse:
    """Something new about the district, written once, and back to its page."""
    known = work_of(request, pk)

    def write() -> None:
        made_once(
            request, f"{act.__name__}.{pk}", lambda: act(pk, by=request.acting, at=timezone.now(), **form.cleaned_data).pk
        )  # fmt: skip

    if request.method == "POST" and done(form, write):
        messages.success(request, said)
        return redirect("profiles:work", pk)
    return again(request, "profiles/write.html", {"form": form, "area": known.area, "heading": heading})


@requires(Permission.KEEP_DISTRICT)
@require_POST
def step_close(request: StaffRequest, pk: int, step: int) -> HttpResponse:
    """A step was done or given up."""
    form = CloseForm(request.POST)

    def close() -> None:
        actions.close_step(pk, step, by=request.acting, at=timezone.now(), **form.cleaned_data)

    actions.may_keep(pk, by=request.acting)
    queries.step_for(pk, step, on=timezone.localdate())
    if done(form, close):
        messages.success(request, f"「{form.cleaned_data['state'].label}」にしました。")
    else:
        say_errors(request, form)
    return redirect("profiles:work", pk)


@requires(Permission.KEEP_DISTRICT)
@require_POST
def step_reopen(request: StaffRequest, pk: int, step: int) -> HttpResponse:
    """Not done after all."""
    actions.reopen_step(pk, step, by=request.acting, at=timezone.now())
    messages.success(request, "もう一度「これから」に もどしました。")
    return redirect("profiles:work", pk)
