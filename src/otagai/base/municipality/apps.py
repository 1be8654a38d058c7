from django.apps import AppConfig


class MunicipalityConfig(AppConfig):
    """まちの設定."""

    name = "otagai.base.municipality"
    label = "municipality"
    verbose_name = "まちの設定"
