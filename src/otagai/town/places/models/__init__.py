"""居場所・窓口: where people gather, when it is open, who welcomes you; windows, their banners and links."""

from otagai.town.places.models.changes import Change, LastLook
from otagai.town.places.models.photos import Photo, PhotoFile
from otagai.town.places.models.places import (
    FOLLOWS_ITS_LIST,
    Listing,
    Opening,
    OpeningException,
    Place,
    PlaceQuerySet,
    WeeklyRule,
)
from otagai.town.places.models.rounds import Briefing, BriefingGuest, CheckLine, CheckRound
from otagai.town.places.models.sessions import Session
from otagai.town.places.models.windows import Banner, BannerMove, PlaceNews, Window, WindowLink, WindowStep

__all__ = [
    "FOLLOWS_ITS_LIST",
    "Banner",
    "BannerMove",
    "Briefing",
    "BriefingGuest",
    "Change",
    "CheckLine",
    "CheckRound",
    "LastLook",
    "Listing",
    "Opening",
    "OpeningException",
    "Photo",
    "PhotoFile",
    "Place",
    "PlaceNews",
    "PlaceQuerySet",
    "Session",
    "WeeklyRule",
    "Window",
    "WindowLink",
    "WindowStep",
]  # fmt: skip
