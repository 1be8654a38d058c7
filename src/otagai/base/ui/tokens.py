"""The token against forged forms, masked anew for each page (against BREACH) as Django masks it — without a call per letter.

Django's own `get_token` costs as much as a tenth of a hot page (docs/adr/0007). Its middleware checks the token as ever.
"""

from __future__ import annotations

import secrets

from django.http import HttpRequest
from django.middleware.csrf import CSRF_ALLOWED_CHARS, rotate_token

PLACE = {letter: place for place, letter in enumerate(CSRF_ALLOWED_CHARS)}


def token(request: HttpRequest) -> str:
    """A token for the forms of this page; the answer sets or renews the cookie it belongs to."""
    if "CSRF_COOKIE" not in request.META:
        rotate_token(request)
    request.META["CSRF_COOKIE_NEEDS_UPDATE"] = True
    return masked(request.META["CSRF_COOKIE"])


def masked(secret: str) -> str:
    """The secret behind a mask of random letters: the mask, and each letter moved on by that of the mask."""
    letters, many = CSRF_ALLOWED_CHARS, len(CSRF_ALLOWED_CHARS)
    mask = [byte % many for byte in secrets.token_bytes(len(secret))]
    moved = [letters[(PLACE[letter] + by) % many] for letter, by in zip(secret, mask, strict=True)]
    return "".join([letters[by] for by in mask] + moved)
