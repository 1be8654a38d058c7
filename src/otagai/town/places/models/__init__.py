"""居場所・窓口: where people gather, when it is open, who welcomes you; windows, their banners and links."""

from otagai.town.places.models.places import (
    FOLLOWS_ITS_LIST,
    Listing,
    Opening,
    OpeningException,
    Place,
    PlaceQuerySet,
    WeeklyRule,
)
from otagai.town.places.models.windows import Banner, PlaceNews, Window, WindowLink, WindowStep

__all__ = [
    "FOLLOWS_ITS_LIST", "Banner", "Listing", "Opening", "OpeningException", "Place", "PlaceNews", "PlaceQuerySet", "WeeklyRule", "Window",
    "WindowLink", "WindowStep",
]  # fmt: skip
