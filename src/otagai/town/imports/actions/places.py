"""Places from a list: known again by number, or by name and address; a blank cell takes nothing away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from otagai.kernel.address import same_address
from otagai.kernel.geo import Point, metres_between
from otagai.kernel.headers import Field
from otagai.kernel.opening import OpeningException as ExceptionalDay
from otagai.kernel.opening import OpeningRule
from otagai.kernel.opening_reader import read_opening
from otagai.kernel.opening_words import describe
from otagai.kernel.phone import shown
from otagai.kernel.special_days import note_on_one_line
from otagai.kernel.text import fold
from otagai.town.imports import rules
from otagai.town.imports.actions.outcome import Outcome, Rejected
from otagai.town.imports.actions.tables import FactRow
from otagai.town.imports.rules import PlaceFacts, RowRejected
from otagai.town.places.models import Listing, Opening, OpeningException, Place
from otagai.town.places.rules import may_be_one, more_welcoming, rule_of, where_kept
from otagai.town.places.words import KEPT_INSIDE, Access, PlaceForm, PlaceKind, Yes

TEXTS = ("name", "kana", "address", "postcode", "phone", "url", "what", "who_for", "fee", "open_text", "how_to_come")
FIELDS = (
    *TEXTS, "kind", "form", "latitude", "longitude", "wheelchair", "toilet", "parking", "hazards", "capacity", "has", "has_not",
    "private_address", "around",
)  # fmt: skip
TELLS_NOTHING: tuple[Any, ...] = ("", None, [], Yes.UNKNOWN)
HELPS = frozenset({"has", "has_not"})
WHERE = frozenset({"address", "private_address", "around", "postcode", "latitude", "longitude", "how_to_come"})
SAME_PLACE_METRES = 100
_RULE = ("weekdays", "weeks", "opens_at", "closes_at", "on_holidays", "closed_at_year_end", "valid_from", "valid_until")


@dataclass(frozen=True)
class Source:
    """Where the rows come from, and what is chosen for all of them."""

    name: str
    kind: PlaceKind | None = None
    fallback: PlaceKind = PlaceKind.OTHER
    as_of: date | None = None
    city_code: str = ""


@dataclass
class Plan:
    """What will be written, and what became of each row."""

    outcome: Outcome = field(default_factory=Outcome)
    new: list[tuple[Place, PlaceFacts]] = field(default_factory=list)
    changed: list[Place] = field(default_factory=list)
    hours: dict[int, tuple[OpeningRule, ...]] = field(default_factory=dict)
    special: dict[int, set[ExceptionalDay]] = field(default_factory=dict)
    listings: list[Listing] = field(default_factory=list)


@dataclass
class Known:
    """What is stored already: places of this source by key, all by the number we publish, those of other
    lists that stand in it, all by name, their hours.
    """

    by_key: dict[str, Place]
    by_uid: dict[UUID, Place]
    listed: dict[str, Place]
    by_name: dict[str, list[Place]]
    hours: dict[int, set[OpeningRule]]
    special: dict[int, set[ExceptionalDay]]


def plan(rows: Sequence[FactRow], source: Source) -> Plan:
    """Compare the rows with what is stored; four queries, nothing is written."""
    known, plan = _known(source.name), Plan(Outcome(rows_in=len(rows)))
    keys = rules.keys_of([row.values for row in rows])
    for row, key, earlier in zip(rows, keys, rules.seen_before(keys), strict=True):
        try:
            if earlier is not None:
                raise RowRejected(f"同じ番号（または同じ名称と住所）の行が 前にもあります（{rows[earlier].line}行目）")
            _plan_row(plan, known, row, key, source)
        except RowRejected as wrong:
            plan.outcome.rejected.append(Rejected(row.line, dict(row.record), str(wrong)))
    plan.outcome.missing = len((known.by_key.keys() | known.listed.keys()) - set(keys))
    return plan


def _known(source: str) -> Known:
    by_key: dict[str, Place] = {}
    by_name: dict[str, list[Place]] = defaultdict(list)
    places = {place.pk: place for place in Place.objects.order_by("pk")}
    for place in places.values():
        if place.source == source and place.source_key:
            by_key[place.source_key] = place
        if place.ended_on is None:
            by_name[fold(place.name)].append(place)
    numbers = Listing.objects.filter(source=source).values_list("source_key", "place_id")
    listed = {key: places[pk] for key, pk in numbers}
    hours: dict[int, set[OpeningRule]] = defaultdict(set)
    for pk, *row in Opening.objects.values_list("place_id", *_RULE):
        hours[pk].add(rule_of(*row))
    special: dict[int, set[ExceptionalDay]] = defaultdict(set)
    for pk, day, start, end, note in OpeningException.objects.values_list(
        "place_id", "day", "opens_at", "closes_at", "note"
    ):
        special[pk].add(ExceptionalDay(day, start, end, note_on_one_line(note)))
    return Known(by_key, {place.uid: place for place in places.values()}, listed, by_name, hours, special)


def _plan_row(plan: Plan, known: Known, row: FactRow, key: str, source: Source) -> None:
    code = rules.city_code(row.values.get(Field.CITY_CODE, ""))
    if source.city_code and code and code != source.city_code:
        raise RowRejected(f"ほかの市町村の行です（{code}）")
    facts = rules.read_place(
        row.values, kind=source.kind, fallback=source.fallback, week=row.week, toilets=row.toilets, record=row.record
    )
    plan.outcome.notes += [(row.line, note) for note in facts.notes]
    uid = rules.uid_in(key)
    if uid and (place := known.by_uid.get(uid)):
        facts = _as_we_said(facts, known.hours[place.pk] or set(read_opening(place.open_text) or ()))
        told = {name: value for name, value in _told(facts, place).items() if name != "kind"}
        _plan_change(plan, place, {**told, **_other_kinds(facts, place)}, facts, known, source)
    elif place := known.by_key.get(key):
        _plan_change(plan, place, _told(facts, place), facts, known, source)
    elif place := known.listed.get(key) or _elsewhere(facts, known, source.name):
        plan.outcome.notes.append((row.line, f"「{place.name}」は 別の一覧から もう入っています"))
        if key not in known.listed:
            plan.listings.append(Listing(place=place, source=source.name, source_key=key))
        if known.hours[place.pk] or place.open_text:
            facts = replace(facts, hours=())
        _plan_change(plan, place, _lacked(facts, place), facts, known, source)
    else:
        new = Place(
            source=source.name, source_key=key, verified_on=facts.verified_on or source.as_of, uid=uid or uuid4(),
            also=[kind.value for kind in facts.also if kind is not facts.kind], is_public=facts.kind not in KEPT_INSIDE,
            **_values(facts),
        )  # fmt: skip
        plan.new.append((new, facts))
        known.by_name[fold(new.name)].append(new)
        known.by_uid[new.uid] = new
        plan.outcome.created += 1


def _values(facts: PlaceFacts) -> dict[str, Any]:
    where = where_kept(facts.form or PlaceForm.FIXED, facts.address, facts.latitude, facts.longitude)
    values = {name: getattr(facts, name) for name in FIELDS if name not in ("private_address", "around")} | vars(where)
    return {name: value for name, value in values.items() if (name, value) != ("form", None)}


def _told(facts: PlaceFacts, place: Place) -> dict[str, Any]:
    """What the row says that differs; a blank cell says nothing, and of a home no list says where it is."""
    told = {name: value for name, value in _values(facts).items() if value not in TELLS_NOTHING}
    told.pop("form", None)
    told = {name: value for name, value in told.items() if name not in HELPS} | _helps(facts, place, wins=True)
    if PlaceForm.PRIVATE_HOME in (place.form, facts.form):
        told = {name: value for name, value in told.items() if name not in WHERE}
    if facts.kind in place.also:
        told.pop("kind")
    return {name: value for name, value in told.items() if not _same(getattr(place, name), value)}


def _same(stored: Any, told: Any) -> bool:
    """Whether both say the same: spaces, line breaks and the hyphens of a telephone tell nothing."""
    if not (isinstance(stored, str) and isinstance(told, str)):
        return bool(stored == told)
    return " ".join(stored.split()) == " ".join(told.split()) or shown(" ".join(stored.split())) == told


def _lacked(facts: PlaceFacts, place: Place) -> dict[str, Any]:
    """What the other list adds: facts that were blank; and its kind, the more welcoming one first."""
    told = _told(facts, place)
    lacked = {name: value for name, value in told.items() if getattr(place, name) in TELLS_NOTHING}
    lacked = {name: value for name, value in lacked.items() if name not in HELPS}
    return lacked | _helps(facts, place, wins=False) | _other_kinds(facts, place)


def _helps(facts: PlaceFacts, place: Place, *, wins: bool) -> dict[str, Any]:
    """What is there and what is not, added to what was known; where both speak of one thing, the row `wins` or not."""
    has, has_not, new, gone = set(place.has), set(place.has_not), set(facts.has), set(facts.has_not)
    if wins:
        has, has_not = has - gone, has_not - new
    else:
        new, gone = new - has_not, gone - has
    merged = {"has": has | new, "has_not": has_not | gone}
    return {
        name: [item.value for item in Access if item in items]
        for name, items in merged.items()
        if items != set(getattr(place, name))
    }


def _other_kinds(facts: PlaceFacts, place: Place) -> dict[str, Any]:
    """What else the row says that the place is: the more welcoming kind first, the others beside it."""
    kind, also = PlaceKind(place.kind), {*place.also, *(other.value for other in facts.also)}
    if facts.kind is not kind and facts.kind not in also:
        kind, other = more_welcoming(kind, facts.kind)
        also.add(other.value)
    told = {"kind": kind, "also": sorted(also - {kind.value})}
    return {name: value for name, value in told.items() if getattr(place, name) != value}


def _as_we_said(facts: PlaceFacts, known: set[OpeningRule]) -> PlaceFacts:
    """A row of our own file: hours that say in words what is stored say nothing new."""
    words = describe(known)
    if words and not facts.hours and facts.open_text.startswith(words):
        return replace(facts, open_text=facts.open_text.removeprefix(words).strip())
    return replace(facts, hours=()) if facts.hours and describe(facts.hours) == words else facts


def _elsewhere(facts: PlaceFacts, known: Known, source: str) -> Place | None:
    """The same place from another list, or written down by hand: same name, kinds that may be one, and the same house
    or at most 100 m.
    """
    for place in known.by_name.get(fold(facts.name), ()):
        if place.source == source or not may_be_one(PlaceKind(place.kind), facts.kind):
            continue
        if same_address(place.address, facts.address) or _near(place, facts):
            return place
    return None


def _near(place: Place, facts: PlaceFacts) -> bool:
    if None in (place.latitude, place.longitude, facts.latitude, facts.longitude):
        return False
    here = Point(place.latitude or 0, place.longitude or 0)
    return metres_between(here, Point(facts.latitude or 0, facts.longitude or 0)) <= SAME_PLACE_METRES


def _plan_change(
    plan: Plan, place: Place, told: Mapping[str, Any], facts: PlaceFacts, known: Known, source: Source
) -> None:
    other_hours = bool(facts.hours) and set(facts.hours) != known.hours[place.pk]
    confirmed = _confirm(place, facts.verified_on or source.as_of)
    other_days = set(facts.special) - known.special[place.pk]
    if not told and not other_hours and not other_days:
        plan.outcome.unchanged += 1
        if confirmed:
            plan.changed.append(place)
        return
    plan.outcome.updated += 1
    for name, value in told.items():
        setattr(place, name, value)
    place.version += 1
    plan.changed.append(place)
    if other_hours:
        plan.hours[place.pk] = facts.hours
    if other_days:
        plan.special[place.pk] = other_days


def _confirm(place: Place, as_of: date | None) -> bool:
    """A newer list still names the place: it is true on the day of the list, unless somebody looked for themselves."""
    if as_of is None or place.verified_by_id is not None:
        return False
    if place.verified_on is not None and place.verified_on >= as_of:
        return False
    place.verified_on = as_of
    return True


def write(plan: Plan) -> None:
    """Store what was planned, in a handful of statements."""
    Place.objects.bulk_create([place for place, _ in plan.new])
    changed = list({place.pk: place for place in plan.changed}.values())
    Place.objects.bulk_update(changed, [*FIELDS, "also", "verified_on", "version"], batch_size=200)
    Listing.objects.bulk_create(plan.listings)
    if plan.hours:
        Opening.objects.filter(place_id__in=plan.hours).delete()
    hours = [*((place.pk, rule) for place, facts in plan.new for rule in facts.hours)]
    hours += [(pk, rule) for pk, rules_ in plan.hours.items() for rule in rules_]
    Opening.objects.bulk_create(_opening(pk, rule) for pk, rule in hours)
    days = [*((place.pk, day) for place, facts in plan.new for day in facts.special)]
    days += [(pk, day) for pk, days_ in plan.special.items() for day in days_]
    OpeningException.objects.bulk_create(
        (OpeningException(place_id=pk, day=day.on, opens_at=day.start, closes_at=day.end, note=day.note) for pk, day in days),
        update_conflicts=True, unique_fields=["place", "day"], update_fields=["opens_at", "closes_at", "note"],
    )  # fmt: skip


def _opening(place_id: int, rule: OpeningRule) -> Opening:
    return Opening(
        place_id=place_id, weekdays=sorted(rule.weekdays), weeks=sorted(rule.nth), opens_at=rule.start, closes_at=rule.end,
        on_holidays=rule.holidays.value, closed_at_year_end=rule.closed_at_year_end, valid_from=rule.valid_from,
        valid_until=rule.valid_to,
    )  # fmt: skip
