"""Questions about places and windows. Those of the public pages read only what the public role may read."""

from otagai.town.places.queries.finder import (
    Near,
    PlaceLine,
    PlacesFound,
    Wanted,
    places_geojson,
    places_near,
    point_of_postcode,
    time_band,
)
from otagai.town.places.queries.pages import (
    Neighbour,
    PlacePage,
    neighbours,
    place_for,
    place_page,
    places_to_confirm,
    places_waiting,
    staff_places,
)
from otagai.town.places.queries.standing import PlaceStanding, standing
from otagai.town.places.queries.windows import (
    BannerLine,
    LinkLine,
    PublicWindow,
    StepLine,
    StockCount,
    WindowDoor,
    WindowLine,
    WindowPage,
    banners,
    open_windows,
    stock,
    window_by_token,
    window_of_place,
    window_page,
    window_place,
    windows_for_staff,
)  # fmt: skip

__all__ = [
    "BannerLine", "LinkLine", "Near", "Neighbour", "PlaceLine", "PlacePage", "PlaceStanding", "PlacesFound", "PublicWindow",
    "StepLine", "StockCount", "Wanted", "WindowDoor", "WindowLine", "WindowPage", "banners", "neighbours", "open_windows",
    "place_for", "place_page", "places_geojson", "places_near", "places_to_confirm", "places_waiting", "point_of_postcode",
    "staff_places", "standing", "stock", "time_band", "window_by_token", "window_of_place", "window_page", "window_place",
    "windows_for_staff",
]  # fmt: skip
