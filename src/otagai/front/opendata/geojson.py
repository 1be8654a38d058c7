"""The places as GeoJSON (RFC 7946): longitude first, WGS84; what has no point, or is a home, has no geometry."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from otagai.front.opendata.queries import Terms
from otagai.kernel.opening_words import describe
from otagai.kernel.special_days import special_days_cell
from otagai.town.places.queries import PublishedPlace


def places_geojson(places: Sequence[PublishedPlace], terms: Terms) -> bytes:
    """The file, with its licence in it."""
    document = {
        "type": "FeatureCollection",
        "license": terms.licence.value,
        "license_url": terms.page,
        "attribution": terms.attribution,
        "features": [_feature(place) for place in places],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _feature(place: PublishedPlace) -> dict[str, Any]:
    at = None if place.latitude is None or place.longitude is None else [place.longitude, place.latitude]
    properties = {
        "名称": place.name, "種別": place.kind.label, "所在地_連結表記": place.address,
        "開いている時": describe(place.openings) or place.open_text, "臨時の休み・変更": special_days_cell(place.exceptions),
        "車椅子可": place.wheelchair.label,
        "バリアフリートイレ": place.toilet.label, "地域の福祉相談窓口": place.is_window,
        "最終確認日": place.verified_on.isoformat() if place.verified_on else None,
    }  # fmt: skip
    return {
        "type": "Feature",
        "id": str(place.uid),
        "properties": properties,
        "geometry": {"type": "Point", "coordinates": at} if at else None,
    }
