"""What other rooms' pages say about the worker: {% load notices %}."""

from __future__ import annotations

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from otagai.base.notices import queries

register = template.Library()


@register.simple_tag
def worker_warning() -> SafeString | str:
    """A warning when the worker has been silent for more than five minutes; nothing while all is well."""
    since = queries.silent_since(now=timezone.now())
    if since is None:
        return ""
    return render_to_string("notices/worker_warning.html", {"last": since if since.year > 1 else None})
