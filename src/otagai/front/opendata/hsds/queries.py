"""What HSDS asks for, as the public role reads it now: one page at a time, the same number of questions however big the town is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from otagai.base.municipality import queries as municipality
from otagai.front.opendata.hsds import mapping
from otagai.front.opendata.hsds.terms import Json, carriers
from otagai.front.opendata.paging import in_turn, of_list
from otagai.town.activities import queries as activities
from otagai.town.activities.queries import ActivitiesWanted, PublishedActivity
from otagai.town.organizations import queries as organizations
from otagai.town.organizations.queries import PublishedOrganization
from otagai.town.places import queries as places
from otagai.town.places.queries import PlacesWanted, PublishedPlace

ONE = slice(0, 1)
Offered = PublishedPlace | PublishedActivity


@dataclass(frozen=True)
class Wanted:
    """Which services: by a word in name or description, by a word in the name, by who holds them, by what they are."""

    text: str = ""
    name: str = ""
    organization: str = ""
    term: str = ""
    taxonomy: str = ""
    uid: UUID | None = None


@dataclass(frozen=True)
class Services:
    """Some of the services — places first, then activities — and how many there are; `organizations` by name, `town` for the rest."""

    total: int
    found: Sequence[Offered]
    organizations: dict[str, Json] = field(default_factory=dict)
    town: Json = field(default_factory=dict)

    def as_services(self) -> list[Json]:
        """Each as a service."""
        return [
            mapping.offered_place(each, self._holder(each.organization))
            if isinstance(each, PublishedPlace)
            else mapping.offered_activity(each, self._holder(next(iter(each.hosts), "")))
            for each in self.found
        ]

    def _holder(self, name: str) -> Json:
        return self.organizations.get(name, self.town)


def services(wanted: Wanted, part: slice, *, on: date) -> Services:
    """A part of the services; twelve queries at most."""
    kinds, town = carriers(term_id=wanted.term, taxonomy_id=wanted.taxonomy), the_town()
    by_none = wanted.organization == town["id"]
    holder = UUID(wanted.organization) if wanted.organization and not by_none else None
    of_places = PlacesWanted(
        uids=None if wanted.uid is None else [wanted.uid], kinds=kinds.places - mapping.NOT_OFFERED, name=wanted.name, text=wanted.text,
        windows_only=kinds.windows_only, kept_by=holder, by_none=by_none,
    )  # fmt: skip
    of_activities = ActivitiesWanted(
        uid=wanted.uid, kinds=kinds.activities, name=wanted.name, text=wanted.text, held_by=holder, by_none=by_none
    )
    read: tuple[int, list[Offered]] = in_turn(
        part,
        lambda some: places.page_of_places(of_places, some, on=on),
        lambda some: activities.page_of_activities(of_activities, some, start=on),
    )
    total, found = read
    names = {each.organization if isinstance(each, PublishedPlace) else next(iter(each.hosts), "") for each in found}
    known = [mapping.organization_of(each) for each in organizations.published_organizations(on=on, names=names)]
    return Services(total, found, {each["name"]: each for each in known}, town)


def at_locations(known: Services, *, on: date) -> list[Json]:
    """Where each of the services is; three queries."""
    uids = {each.place_uid for each in known.found if isinstance(each, PublishedActivity) and each.place_uid}
    where = {place.uid: place for place in places.published_places(on=on, uids=uids)}
    return [
        mapping.place_at_location(each)
        if isinstance(each, PublishedPlace)
        else mapping.activity_at_location(each, where)
        for each in known.found
    ]


def page_of_organizations(part: slice, *, on: date, text: str = "") -> tuple[int, list[Json]]:
    """A part of the organisations that residents meet, the town itself last; four queries."""
    town, met = the_town(), (places.keepers(), activities.first_hosts(start=on))
    read: tuple[int, list[PublishedOrganization | Json]] = in_turn(
        part,
        lambda some: organizations.page_of_organizations(some, on=on, met=met, text=text),
        of_list([town] if text.casefold() in f"{town['name']} {town['description']}".casefold() else []),
    )
    return read[0], [each if isinstance(each, dict) else mapping.organization_of(each) for each in read[1]]


def one_organization(uid: UUID, *, on: date) -> Json | None:
    """An organisation that residents meet, or the town itself; four queries."""
    town, met = the_town(), (places.keepers(), activities.first_hosts(start=on))
    if str(uid) == town["id"]:
        return town
    found = organizations.page_of_organizations(ONE, on=on, met=met, uid=uid)[1]
    return mapping.organization_of(found[0]) if found else None


def the_town() -> Json:
    """The town as an organisation; one query."""
    return mapping.town_of(municipality.town().name)
