from django.apps import AppConfig


class GrantsConfig(AppConfig):
    """助成."""

    name = "otagai.together.grants"
    label = "grants"
    verbose_name = "助成"
