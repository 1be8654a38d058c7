"""申し込みのきまり: what one may sign up for, on which day, until when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, time

from otagai.town.activities import rules
from otagai.town.activities.models import HelpingSlot, Hosting, SignUpTerms, TermsOfDay


@dataclass(frozen=True)
class Slot:
    """A place for helpers: the task, from–to, how many people."""

    pk: int
    task: str
    start: time
    end: time
    wanted: int
    is_open: bool = True


@dataclass(frozen=True)
class OfDay:
    """What holds for one day alone."""

    capacity: int | None
    closes_on: date | None
    is_closed: bool


@dataclass(frozen=True)
class SignUpTold:
    """What the list of events says of signing up for one day; `is_here`: on a page of our own."""

    capacity: int | None = None
    closes_on: date | None = None
    how: str = ""
    form_url: str = ""
    is_here: bool = False


@dataclass(frozen=True)
class Terms:
    """How one signs up for an activity; `seen_by`: the organisations that see the list."""

    activity_id: int
    keeper_id: int | None
    takes_guests: bool
    capacity: int | None
    closes_days: int
    most_together: int
    word: str
    version: int
    how: str = ""
    form_url: str = ""
    seen_by: tuple[str, ...] = ()
    days: dict[date, OfDay] = field(default_factory=dict)
    slots: tuple[Slot, ...] = ()

    def seats_on(self, day: date, slot_id: int | None = None) -> int | None:
        """How many fit on the day: guests, or helpers of the slot; None: as many as come."""
        if slot_id is not None:
            return next((slot.wanted for slot in self.slots if slot.pk == slot_id), 0)
        own = self.days.get(day)
        return own.capacity if own and own.capacity is not None else self.capacity

    def last_day(self, day: date) -> date:
        """Until when one may sign up for the day."""
        own = self.days.get(day)
        return rules.last_day(day, self.closes_days, own.closes_on if own else None)

    def told_on(self, day: date) -> SignUpTold:
        """What is said of signing up for the day: nothing of when it closes where one signs up elsewhere and nobody said so."""
        own = self.days.get(day)
        if own and own.is_closed:
            return SignUpTold(how=rules.NOT_TAKEN)
        is_elsewhere = bool(self.how or self.form_url)
        closes = self.takes_guests or (is_elsewhere and self.closes_days > 0) or bool(own and own.closes_on)
        return SignUpTold(
            self.seats_on(day), self.last_day(day) if closes else None, self.how or (rules.HERE if self.takes_guests else ""),
            self.form_url, self.takes_guests and not self.form_url,
        )  # fmt: skip

    def takes(self, day: date, *, on: date) -> bool:
        """Whether one may still sign up for the day."""
        own = self.days.get(day)
        return on <= day and on <= self.last_day(day) and not (own and own.is_closed)

    @property
    def open_slots(self) -> tuple[Slot, ...]:
        """The places for helpers one may still take."""
        return tuple(slot for slot in self.slots if slot.is_open)


_FIELDS = ("takes_guests", "capacity", "closes_days", "most_together", "word", "version", "how", "form_url")


def terms_of_all(keys: Collection[int] | None = None) -> dict[int, Terms]:
    """How one signs up, by activity (all of them without keys): what is told, not who helps and who reads the list. Two queries."""
    rows, of_days = SignUpTerms.objects.all(), TermsOfDay.objects.all()
    if keys is not None:
        rows, of_days = rows.filter(activity_id__in=keys), of_days.filter(activity_id__in=keys)
    days: dict[int, dict[date, OfDay]] = defaultdict(dict)
    for own in of_days:
        days[own.activity_id][own.day] = OfDay(own.capacity, own.closes_on, own.is_closed)
    return {row.activity_id: _terms(row, days[row.activity_id]) for row in rows}


def _terms(
    row: SignUpTerms, days: dict[date, OfDay], seen_by: tuple[str, ...] = (), slots: tuple[Slot, ...] = ()
) -> Terms:
    facts = {name: getattr(row, name) for name in _FIELDS}
    return Terms(row.activity_id, row.keeper_id, **facts, seen_by=seen_by, days=days, slots=slots)


def terms_of(activity_id: int) -> Terms | None:
    """How one signs up for the activity; None when one does not. Four queries."""
    row = SignUpTerms.objects.filter(activity_id=activity_id).select_related("keeper").only(
        "activity_id", "keeper__name", *_FIELDS
    ).first()  # fmt: skip
    if row is None:
        return None
    days = {
        day: OfDay(capacity, closes_on, closed)
        for day, capacity, closes_on, closed in TermsOfDay.objects.filter(activity_id=activity_id).values_list(
            "day", "capacity", "closes_on", "is_closed"
        )
    }
    slots = HelpingSlot.objects.filter(activity_id=activity_id).order_by("starts_at", "pk")
    hosts = Hosting.objects.filter(activity_id=activity_id).order_by("position")
    seen_by = dict.fromkeys(
        [*hosts.values_list("organization__name", flat=True), *([row.keeper.name] if row.keeper else [])]
    )
    return _terms(
        row, days, tuple(seen_by),
        tuple(Slot(*slot) for slot in slots.values_list("pk", "task", "starts_at", "ends_at", "wanted", "is_open")),
    )  # fmt: skip


def standing_by(activity_id: int) -> set[int]:
    """The organisations that see the list: the hosts, and whoever keeps it for them; two queries."""
    hosts = set(Hosting.objects.filter(activity_id=activity_id).values_list("organization_id", flat=True))
    keepers = SignUpTerms.objects.filter(activity_id=activity_id, keeper__isnull=False)
    return hosts | set(keepers.values_list("keeper_id", flat=True))
