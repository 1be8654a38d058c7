"""Everything HSDS asks for, as the public role reads it now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from otagai.base.municipality import queries as municipality
from otagai.front.opendata.hsds import mapping
from otagai.front.opendata.hsds.terms import Json
from otagai.town.activities import queries as activities
from otagai.town.organizations import queries as organizations
from otagai.town.places import queries as places


@dataclass(frozen=True)
class Directory:
    """Organisations, services and where they are, by number."""

    organizations: dict[str, Json]
    services: dict[str, Json]
    at_locations: dict[str, Json]


def directory(*, on: date) -> Directory:
    """The whole directory of the town; ten queries however much is in it."""
    known = {str(place.uid): place for place in places.published_places()}
    held = activities.published_activities(start=on)
    named = {host for activity in held for host in activity.hosts[:1]} | {
        place.organization for place in known.values()
    }
    found = [mapping.organization_of(each) for each in organizations.published_organizations(on=on, named=named)]
    town = mapping.town_of(municipality.town().name)
    by_name = {each["name"]: each for each in found}
    services: list[Json] = []
    at: list[Json] = []
    for place in known.values():
        if place.kind not in mapping.NOT_OFFERED:
            services.append(mapping.offered_place(place, by_name.get(place.organization, town)))
            at.append(mapping.place_at_location(place))
    for activity in held:
        services.append(mapping.offered_activity(activity, by_name.get(next(iter(activity.hosts), ""), town)))
        at.append(mapping.activity_at_location(activity, known))
    return Directory(_by_number([*found, town]), _by_number(services), _by_number(at))


def _by_number(found: Iterable[Json]) -> dict[str, Json]:
    return {each["id"]: each for each in found}
