"""What the pages of allauth need from us: {% load accounts %}."""

from __future__ import annotations

from typing import Any

from django import template

from otagai.base.accounts import queries, rules

register = template.Library()


@register.simple_tag
def demo_logins() -> queries.DemoLogins:
    """The log-ins of the sample town; none in a real one."""
    return queries.demo_logins()


@register.simple_tag(takes_context=True)
def can_have_passkeys(context: dict[str, Any]) -> bool:
    """Whether browsers keep passkeys for the address of this page."""
    return rules.can_have_passkeys(context["request"].get_host())
