from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """人・世帯."""

    name = "otagai.town.people"
    label = "people"
    verbose_name = "人・世帯"
