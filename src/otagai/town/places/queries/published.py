"""What of the places is given away as open data: the same places that the finder shows, and of them no more than it shows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from otagai.kernel.opening import OpeningException, OpeningRule
from otagai.kernel.words import Word
from otagai.town.organizations.models import Organization
from otagai.town.places.models import Place, PlaceQuerySet
from otagai.town.places.queries.hours import Hours, hours_of
from otagai.town.places.rules import tells_its_phone
from otagai.town.places.words import Hazard, PlaceForm, PlaceKind, WindowState, Yes

_FIELDS = (
    "pk", "uid", "kind", "also", "form", "name", "kana", "address", "postcode", "latitude", "longitude", "phone", "url", "what",
    "who_for", "fee", "open_text", "how_to_come", "wheelchair", "toilet", "parking", "hazards", "capacity", "verified_on",
)  # fmt: skip
_BESIDE = ("window__state", "organization__uid", "organization__name")


@dataclass(frozen=True)
class PublishedPlace:
    """A place as anybody may copy it: no address or point of a home, no name of a person, no telephone that may be somebody's own."""

    pk: int
    uid: UUID
    kind: PlaceKind
    also: tuple[PlaceKind, ...]
    form: PlaceForm
    name: str
    kana: str
    address: str
    postcode: str
    latitude: float | None
    longitude: float | None
    phone: str
    url: str
    what: str
    who_for: str
    fee: str
    open_text: str
    how_to_come: str
    wheelchair: Yes
    toilet: Yes
    parking: Yes
    hazards: tuple[Hazard, ...]
    capacity: int | None
    verified_on: date | None
    is_window: bool
    organization_uid: UUID | None
    organization: str
    openings: tuple[OpeningRule, ...]
    exceptions: tuple[OpeningException, ...]


@dataclass(frozen=True)
class PlacesWanted:
    """Which of them are asked for; nothing said is every one.

    `kind` counts a further kind, too; `kinds` is what they are in the first place. `text` stands in the name or in what is said of
    them (or in the word for their kind, where nothing is said). `kept_by`: the organisation that keeps them; `by_none`: none of
    today keeps them.
    """

    uids: Collection[UUID] | None = None
    kind: PlaceKind | None = None
    kinds: Collection[PlaceKind] | None = None
    name: str = ""
    text: str = ""
    windows_only: bool = False
    kept_by: UUID | None = None
    by_none: bool = False

    def of(self, on: date) -> PlaceQuerySet:
        """The places that fit on a day."""
        rows = Place.objects.public().filter(name__icontains=self.name)
        rows = rows if self.uids is None else rows.filter(uid__in=self.uids)
        rows = rows if self.kind is None else rows.of_kinds(self.kind)
        rows = rows if self.kinds is None else rows.filter(kind__in=self.kinds)
        rows = rows.filter(says("name", self.text, PlaceKind)) if self.text else rows
        rows = rows.filter(window__state=WindowState.OPEN) if self.windows_only else rows
        keepers = Organization.objects.active(on)
        rows = rows.exclude(organization__in=keepers) if self.by_none else rows
        return rows if self.kept_by is None else rows.filter(organization__in=keepers.filter(uid=self.kept_by))


def says(name: str, text: str, kind: type[Word]) -> Q:
    """That the text stands in the name or the description (`what`); without a description its kind is one."""
    called = [each.value for each in kind if text.casefold() in each.label.casefold()]
    return Q(**{f"{name}__icontains": text}) | Q(what__icontains=text) | Q(what="", kind__in=called)


def published_places(*, on: date, uids: Collection[UUID] | None = None) -> list[PublishedPlace]:
    """Every place that the finder shows, in a lasting order (by name, then number), or those of some numbers, with their
    exceptional days from the given one on; three queries.
    """
    rows = Place.objects.public()
    return _read(rows if uids is None else rows.filter(uid__in=uids), on)


def page_of_places(wanted: PlacesWanted, part: slice, *, on: date) -> tuple[int, list[PublishedPlace]]:
    """How many fit, and that part of them; four queries."""
    rows = wanted.of(on)
    return rows.count(), _read(rows, on, part)


def keepers() -> QuerySet[Any, Any]:
    """The keys of the organisations that keep places which the finder shows, to be asked with."""
    return Place.objects.public().filter(organization__isnull=False).values("organization_id")


def _read(rows: QuerySet[Place], on: date, part: slice = slice(None)) -> list[PublishedPlace]:
    found = list(rows.order_by(F("name"), F("uid")).values_list(*_FIELDS, *_BESIDE)[part])
    hours = hours_of([row[0] for row in found], on=on)
    return [_place(dict(zip((*_FIELDS, *_BESIDE), row, strict=True)), hours[row[0]]) for row in found]


def _place(facts: dict[str, Any], hours: Hours) -> PublishedPlace:
    state, organization_uid, organization = (facts.pop(name) for name in _BESIDE)
    words: dict[str, Any] = {
        "kind": PlaceKind(facts["kind"]), "also": tuple(PlaceKind(kind) for kind in facts["also"]), "form": PlaceForm(facts["form"]),
        "wheelchair": Yes(facts["wheelchair"]), "toilet": Yes(facts["toilet"]), "parking": Yes(facts["parking"]),
        "hazards": tuple(Hazard(one) for one in facts["hazards"]),
    }  # fmt: skip
    if not tells_its_phone(words["kind"], words["form"]):
        words["phone"] = ""
    if words["form"] is PlaceForm.PRIVATE_HOME:
        words |= {"address": "", "postcode": "", "latitude": None, "longitude": None, "how_to_come": ""}
    return PublishedPlace(
        **{**facts, **words}, is_window=state == WindowState.OPEN, organization_uid=organization_uid,
        organization=organization or "", openings=tuple(hours.rules), exceptions=tuple(hours.exceptions),
    )  # fmt: skip
