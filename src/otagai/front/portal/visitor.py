"""What a public page may know of its visitor: from where the request came (for the pace only), and short-lived notes."""

from __future__ import annotations

import base64
import binascii
import json
import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from otagai.kernel import sealing


def address_of(request: HttpRequest) -> str:
    """The network address the request came from; behind the town's own proxy, the one that proxy saw. Never stored."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        return str(forwarded.rsplit(",", 1)[-1].strip())
    return str(request.META.get("REMOTE_ADDR", ""))


def leave_note(response: HttpResponse, name: str, note: dict[str, Any], *, path: str, seconds: int) -> None:
    """An encrypted cookie for one path, so that a page survives a reload without a name or a number in its address.

    Whoever looks into the browser's files or its tools reads nothing; after its time the page no longer opens it.
    """
    content = json.dumps([int(time.time()), note]).encode()
    closed = sealing.shut(content, secret=settings.SECRET_KEY.encode(), purpose=f"otagai.portal.{name}")
    response.set_cookie(
        name,
        base64.urlsafe_b64encode(closed).decode(),
        max_age=seconds,
        path=path,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def note_left(request: HttpRequest, name: str, *, seconds: int) -> dict[str, Any] | None:
    """The note of the cookie; None when it is gone, too old, or not ours."""
    try:
        closed = base64.urlsafe_b64decode(request.COOKIES.get(name, "").encode())
        content = sealing.reopened(closed, secret=settings.SECRET_KEY.encode(), purpose=f"otagai.portal.{name}")
    except (sealing.SealBroken, binascii.Error, ValueError):
        return None
    written, note = json.loads(content)
    return note if time.time() - written < seconds else None
