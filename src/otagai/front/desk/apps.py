from django.apps import AppConfig


class DeskConfig(AppConfig):
    """職員の机."""

    name = "otagai.front.desk"
    label = "desk"
    verbose_name = "職員の机"
