from django.apps import AppConfig


class StartupsConfig(AppConfig):
    """立ち上げ."""

    name = "otagai.together.startups"
    label = "startups"
    verbose_name = "立ち上げ"
