from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """居場所・窓口."""

    name = "otagai.town.places"
    label = "places"
    verbose_name = "居場所・窓口"
