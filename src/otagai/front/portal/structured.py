"""A place in the words of schema.org (JSON-LD), for search engines and other portals: nothing but what its page shows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from otagai.kernel.opening import OnHolidays, OpeningException, OpeningRule
from otagai.town.places.queries import PlacePage
from otagai.town.places.words import PlaceForm, PlaceKind, Yes

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TYPES = {
    PlaceKind.LIBRARY: "Library", PlaceKind.PARK: "Park", PlaceKind.TOILET: "PublicToilet",
    PlaceKind.CITY_OFFICE: "GovernmentOffice",
}  # fmt: skip
FREE = ("無料", "なし", "0円")


@dataclass(frozen=True)
class Closed:
    """Values as JSON inside an element: what somebody wrote never ends it (as Django's `json_script` does it)."""

    values: dict[str, Any]
    escapes = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}

    def __html__(self) -> str:
        return json.dumps(self.values, ensure_ascii=False, separators=(",", ":")).translate(self.escapes)


def ld_json(values: dict[str, Any]) -> SafeString:
    """The element that carries the values; a block of data, which no browser runs."""
    return format_html('<script type="application/ld+json">{}</script>', Closed(values))


def schema_of(place: PlacePage, url: str) -> dict[str, Any]:
    """The place; of a private home neither address nor point, of an online one where it is on the net."""
    known: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": TYPES.get(place.kind, "CommunityCenter" if place.form is not PlaceForm.ONLINE else "VirtualLocation"),
        "@id": url,
        "url": place.url if place.form is PlaceForm.ONLINE and place.url else url,
        "name": place.name,
        "alternateName": place.kana,
        "description": place.what,
        "telephone": place.phone,
        "sameAs": place.url,
        "maximumAttendeeCapacity": place.capacity,
        "isAccessibleForFree": True if place.fee.startswith(FREE) else None,
        "openingHoursSpecification": [hours_of(rule) for rule in place.rules if is_weekly(rule)],
        "specialOpeningHoursSpecification": [hours_on(special) for special in place.special],
        "amenityFeature": list(amenities_of(place)),
        **where_of(place),
    }
    return {name: value for name, value in known.items() if value not in ("", None, [])}


def where_of(place: PlacePage) -> dict[str, Any]:
    """Address and point; of a home the name of the neighbourhood alone."""
    if place.form is PlaceForm.PRIVATE_HOME:
        return {"address": address_of(place.around)} if place.around else {}
    found: dict[str, Any] = {"address": address_of(place.address)} if place.address else {}
    if place.latitude is not None and place.longitude is not None:
        found["geo"] = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
    return found


def address_of(text: str) -> dict[str, str]:
    """An address in one line."""
    return {"@type": "PostalAddress", "addressCountry": "JP", "streetAddress": text}


def is_weekly(rule: OpeningRule) -> bool:
    """Whether the hours hold every week, or on every holiday; schema.org has no word for 「第2・第4火曜」 or 「月曜の祝日だけ」."""
    return rule.is_every_holiday or not (rule.nth or rule.holidays is OnHolidays.ONLY)


def hours_of(rule: OpeningRule) -> dict[str, Any]:
    """Hours of every week, or of every holiday."""
    days = ["PublicHolidays"] if rule.is_every_holiday else [DAYS[day] for day in sorted(rule.weekdays)]
    return {
        "@type": "OpeningHoursSpecification", "dayOfWeek": days, "opens": clock(rule.start), "closes": clock(rule.end),
        **({"validFrom": day(rule.valid_from)} if rule.valid_from else {}),
        **({"validThrough": day(rule.valid_to)} if rule.valid_to else {}),
    }  # fmt: skip


def hours_on(special: OpeningException) -> dict[str, Any]:
    """Hours of a day that differs from the rules; closed all day is said as midnight to midnight (schema.org)."""
    return {
        "@type": "OpeningHoursSpecification", "validFrom": day(special.on), "validThrough": day(special.on),
        "opens": clock(special.start or time()), "closes": clock(special.end or time()),
    }  # fmt: skip


def clock(at: time) -> str:
    """10:00."""
    return f"{at:%H:%M}"


def day(on: date | None) -> str:
    """2026-11-20."""
    return on.isoformat() if on else ""


def amenities_of(place: PlacePage) -> Iterator[dict[str, Any]]:
    """What is there and what is not; what nobody has looked at is not told."""
    looked_at = (("車いす", place.wheelchair), ("車いすで使えるトイレ", place.toilet), ("駐車場", place.parking))
    told = [(name, yes is Yes.YES) for name, yes in looked_at if yes is not Yes.UNKNOWN]
    told += [(item.label, True) for item in place.has] + [(item.label, False) for item in place.has_not]
    for name, there in told:
        yield {"@type": "LocationFeatureSpecification", "name": name, "value": there}
