"""Input as ordinary text: characters that a database cannot store are taken out at the door (safety rule 8)."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict

NUL = "\x00"


class CleanInput:
    """NUL out of queries and forms; everything else stays as typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.GET = without_nul(request.GET)  # type: ignore[assignment]
        if request.method == "POST" and any(NUL in value for values in request.POST.lists() for value in values[1]):
            request.POST = without_nul(request.POST)  # type: ignore[assignment]
        return self.get_response(request)


def without_nul(given: QueryDict) -> QueryDict:
    """The same fields without NUL characters."""
    cleaned = given.copy()
    for name, values in given.lists():
        cleaned.setlist(name, [value.replace(NUL, "") for value in values])
    return cleaned
