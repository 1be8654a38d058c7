from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    """同意."""

    name = "otagai.town.consents"
    label = "consents"
    verbose_name = "同意"
