from django.apps import AppConfig


class UiConfig(AppConfig):
    """見た目."""

    name = "otagai.base.ui"
    label = "ui"
    verbose_name = "見た目"
