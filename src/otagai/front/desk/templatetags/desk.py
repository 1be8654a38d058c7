"""Small words of the desk: states and urgencies as badges, days over, the page of another room if it is there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from otagai.base.ui.remembered import remembered
from otagai.base.ui.templatetags.ui import badge
from otagai.kernel.words import Word
from otagai.town.people.rules import Way
from otagai.welcome.intake.queries import Happening, Line, Lines
from otagai.welcome.intake.words import Door, Method, Origin, Outcome, State, Theme, Urgency
from otagai.welcome.referrals.queries import ReferralLine
from otagai.welcome.referrals.words import ReferralState

register = template.Library()

STATE_SHAPES = {
    State.ARRIVED: "new", State.RECEIVED: "held", State.REFERRING: "handing", State.SUPPORTING: "supporting",
    State.WATCHING: "watching", State.ENDED: "ended",
}  # fmt: skip
BATON_SHAPES = {
    ReferralState.SENT: "new", ReferralState.RECEIVED: "held", ReferralState.ACCEPTED: "supporting",
    ReferralState.JOINED: "supporting", ReferralState.CONTACTED: "supporting", ReferralState.REPORTED: "new",
    ReferralState.DONE: "ended",
}  # fmt: skip
WORDS: dict[str, type[Word]] = {
    "state": State, "door": Door, "origin": Origin, "theme": Theme, "method": Method, "outcome": Outcome,
}  # fmt: skip


@register.simple_tag
def state_badge(state: str) -> SafeString:
    """Where a consultation is, as a badge."""
    return badge(State.label_of(state), STATE_SHAPES.get(State(state), "plain"))


@register.simple_tag
def baton_badge(state: str) -> SafeString:
    """Where a referral is, as a badge."""
    return badge(ReferralState.label_of(state), BATON_SHAPES.get(ReferralState(state), "plain"))


@register.simple_tag
def urgency_badge(urgency: str, state: str = "") -> SafeString | str:
    """今日 and 今週 as badges; いつでも needs none, and nothing is urgent any more when it has ended."""
    if state == State.ENDED:
        return ""
    if urgency == Urgency.TODAY:
        return badge("今日中", "urgent")
    return badge("今週中", "plain") if urgency == Urgency.THIS_WEEK else ""


@register.simple_tag
def late_badge(days: int) -> SafeString | str:
    """お待たせしています, with the days; nothing when it is in time."""
    return badge(f"{days}日すぎています", "late") if days > 0 else ""


@register.simple_tag
def consultation_lines(lines: Iterable[Line], day: date) -> SafeString:
    """Consultations in a list."""
    return SafeString("".join(remembered("desk/line.html", line=line, day=day) for line in lines))


@register.simple_tag
def short_list(lines: Lines, day: date, more_url: str, empty: str = "") -> SafeString:
    """The first few of a list, the way to the others, or what is said when there are none."""
    return remembered("desk/lines.html", lines=lines, day=day, more_url=more_url, empty=empty)


@register.simple_tag
def baton_lines(lines: Iterable[ReferralLine], day: date) -> SafeString:
    """Referrals in a list."""
    return SafeString("".join(remembered("desk/baton_line.html", line=line, day=day) for line in lines))


@register.simple_tag
def contact_way(way: Way) -> SafeString:
    """A way to reach somebody: first when and how, then the number to press; of a barred one only that it is barred."""
    return remembered("desk/contact_way.html", way=way)


@register.simple_tag
def happenings(story: Iterable[Happening]) -> SafeString:
    """The story of a consultation, entry by entry."""
    return SafeString("".join(remembered("desk/happening.html", each=each) for each in story))


@register.filter
def days_over(line: object, today: date | None = None) -> int:
    """Days over of a line of a list, as it counts them itself."""
    count: int = line.days_over(today or timezone.localdate())  # type: ignore[attr-defined]
    return count


@register.filter
def word(value: str, of: str) -> str:
    """The label of a stored word: {{ line.door|word:"door" }}."""
    return WORDS[of].label_of(value)


@register.filter
def themes(values: list[str]) -> str:
    """Themes in one line."""
    return "・".join(Theme.label_of(value) for value in values)


@register.simple_tag
def address(name: str, *args: object) -> str:
    """The address of a page of another room; "" where there is none."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
