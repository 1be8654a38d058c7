from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """お知らせ."""

    name = "otagai.base.notices"
    label = "notices"
    verbose_name = "お知らせ"
