from django.apps import AppConfig


class PortalConfig(AppConfig):
    """住民の玄関."""

    name = "otagai.front.portal"
    label = "portal"
    verbose_name = "住民の玄関"
