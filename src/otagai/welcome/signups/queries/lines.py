"""How full a time is, who waits, and where one's own sign-up stands: numbers and seats, no names. Readable by the public role."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import F, Sum

from otagai.town.activities.models import Activity, HelpingSlot
from otagai.town.activities.queries import Held, Slot, Terms, days_of, terms_of
from otagai.town.activities.words import ActivityState
from otagai.welcome.signups.models import SignUp
from otagai.welcome.signups.rules import Line, Row
from otagai.welcome.signups.words import Standing

Lane = tuple[date, int | None]
"""A day, and the task of helpers (None: guests)."""


@dataclass(frozen=True)
class OpenSlot:
    """A place for helpers on a day, and how full it is."""

    slot: Slot
    line: Line


@dataclass(frozen=True)
class OpenDay:
    """A time one may sign up for: as a guest (`guests`, None: not), or to help."""

    held: Held
    last_day: date
    guests: Line | None
    slots: tuple[OpenSlot, ...]

    def line(self, slot_id: int | None) -> Line | None:
        """The line of guests, or of a task; None when one cannot sign up for it."""
        if slot_id is None:
            return self.guests
        return next((each.line for each in self.slots if each.slot.pk == slot_id), None)


@dataclass(frozen=True)
class OwnSignUp:
    """What whoever holds number and passphrase may know of the own sign-up."""

    pk: int
    receipt_number: str
    activity_id: int
    title: str
    day: date
    start: time | None
    end: time | None
    task: str
    seats: int
    standing: Standing
    place: int
    is_held: bool
    said: str
    phone: str


def lines_of(activity_id: int, terms: Terms | None, *, days: Collection[date] | None = None) -> dict[Lane, Line]:
    """Every line in which somebody stands, on these days or from the earliest on; one query."""
    rows: dict[Lane, list[Row]] = defaultdict(list)
    found = SignUp.objects.filter(activity_id=activity_id, end__isnull=True).order_by("pk")
    if days is not None:
        found = found.filter(day__in=days)
    for day, slot_id, pk, seats in found.values_list("day", "slot_id", "pk", "seats"):
        rows[day, slot_id].append(Row(pk, seats))
    return {lane: Line(tuple(of_lane), terms.seats_on(*lane) if terms else None) for lane, of_lane in rows.items()}


def line_on(activity_id: int, terms: Terms, lane: Lane) -> Line:
    """One line, also when nobody stands in it; one query."""
    return lines_of(activity_id, terms, days=[lane[0]]).get(lane, Line((), terms.seats_on(*lane)))


def open_days(activity_id: int, coming: Collection[Held], *, at: datetime) -> list[OpenDay]:
    """The coming times one may sign up for, as long as they are not over; five queries. `at` in the time of the town."""
    terms = terms_of(activity_id)
    if terms is None or not (terms.takes_guests or terms.open_slots):
        return []
    on, now = at.date(), at.time()
    ahead = (each for each in coming if not each.called_off and (each.on, each.end) > (on, now))
    held = [each for each in ahead if terms.takes(each.on, on=on)]
    lines = lines_of(activity_id, terms, days=[each.on for each in held])

    def line(day: date, slot_id: int | None) -> Line:
        return lines.get((day, slot_id), Line((), terms.seats_on(day, slot_id)))

    return [
        OpenDay(
            each, terms.last_day(each.on), line(each.on, None) if terms.takes_guests else None,
            tuple(OpenSlot(slot, line(each.on, slot.pk)) for slot in terms.open_slots),
        )
        for each in held
    ]  # fmt: skip


def hands_missing(activity_ids: Collection[int], days: Collection[date]) -> dict[tuple[int, date], int]:
    """How many helpers are still wanted, by activity and day, over all open tasks; two queries.

    Of a task for which somebody waits nobody more is wanted: whoever waits comes first.
    """
    slots: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for key, pk, wanted in HelpingSlot.objects.filter(activity_id__in=activity_ids, is_open=True).values_list(
        "activity_id", "pk", "wanted"
    ):
        slots[key].append((pk, wanted))
    rows: dict[tuple[int, date], list[Row]] = defaultdict(list)
    taken = SignUp.objects.filter(activity_id__in=list(slots), slot__isnull=False, day__in=days, end__isnull=True)
    for slot_id, day, pk, seats in taken.order_by("pk").values_list("slot_id", "day", "pk", "seats"):
        rows[slot_id, day].append(Row(pk, seats))
    return {
        (key, day): sum(Line(tuple(rows[pk, day]), wanted).free or 0 for pk, wanted in of_activity)
        for key, of_activity in slots.items()
        for day in days
    }


def own_sign_up(receipt_number: str, *, on: date) -> OwnSignUp | None:
    """The sign-up with this number, for whoever has shown its passphrase; None when the number is something else. Nine queries."""
    found = SignUp.objects.filter(receipt_number=receipt_number).select_related("end", "slot").first()
    if found is None:
        return None
    activity = Activity.objects.public().filter(pk=found.activity_id).first()
    held = held_on(found.activity_id, found.day) if activity else None
    is_held = activity is not None and activity.state == ActivityState.PUBLISHED and held is not None
    is_held = is_held and held is not None and not held.called_off
    terms = terms_of(found.activity_id)
    line = line_on(found.activity_id, terms, (found.day, found.slot_id)) if terms else Line((), None)
    place, ended = line.place(found.pk), hasattr(found, "end")
    return OwnSignUp(
        found.pk, found.receipt_number, found.activity_id, activity.title if activity else "", found.day,
        held.start if held else None, held.end if held else None, found.slot.task if found.slot else "", found.seats,
        Standing.ENDED if ended else Standing.WAITING if place else Standing.IN, place, is_held,
        (held.note if held and held.called_off else "") or (activity.said if activity else ""),
        activity.phone if activity else "",
    )  # fmt: skip


def held_on(activity_id: int, day: date) -> Held | None:
    """The time on a day, also when it is called off; None when the activity is not on that day. Two queries."""
    return next(iter(days_of([activity_id], start=day)[activity_id].between(day, 1)), None)


def days_not_held(pairs: Collection[tuple[int, date]]) -> set[tuple[int, date]]:
    """Those of the pairs (activity, day) that will not be: called off, ended, or no longer on that day. Three queries."""
    keys = {activity for activity, _ in pairs}
    if not keys:
        return set()
    on = set(Activity.objects.filter(pk__in=keys, state=ActivityState.PUBLISHED).values_list("pk", flat=True))
    days = days_of(keys, start=min(day for _, day in pairs))
    return {
        (activity, day)
        for activity, day in pairs
        if activity not in on or all(held.called_off for held in days[activity].between(day, 1))
    }


def upcoming(*, on: date) -> dict[tuple[int, date], list[tuple[int, int | None, bool]]]:
    """The sign-ups of the days to come that were not taken back, by activity and day: (key, task, waited); one query."""
    found: dict[tuple[int, date], list[tuple[int, int | None, bool]]] = defaultdict(list)
    rows = SignUp.objects.filter(day__gte=on, end__isnull=True).order_by("pk")
    for activity, day, pk, slot_id, waited in rows.values_list("activity_id", F("day"), "pk", "slot_id", "waited"):
        found[activity, day].append((pk, slot_id, waited))
    return found


def seats_asked_for(activities: Collection[int], since: date, until: date, *, settled: datetime) -> dict[int, int]:
    """For how many guests people signed up on the days from–until (not on it), without those taken back, by activity; one query.

    Only what was there by `settled` counts, so that the answer for days that are over never changes again.
    """
    rows = SignUp.objects.filter(activity_id__in=activities, slot=None, day__gte=since, day__lt=until, at__lt=settled)
    sums = rows.exclude(end__at__lt=settled).values("activity_id").annotate(asked=Sum("seats")).order_by()
    return dict(sums.values_list("activity_id", "asked"))
