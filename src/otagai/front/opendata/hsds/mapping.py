"""Places, activities and organisations as HSDS 3.1 knows them; a field that would be empty is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any
from urllib.parse import quote
from uuid import UUID

from otagai.front.opendata.hsds.terms import Json, attribute, beside, flag, number, term
from otagai.front.opendata.rules import one_line
from otagai.kernel.opening import LAST, OpeningException, OpeningRule
from otagai.kernel.opening_words import describe
from otagai.kernel.phone import shown
from otagai.town.activities.queries import Held, PublishedActivity
from otagai.town.organizations.queries import PublishedOrganization
from otagai.town.places.queries import PublishedPlace
from otagai.town.places.words import PlaceForm, PlaceKind, Yes

K = PlaceKind
NOT_OFFERED = frozenset({K.SHELTER, K.EVACUATION_SPACE, K.TOILET, K.PARK, K.SANDBAGS, K.WELL, K.SAFE_HOUSE})
"""Grounds and buildings without anybody who receives you: locations at most, never a service."""
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
TOWN_HOURS = 9


def told(**facts: Any) -> Json:
    """Only what is there."""
    return {name: value for name, value in facts.items() if value not in (None, "", [])}


def organization_of(found: PublishedOrganization) -> Json:
    """An organisation without its services: name, what it takes on, its public desks."""
    return told(
        id=str(found.uid), name=found.name, description=one_line(found.takes_on) or found.kind.label,
        phones=[
            told(
                id=number(found.uid, "desk", name), number=shown(desk_phone), description=f"{name} {hours}".strip(),
                organization_id=str(found.uid),
            )
            for name, desk_phone, hours in found.desks
        ],
    )  # fmt: skip


def town_of(name: str) -> Json:
    """The town itself, for places that belong to no other organisation."""
    return {"id": number("town"), "name": name, "description": f"{name}が 案内している場所と活動"}


def brief(organization: Json) -> Json:
    """An organisation inside a service."""
    return {key: organization[key] for key in ("id", "name", "description")}


def offered_place(place: PublishedPlace, organization: Json) -> Json:
    """A place where one may go: a salon, a hall, a library."""
    uid = str(place.uid)
    return told(
        id=uid, organization_id=organization["id"], name=place.name, description=one_line(place.what) or place.kind.label,
        url=uri(place.url), status="active", fees_description=one_line(place.fee),
        eligibility_description=one_line(place.who_for),
        schedules=[*schedules(uid, place.openings, place.open_text), *(special(uid, day) for day in place.exceptions)],
        assured_date=place.verified_on.isoformat() if place.verified_on else None, phones=phones(uid, place.phone, "service_id"),
        organization=brief(organization),
        attributes=[attribute(uid, "service", each) for each in (term(place.kind), *([flag()] if place.is_window else []))],
    )  # fmt: skip


def location_of(place: PublishedPlace) -> Json:
    """Where it is; of a private home nothing but its name."""
    key = number(place.uid, "location")
    kind = "virtual" if place.form is PlaceForm.ONLINE else "physical"
    return told(
        id=key, location_type=kind, name=place.name, transportation=one_line(place.how_to_come), latitude=place.latitude,
        longitude=place.longitude, addresses=address(key, place.address, place.postcode), accessibility=accessibility(place),
    )  # fmt: skip


def accessibility(place: PublishedPlace) -> list[Json]:
    """What is known about wheelchairs; nothing where nobody looked."""
    known = {"車いす": place.wheelchair, "車いすで使えるトイレ": place.toilet, "駐車場": place.parking}
    return [
        {
            "id": number(place.uid, "accessibility", name), "location_id": number(place.uid, "location"),
            "description": f"{name}：{yes.label}",
        }
        for name, yes in known.items()
        if yes is not Yes.UNKNOWN
    ]  # fmt: skip


def address(location: str, whole: str, postcode: str = "") -> list[Json]:
    """The address on one line; HSDS wants every part, and what is not kept apart here is empty."""
    if not whole:
        return []
    return [
        {
            "id": number(location, "address"), "location_id": location, "address_1": one_line(whole), "city": "", "state_province": "",
            "postal_code": postcode, "country": "JP", "address_type": "physical",
        }
    ]  # fmt: skip


def place_at_location(place: PublishedPlace) -> Json:
    """The place as a service, at the place as a location."""
    return {
        "id": str(beside(place.uid)), "service_id": str(place.uid), "location_id": number(place.uid, "location"),
        "location": location_of(place),
    }  # fmt: skip


def offered_activity(activity: PublishedActivity, organization: Json) -> Json:
    """An activity with the times of the coming months; what is called off says so."""
    uid = str(activity.uid)
    return told(
        id=uid, organization_id=organization["id"], name=activity.title, url=uri(activity.url),
        description=one_line(activity.what) or activity.kind.label, fees_description=one_line(activity.fee),
        status="temporarily closed" if activity.called_off else "active", alert=one_line(activity.said),
        eligibility_description="年齢を問わず" if activity.any_age else one_line(activity.who_for),
        phones=phones(uid, activity.phone, "service_id"), schedules=[dated(uid, held) for held in activity.times],
        organization=brief(organization), attributes=[attribute(uid, "service", term(activity.kind))],
    )  # fmt: skip


def activity_at_location(activity: PublishedActivity, places: Mapping[UUID, PublishedPlace]) -> Json:
    """Where an activity is held: at a place of the town, or where people meet."""
    uid, place = activity.uid, places.get(activity.place_uid) if activity.place_uid else None
    location = location_of(place) if place else told(
        id=number(uid, "location"), location_type="physical", name=one_line(activity.meeting_point or activity.place) or activity.title,
    )  # fmt: skip
    return told(
        id=str(beside(uid)), service_id=str(uid), location_id=location["id"], location=location,
        description=one_line(activity.meeting_point),
    )  # fmt: skip


def phones(of: str, text: str, link: str) -> list[Json]:
    """The telephone of something, if it tells one."""
    return [{"id": number(of, "phone"), link: of, "number": shown(one_line(text))}] if text.strip() else []


def schedules(of: str, openings: Sequence[OpeningRule], said: str) -> list[Json]:
    """Rules as recurring times; hours that are only words stay words."""
    if not openings:
        return (
            [told(id=number(of, "schedule", "words"), service_id=of, description=one_line(said))]
            if said.strip()
            else []
        )
    return [_schedule(of, at, rule) for at, rule in enumerate(openings)]


def _schedule(of: str, at: int, rule: OpeningRule) -> Json:
    days = [DAYS[day] for day in sorted(rule.weekdays)]
    weeks = sorted(rule.nth, key=lambda nth: (nth == LAST, nth))
    byday = [f"{week}{day}" for week in weeks for day in days] or days
    return told(
        id=number(of, "schedule", at), service_id=of, freq="MONTHLY" if rule.nth else "WEEKLY", byday=",".join(byday),
        opens_at=clock(rule.start), closes_at=clock(rule.end), timezone=TOWN_HOURS, description=describe([rule]),
        valid_from=day_of(rule.valid_from), valid_to=day_of(rule.valid_to),
    )  # fmt: skip


def special(of: str, day: OpeningException) -> Json:
    """One day that differs from the rules: other hours, or none."""
    on = day.on.isoformat()
    return told(
        id=number(of, "special", on, day.start or "closed"), service_id=of, valid_from=on, valid_to=on, dtstart=on, timezone=TOWN_HOURS,
        opens_at=clock(day.start) if day.start else None, closes_at=clock(day.end) if day.end else None,
        description="この日は 休み" if day.closed else "この日だけの 時間", notes=one_line(day.note),
    )  # fmt: skip


def dated(of: str, held: Held) -> Json:
    """One day of an activity."""
    day = held.on.isoformat()
    return told(
        id=number(of, "schedule", day, held.start), service_id=of, valid_from=day, valid_to=day, dtstart=day, timezone=TOWN_HOURS,
        opens_at=clock(held.start), closes_at=clock(held.end), notes=one_line(f"中止 {held.note}" if held.called_off else held.note),
    )  # fmt: skip


def clock(at: time) -> str:
    """09:30."""
    return f"{at:%H:%M}"


def day_of(day: date | None) -> str | None:
    """2026-11-20, or nothing."""
    return day.isoformat() if day else None


def uri(text: str) -> str:
    """An address of the web with the letters that such addresses may have; nothing for anything else."""
    return quote(text.strip(), safe=":/?#[]@!$&'()*+,;=%-._~") if text.startswith(("http://", "https://")) else ""
