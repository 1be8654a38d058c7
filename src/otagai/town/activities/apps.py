from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    """地域活動の暦."""

    name = "otagai.town.activities"
    label = "activities"
    verbose_name = "地域活動の暦"
