from django.apps import AppConfig


class AuditConfig(AppConfig):
    """足あと."""

    name = "otagai.base.audit"
    label = "audit"
    verbose_name = "足あと"
