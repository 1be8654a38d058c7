from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """持ち出しの門."""

    name = "otagai.base.disclosure"
    label = "disclosure"
    verbose_name = "持ち出しの門"
