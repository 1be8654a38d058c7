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
from otagai.welcome.referrals import queries as referrals

LONGEST = 80
ALONE = "世帯が まだ書かれていない人"
Row = tuple[people.Candidate, list[tuple[str, int]]]


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
    if (number := intake.receipt_in(text)) and (letter := letter_with(request, number)):
        return redirect("desk:referral", letter)
    found = people.found(request.acting, text)
    values = {"text": text, "found": found, "rows": by_household(request, found)}
    return render(request, "desk/search/search.html", values)


def letter_with(request: StaffRequest, number: str) -> int | None:
    """A letter of this receipt number that waits for our answer."""
    return referrals.letter_to_answer(request.acting, consultation__receipt_number=number)


def by_household(request: StaffRequest, found: people.Found) -> list[tuple[str, list[Row]]]:
    """The people under the name of their household, those without one together at the end."""
    open_ones = intake.of_people(request.acting, [one.pk for group in found.groups for one in group.people])
    shelves = [(group.label, [(one, open_ones.get(one.pk, [])) for one in group.people]) for group in found.groups]
    alone = [row for label, rows in shelves if not label for row in rows]
    return [shelf for shelf in shelves if shelf[0]] + ([(ALONE, alone)] if alone else [])
