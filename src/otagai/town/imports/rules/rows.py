"""What a row becomes, and by what it is known again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from otagai.kernel.address import fold_address
from otagai.kernel.cells import flag
from otagai.kernel.geo import read_point
from otagai.kernel.headers import Field
from otagai.kernel.opening import OpeningException, OpeningRule
from otagai.kernel.phone import shown
from otagai.kernel.postcode import read_postcode
from otagai.kernel.text import fold, narrow
from otagai.town.imports.rules.access import helps_of
from otagai.town.imports.rules.hours import (
    EMPTY,
    NO_WEEK,
    RowRejected,
    Values,
    Week,
    hours_said,
    one_line,
    special_said,
)
from otagai.town.imports.rules.kinds import (
    form_said,
    guess_organization_kind,
    guess_place_kind,
    hazards_of,
    kind_said,
    toilet_of,
    yes_or_no,
)
from otagai.town.imports.rules.particular import list_of, particular
from otagai.town.organizations.words import OrganizationKind
from otagai.town.places.words import PlaceForm, PlaceKind, Yes

_LONGEST = {
    "name": 120, "kana": 160, "address": 200, "postcode": 8, "phone": 40, "url": 400, "open_text": 300, "how_to_come": 300,
    "who_for": 120, "fee": 80,
}  # fmt: skip


@dataclass(frozen=True)
class PlaceFacts:
    """What a row says of a place, put right as far as that is certain. `notes`: what was put right or left out."""

    kind: PlaceKind
    name: str
    kana: str = ""
    address: str = ""
    postcode: str = ""
    latitude: float | None = None
    longitude: float | None = None
    phone: str = ""
    url: str = ""
    what: str = ""
    open_text: str = ""
    how_to_come: str = ""
    wheelchair: Yes = Yes.UNKNOWN
    toilet: Yes = Yes.UNKNOWN
    parking: Yes = Yes.UNKNOWN
    who_for: str = ""
    fee: str = ""
    form: PlaceForm | None = None
    hazards: list[str] = field(default_factory=list)
    has: list[str] = field(default_factory=list)
    has_not: list[str] = field(default_factory=list)
    capacity: int | None = None
    also: tuple[PlaceKind, ...] = ()
    verified_on: date | None = None
    hours: tuple[OpeningRule, ...] = ()
    special: tuple[OpeningException, ...] = ()
    notes: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class OrganizationFacts:
    """What a row says of an organisation."""

    kind: OrganizationKind
    name: str
    kana: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    takes_on: str = ""


def why_not_mapping(mapping: Mapping[str, str]) -> list[str]:
    """One column must be the name (in lists that have one), no two the same fact. `mapping`: header → field, "" for those left out."""
    chosen = Counter(of for of in mapping.values() if of)
    reasons = [f"「{Field.label_of(of)}」に ふたつの列が 選ばれています" for of, count in chosen.items() if count > 1]
    return reasons if Field.NAME in chosen or list_of(mapping) else ["名称の列を 選んでください", *reasons]


def keys_of(rows: Sequence[Values]) -> list[str]:
    """By what each row is known again: its ID where the IDs of the file tell rows apart, else its name and address."""
    numbers = [one_line(row.get(Field.NUMBER, "")) for row in rows]
    if rows and all(numbers) and len(set(numbers)) * 2 > len(numbers):
        return numbers
    return [
        f"{fold(row.get(Field.NAME) or number)}|{fold_address(address_of(row))}"[:160]
        for row, number in zip(rows, numbers, strict=True)
    ]


def address_of(row: Values) -> str:
    """The address in one line: the joined one, or its parts, and the building."""
    whole = row.get(Field.ADDRESS) or "".join(
        row.get(part, "") for part in (Field.PREFECTURE, Field.CITY, Field.TOWN, Field.BLOCK)
    )
    building = row.get(Field.BUILDING, "")
    return one_line(whole if not row.get(Field.ADDRESS) or building in whole else f"{whole} {building}")


def uid_in(key: str) -> UUID | None:
    """The number under which we publish a place, when the number of a row is one; else None."""
    return UUID(key) if re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", key) else None


def seen_before(keys: Iterable[str]) -> list[int | None]:
    """For each key the place in the list where the same key stood first before it, else None."""
    first: dict[str, int] = {}
    found: list[int | None] = []
    for place, key in enumerate(keys):
        found.append(first.get(key))
        first.setdefault(key, place)
    return found


def read_place(
    row: Values,
    *,
    kind: PlaceKind | None,
    fallback: PlaceKind,
    week: Week = NO_WEEK,
    toilets: Mapping[str, str] | None = None,
    record: Mapping[str, str] | None = None,
) -> PlaceFacts:
    """The place that a row means. `kind`: chosen for the whole file, else guessed row by row. Raises RowRejected.

    `record`: the whole row by header, for columns that only lists of 指定緊急避難場所 have.
    """
    record = record or {}
    own = particular(row, record)
    name = one_line(own.name if own else row.get(Field.NAME, ""))
    latitude, longitude, notes = _point(row)
    hours, open_text = hours_said(row, week)
    facts = {
        "name": name, "kana": one_line(row.get(Field.KANA, "")), "address": address_of(row),
        "postcode": read_postcode(row.get(Field.POSTCODE, "")), "phone": "" if own else _phone(row.get(Field.PHONE, "")),
        "url": _url(row.get(Field.URL, ""), notes),
        "open_text": open_text, "how_to_come": one_line(row.get(Field.ACCESS, "")),
        "who_for": one_line(row.get(Field.WHO_FOR, "")), "fee": one_line(row.get(Field.FEE, "")),
    }  # fmt: skip
    _must_fit(facts)
    kind = (
        (own.kind if own else kind)
        or _by_its_columns(row, record)
        or guess_place_kind(row.get(Field.KIND, ""), row.get(Field.REMARKS, ""), name)
        or fallback
    )
    chair = yes_or_no(row.get(Field.BARRIER_FREE, ""))
    has, has_not = ([item.value for item in items] for items in helps_of(record))
    return PlaceFacts(
        kind=kind, latitude=latitude, longitude=longitude, what=own.what if own else _what(row), wheelchair=chair,
        toilet=chair if kind is PlaceKind.TOILET else toilet_of(toilets or {}), hours=hours, notes=tuple(notes),
        special=special_said(row.get(Field.SPECIAL_DAYS, "")),
        parking=yes_or_no(row.get(Field.PARKING, "")), hazards=hazards_of(record), has=has, has_not=has_not,
        form=own.form if own else form_said(row.get(Field.FORM_OF_PLACE, "")),
        capacity=_people(row.get(Field.CAPACITY, "")), verified_on=_day(row.get(Field.VERIFIED, "")),
        also=(PlaceKind.SHELTER,) if flag(record.get("指定避難所との重複", "")) else (), **facts,
    )  # fmt: skip


def _by_its_columns(row: Values, record: Mapping[str, str]) -> PlaceKind | None:
    """A list with 災害種別 and no 種別 is one of 指定緊急避難場所, whatever its places are called (A-03)."""
    if row.get(Field.KIND) or not any(header.startswith("災害種別_") for header in record):
        return None
    return PlaceKind.EVACUATION_SPACE


def _people(text: str) -> int | None:
    """How many people, when the cell is that number alone (238, 238人); None for anything else."""
    found = re.fullmatch(r"(\d{1,7})(?:\.0)?人?", narrow(text).replace(",", ""), re.ASCII)
    return int(found[1]) if found else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def read_organization(row: Values, *, kind: OrganizationKind | None) -> OrganizationFacts:
    """The organisation that a row means. Raises RowRejected."""
    name = one_line(row.get(Field.NAME, "")) or one_line(row.get(Field.ORGANIZATION, ""))
    facts = {
        "name": name, "kana": one_line(row.get(Field.KANA, "")), "address": address_of(row),
        "phone": _phone(row.get(Field.PHONE, "")),
    }  # fmt: skip
    _must_fit(facts)
    if len(facts["phone"]) > 20:
        raise RowRejected("電話が 20字より 長いです")
    email = one_line(row.get(Field.MAIL, ""))
    guessed = guess_organization_kind(row.get(Field.KIND, ""), name)
    return OrganizationFacts(
        kind or guessed or OrganizationKind.OTHER, email=email if "@" in email else "",
        takes_on=row.get(Field.DESCRIPTION, "").strip(), **facts,
    )  # fmt: skip


def _must_fit(facts: Mapping[str, str]) -> None:
    if not facts["name"]:
        raise RowRejected("名称が ありません")
    for name, text in facts.items():
        if len(text) > _LONGEST[name]:
            raise RowRejected(f"{_LABELS[name]}が {_LONGEST[name]}字より 長いです")


_LABELS = {
    "name": "名称", "kana": "カナ", "address": "住所", "postcode": "郵便番号", "phone": "電話", "url": "URL", "open_text": "開いている時",
    "how_to_come": "行き方", "who_for": "対象者", "fee": "料金",
}  # fmt: skip


def _point(row: Values) -> tuple[float | None, float | None, list[str]]:
    lat, lon = row.get(Field.LAT, ""), row.get(Field.LON, "")
    if narrow(lat) in EMPTY and narrow(lon) in EMPTY:
        return None, None, []
    try:
        found = read_point(lat, lon)
    except ValueError as wrong:
        raise RowRejected(str(wrong)) from wrong
    return found.point.lat, found.point.lon, list(found.corrections)


def _what(row: Values) -> str:
    """The description, or else what the list calls its kind (one line for each kind of service)."""
    kind = row.get(Field.KIND, "")
    return row.get(Field.DESCRIPTION, "").strip() or ("" if kind_said(kind) else "・".join(kind.split()))


def _phone(text: str) -> str:
    """One number grouped as people read it; several, or words, as they were written."""
    return "" if narrow(text) in EMPTY else shown(one_line(text))


def _url(text: str, notes: list[str]) -> str:
    first = text.split()[0] if text.split() else ""
    if first and not first.lower().startswith(("http://", "https://")):
        notes.append(f"URLでは ないので 入れませんでした: {first[:40]}")
        return ""
    return first
