"""So many questions from one address in ten minutes, then a pause: a programme that runs wild must not keep residents out."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from otagai.front.portal.visitor import address_of
from otagai.welcome.letterbox import pace
from otagai.welcome.letterbox.rules import PACE_SECONDS

MOST = 600
"""One a second; more than any person needs, and fewer than hurt."""
View = Callable[..., HttpResponse]


def seconds_to_wait(request: HttpRequest) -> int:
    """0 while the address may ask; then how long until it may again."""
    now = timezone.now()
    if pace.counted("open", address_of(request), at=now) <= MOST:
        return 0
    return PACE_SECONDS - int(now.timestamp()) % PACE_SECONDS


def paced(view: View) -> View:
    """429 with Retry-After once an address has asked too often."""

    @wraps(view)
    def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if seconds := seconds_to_wait(request):
            return too_many(seconds)
        return view(request, *args, **kwargs)

    return counted


def too_many(seconds: int) -> HttpResponse:
    """The answer to a programme: when to come back."""
    content = '{"detail": "回数が多すぎます。Retry-After の秒数 待ってから また読んでください"}'
    return HttpResponse(content, content_type="application/json", status=429, headers={"Retry-After": str(seconds)})
