"""Pages for when something is not as expected: each says what to do and whom to call."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or the form could not be read."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: inside the house, without the right."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: absent, or not yours to see; both look the same (safety rule 3)."""
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: a static page, needs no database."""
    return render(None, "500.html", status=500)  # type: ignore[arg-type]


def form_was_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF failure: the form was open for too long; what was typed is shown so that it can be copied."""
    typed = [value for name, values in request.POST.lists() if name != "csrfmiddlewaretoken" for value in values if value]
    return render(request, "csrf.html", {"typed": typed}, status=403)
