from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """取り込み."""

    name = "otagai.town.imports"
    label = "imports"
    verbose_name = "取り込み"
