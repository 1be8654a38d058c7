from django.apps import AppConfig


class LetterboxConfig(AppConfig):
    """手紙箱."""

    name = "otagai.welcome.letterbox"
    label = "letterbox"
    verbose_name = "手紙箱"
