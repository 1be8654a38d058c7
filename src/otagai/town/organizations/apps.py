from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    """団体・機関."""

    name = "otagai.town.organizations"
    label = "organizations"
    verbose_name = "団体・機関"
