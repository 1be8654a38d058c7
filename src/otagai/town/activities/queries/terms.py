"""申し込みのきまり: what one may sign up for, on which day, until when."""

from __future__ import annotations

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
class Terms:
    """How one signs up for an activity; `seen_by`: the organisations that see the list."""

    activity_id: int
    keeper_id: int
    takes_guests: bool
    capacity: int | None
    closes_days: int
    most_together: int
    word: str
    version: int
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

    def takes(self, day: date, *, on: date) -> bool:
        """Whether one may still sign up for the day."""
        own = self.days.get(day)
        return on <= day and on <= self.last_day(day) and not (own and own.is_closed)

    @property
    def open_slots(self) -> tuple[Slot, ...]:
        """The places for helpers one may still take."""
        return tuple(slot for slot in self.slots if slot.is_open)


def terms_of(activity_id: int) -> Terms | None:
    """How one signs up for the activity; None when one does not. Four queries."""
    row = SignUpTerms.objects.filter(activity_id=activity_id).select_related("keeper").only(
        "activity_id", "keeper__name", "takes_guests", "capacity", "closes_days", "most_together", "word", "version"
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
    seen_by = dict.fromkeys([*hosts.values_list("organization__name", flat=True), row.keeper.name])
    return Terms(
        activity_id, row.keeper_id, row.takes_guests, row.capacity, row.closes_days, row.most_together, row.word, row.version,
        tuple(seen_by), days,
        tuple(Slot(*row) for row in slots.values_list("pk", "task", "starts_at", "ends_at", "wanted", "is_open")),
    )  # fmt: skip


def standing_by(activity_id: int) -> set[int]:
    """The organisations that see the list: the hosts, and whoever keeps it for them; two queries."""
    hosts = set(Hosting.objects.filter(activity_id=activity_id).values_list("organization_id", flat=True))
    return hosts | set(SignUpTerms.objects.filter(activity_id=activity_id).values_list("keeper_id", flat=True))
