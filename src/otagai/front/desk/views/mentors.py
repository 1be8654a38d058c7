"""先輩の団体: groups that help those who begin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.front.desk.forms.startups import MentorForm
from otagai.front.desk.views.replies import again, done, inside
from otagai.kernel.text import clean
from otagai.together.startups import actions, queries
from otagai.town.organizations import queries as organizations


@requires(Permission.KEEP_STARTUPS)
@require_http_methods(["GET", "POST"])
def startup_mentors(request: StaffRequest) -> HttpResponse:
    """Groups that help newcomers, and one more."""
    named: Any = organizations.organization_choices(on=timezone.localdate())
    form = MentorForm(request.POST or None, organizations=named)

    def add() -> None:
        typed = form.cleaned_data
        actions.add_mentor(
            by=request.acting, organization_id=typed["organization"], steps=typed["steps"], offer=clean(typed["offer"]),
            on=timezone.localdate(),
        )  # fmt: skip

    if request.method == "POST" and done(form, add):
        messages.success(request, "先輩の団体を加えました。")
        return redirect("desk:startup_mentors")
    return again(request, "desk/startups/mentors.html", {"form": form, "mentors": queries.mentors()})


@requires(Permission.KEEP_STARTUPS)
@require_POST
def startup_mentor_end(request: StaffRequest, pk: int) -> HttpResponse:
    """The group helps no longer."""
    inside(pk, queries.mentors())
    done(forms.Form({}), lambda: actions.end_mentor(pk, by=request.acting, on=timezone.localdate()))
    messages.success(request, "一覧から外しました。")
    return redirect("desk:startup_mentors")
