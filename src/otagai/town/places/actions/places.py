"""Keeping places true: what, where, when, and who looked last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.safekeeping.edits import changed
from otagai.base.safekeeping.errors import RuleBroken, StaleEdit
from otagai.kernel.opening import OpeningException as ExceptionalDay
from otagai.kernel.opening import OpeningRule
from otagai.kernel.opening_words import describe
from otagai.kernel.wareki import with_weekday
from otagai.town.places import rules
from otagai.town.places.models import Opening, OpeningException, Place, Window
from otagai.town.places.words import PlaceForm, PlaceKind, WindowState

CHANGEABLE = frozenset(
    {
        "kind", "form", "name", "kana", "organization_id", "address", "latitude", "longitude", "phone", "url", "what",
        "who_for", "fee", "open_text", "how_to_come", "welcomer", "wheelchair", "toilet", "parking", "has", "has_not", "doings",
        "capacity", "around", "welcome_note", "goes_along", "is_public",
    }
)  # fmt: skip
WHERE = ("address", "latitude", "longitude", "around")
TOLD = (
    "name", "kana", "what", "who_for", "fee", "open_text", "how_to_come", "welcomer", "around", "welcome_note", "goes_along", "url",
)  # fmt: skip
"""What residents read in somebody's own words."""
HOURS = "開いている時"


@transaction.atomic
def add_place(
    *, by: Acting, kind: PlaceKind, name: str, on: date, openings: Sequence[OpeningRule] = (), **fields: Any
) -> Place:
    """A new place, verified today by whoever wrote it down. Raises RuleBroken with reasons."""
    _only(fields)
    fields = _whereabouts({"form": PlaceForm.FIXED, **fields}, None)
    _check({"name": name, "kind": kind, **fields}, Place(name=name))
    place = Place.objects.create(kind=kind, name=name.strip(), verified_on=on, verified_by=by.user, **fields)
    Opening.objects.bulk_create(_row(place.pk, rule) for rule in openings)
    audit.record("places.added", by=by, subject=("place", place.pk))
    return place


@transaction.atomic
def change_place(pk: int, *, by: Acting, seen_version: int, **fields: Any) -> Place:
    """Change what is said of a place. StaleEdit with both texts when somebody else did so meanwhile."""
    _only(fields)
    now = Place.objects.get(pk=pk)
    if {"form", *WHERE} & fields.keys():
        fields = _whereabouts({"form": now.form, **fields}, now)
    _check(fields, now)
    place = changed(Place.objects.all(), pk, seen_version=seen_version, fields=fields)
    audit.record("places.changed", by=by, subject=("place", pk), fields=sorted(fields))
    return place


def _whereabouts(fields: dict[str, Any], now: Place | None) -> dict[str, Any]:
    """The fields with what each reader may know of where it is: address, point and 町名 as typed, or as they were."""
    known = (
        (now.address or now.private_address, now.latitude, now.longitude, now.around) if now else ("", None, None, "")
    )
    typed: list[Any] = [fields.get(name, before) for name, before in zip(WHERE, known, strict=True)]
    form = PlaceForm(fields["form"])
    if form is PlaceForm.PRIVATE_HOME and typed[0] != known[0] and "around" not in fields:
        typed[3] = ""
    where = rules.where_kept(form, *typed)
    postcode = {"postcode": ""} if form is PlaceForm.PRIVATE_HOME else {}
    return {**fields, **vars(where), **postcode}


def _only(fields: dict[str, Any]) -> None:
    if unknown := set(fields) - CHANGEABLE:
        raise ValueError(f"not changeable here: {sorted(unknown)}")


def _check(fields: dict[str, Any], now: Place) -> None:
    after = {
        name: fields.get(name, getattr(now, name))
        for name in (*TOLD, *WHERE, "form", "phone", "private_address", "kind", "is_public")
    }
    number = fields.get("phone", "")
    reasons = rules.why_not_place(after["name"], after["latitude"], after["longitude"], number)
    reasons += rules.why_not_told(PlaceKind(after["kind"]), is_public=after["is_public"])
    reasons += rules.why_not_welcome(after["welcome_note"], after["goes_along"])
    if after["form"] == PlaceForm.PRIVATE_HOME:
        reasons += rules.why_not_home(after["private_address"], (after[name] for name in TOLD))
    if reasons:
        raise RuleBroken(reasons)


def keep_home_private(place_id: int | None, told: Iterable[str]) -> None:
    """Nothing that residents read of what happens in a private home holds the number of its house. Raises RuleBroken; one query."""
    homes = Place.objects.filter(pk=place_id, form=PlaceForm.PRIVATE_HOME) if place_id else Place.objects.none()
    for address in homes.values_list("private_address", flat=True):
        if reasons := rules.why_not_home(address, told):
            raise RuleBroken(reasons)


@transaction.atomic
def set_openings(
    pk: int,
    *,
    by: Acting,
    seen_version: int,
    openings: Sequence[OpeningRule],
    exceptions: Sequence[ExceptionalDay] = (),
) -> None:
    """The place is open by these rules and on these exceptional days (one each) from now on; StaleEdit as with a
    change.
    """
    place = Place.objects.select_for_update().get(pk=pk)
    if place.version != seen_version:
        before, special = openings_of(pk)
        raise StaleEdit(
            theirs={HOURS: hours_in_words(before, special)}, yours={HOURS: hours_in_words(openings, exceptions)}
        )
    if len({day.on for day in exceptions}) != len(exceptions):
        raise RuleBroken(["同じ日の 休み・変更は ひとつにしてください"])
    keep_home_private(pk, (day.note for day in exceptions))
    Opening.objects.filter(place_id=pk).delete()
    OpeningException.objects.filter(place_id=pk).delete()
    Opening.objects.bulk_create(_row(pk, rule) for rule in openings)
    OpeningException.objects.bulk_create(
        OpeningException(place_id=pk, day=day.on, opens_at=day.start, closes_at=day.end, note=day.note)
        for day in exceptions
    )
    Place.objects.filter(pk=pk).update(version=seen_version + 1)
    audit.record("places.openings_set", by=by, subject=("place", pk), rules=len(openings), exceptions=len(exceptions))


def openings_of(pk: int) -> tuple[list[OpeningRule], list[ExceptionalDay]]:
    """The rules and exceptional days of a place as they are stored; two queries."""
    stored = Opening.objects.filter(place_id=pk).order_by("pk").values_list(
        "weekdays", "weeks", "opens_at", "closes_at", "on_holidays", "closed_at_year_end", "valid_from", "valid_until"
    )  # fmt: skip
    days = (
        OpeningException.objects.filter(place_id=pk).order_by("day").values_list("day", "opens_at", "closes_at", "note")
    )
    return [rules.rule_of(*row) for row in stored], [ExceptionalDay(*row) for row in days]


def hours_in_words(openings: Sequence[OpeningRule], exceptions: Sequence[ExceptionalDay]) -> str:
    """Rules and exceptional days in one line."""
    special = [
        f"{with_weekday(day.on)} "
        + (f"{day.start:%H:%M}–{day.end:%H:%M}" if day.start and day.end else "休み")
        + f" {day.note}"
        for day in exceptions
    ]
    return "／".join(part.strip() for part in [describe(openings), *special] if part.strip())


def _row(place_id: int, rule: OpeningRule) -> Opening:
    return Opening(
        place_id=place_id, weekdays=sorted(rule.weekdays), weeks=sorted(rule.nth), opens_at=rule.start, closes_at=rule.end,
        on_holidays=rule.holidays.value, closed_at_year_end=rule.closed_at_year_end, valid_from=rule.valid_from,
        valid_until=rule.valid_to,
    )  # fmt: skip


@transaction.atomic
def verify(pk: int, *, by: Acting, on: date) -> None:
    """Somebody looked: what is said of the place is true today (最終確認日); where it rested, residents see it again."""
    latest = Greatest("verified_on", Value(on))
    Place.objects.filter(pk=pk).update(verified_on=latest, verified_by=by.user, asked_on=None, hidden_on=None)
    audit.record("places.verified", by=by, subject=("place", pk))


@transaction.atomic
def end_place(pk: int, *, by: Acting, on: date) -> None:
    """The place exists no longer; it leaves every list and map, its story stays. A flag must be returned first."""
    if Window.objects.filter(place_id=pk, state__in=(WindowState.OPEN, WindowState.PAUSED)).exists():
        raise RuleBroken(["福祉相談窓口になっています。先に のぼり旗を返納してください"])
    Place.objects.filter(pk=pk, ended_on__isnull=True).update(ended_on=on)
    audit.record("places.ended", by=by, subject=("place", pk))
