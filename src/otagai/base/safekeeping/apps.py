from django.apps import AppConfig


class SafekeepingConfig(AppConfig):
    """預かり."""

    name = "otagai.base.safekeeping"
    label = "safekeeping"
    verbose_name = "預かり"
