"""さがす: one box. What is typed is sent by POST: names stand in no address and in no log (safety rule 12)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.kernel.text import clean
from otagai.town.people import queries as people
from otagai.welcome.intake import queries as intake

LONGEST = 80


@requires(Permission.READ_PERSON)
@require_http_methods(["GET", "POST"])
def search(request: StaffRequest) -> HttpResponse:
    """People by household with the reason and their open consultations; a receipt number leads to its consultation.

    Somebody outside one's circles and nobody at all look the same.
    """
    text = clean(request.POST.get("q", ""))[:LONGEST].strip()
    if not text:
        return render(request, "desk/search/search.html", {})
    if line := intake.consultation_by_number(request.acting, text):
        return redirect("desk:consultation", line.pk)
    found = people.found(request.acting, text)
    open_ones = intake.of_people(request.acting, [one.pk for group in found.groups for one in group.people])
    rows = [
        (group.label, [(one, open_ones.get(one.pk, [])) for one in group.people]) for group in found.groups
    ]  # fmt: skip
    return render(request, "desk/search/search.html", {"text": text, "found": found, "rows": rows})
