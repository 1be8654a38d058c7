from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """受け止める."""

    name = "otagai.welcome.intake"
    label = "intake"
    verbose_name = "受け止める"
