from django.apps import AppConfig


class AreasConfig(AppConfig):
    """圏域."""

    name = "otagai.town.areas"
    label = "areas"
    verbose_name = "圏域"
