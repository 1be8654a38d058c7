"""What the pages of allauth need from us: {% load accounts %}."""

from __future__ import annotations

from django import template

from otagai.base.accounts import queries

register = template.Library()


@register.simple_tag
def demo_logins() -> queries.DemoLogins:
    """The log-ins of the sample town; none in a real one."""
    return queries.demo_logins()
