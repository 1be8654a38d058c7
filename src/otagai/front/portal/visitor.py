"""What a public page may know of its visitor: from where the request came (for the pace only), and short-lived notes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse


def address_of(request: HttpRequest) -> str:
    """The network address the request came from; behind the town's own proxy, the one that proxy saw. Never stored."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        return str(forwarded.rsplit(",", 1)[-1].strip())
    return str(request.META.get("REMOTE_ADDR", ""))


def leave_note(response: HttpResponse, name: str, note: dict[str, Any], *, path: str, seconds: int) -> None:
    """A signed cookie for one path, so that a page survives a reload without a name or a number in its address."""
    response.set_cookie(
        name,
        signing.dumps(note, salt=f"otagai.portal.{name}", compress=True),
        max_age=seconds,
        path=path,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def note_left(request: HttpRequest, name: str, *, seconds: int) -> dict[str, Any] | None:
    """The note of the cookie; None when it is gone, too old, or not ours."""
    try:
        note = signing.loads(request.COOKIES.get(name, ""), salt=f"otagai.portal.{name}", max_age=seconds)
    except signing.BadSignature:
        return None
    return note if isinstance(note, dict) else None
