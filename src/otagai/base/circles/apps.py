from django.apps import AppConfig


class CirclesConfig(AppConfig):
    """支援の輪."""

    name = "otagai.base.circles"
    label = "circles"
    verbose_name = "支援の輪"
