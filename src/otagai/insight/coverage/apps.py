from django.apps import AppConfig


class CoverageConfig(AppConfig):
    """徒歩圏."""

    name = "otagai.insight.coverage"
    label = "coverage"
    verbose_name = "徒歩圏"
