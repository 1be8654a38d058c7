"""The sample town, installed only where OTAGAI_DEMO=1 (or under test)."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """見本の町: no tables of its own."""

    name = "demo"
    label = "demo"
    verbose_name = "見本の町"
