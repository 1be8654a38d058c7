from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    """地区カルテ."""

    name = "otagai.insight.profiles"
    label = "profiles"
    verbose_name = "地区カルテ"
