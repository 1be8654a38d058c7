"""What every template may use: the town, whether it is the sample town, languages, the quick exit."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from otagai.base.ui import facts, shell, tokens


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor; the town is only read when a template shows it."""
    return {
        "sample_town": getattr(settings, "OTAGAI_DEMO", False),
        "town": SimpleLazyObject(facts.town),
        "csrf_token": SimpleLazyObject(lambda: tokens.token(request)),
        "signed_in": shell.signed_in(request),
        "languages": SimpleLazyObject(lambda: shell.languages(request)),
        "quick_exit_to": shell.quick_exit_to(),
    }
