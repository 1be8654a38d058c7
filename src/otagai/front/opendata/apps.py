from django.apps import AppConfig


class OpendataConfig(AppConfig):
    """オープンデータ."""

    name = "otagai.front.opendata"
    label = "opendata"
    verbose_name = "オープンデータ"
