"""What the pages of the desk need from several rooms at once, as frozen values."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from otagai.base.accounts import queries as accounts
from otagai.base.accounts.acting import Acting
from otagai.base.accounts.models import Assignment, User
from otagai.base.accounts.rules import duties_with
from otagai.base.accounts.words import Permission
from otagai.base.circles.postgresql.prepared import prepared
from otagai.base.municipality import queries as municipality
from otagai.base.ui.remembered import values_of
from otagai.front.desk import rules
from otagai.town.areas.models import Area
from otagai.town.organizations.models import Organization
from otagai.town.people.words import Safety
from otagai.town.places.models import Place, Window
from otagai.town.places.words import WindowState
from otagai.welcome.intake import queries as intake
from otagai.welcome.intake.models import Consultation
from otagai.welcome.intake.words import Door, Origin, ReplyBy, State
from otagai.welcome.letterbox import queries as letters
from otagai.welcome.referrals import queries as referrals
from otagai.welcome.referrals.words import ReferralState

SHOULD_BE_OPENED_AFTER = timedelta(minutes=1)


@dataclass(frozen=True)
class Today:
    """今日の机: the lists of consultations and of referrals, and letters that nobody opened."""

    lists: intake.Today
    batons: referrals.Batons
    unopened_since: datetime | None
    troubled: int

    @property
    def mine_ahead(self) -> intake.Lines:
        """My own, but for those that stand among the overdue already."""
        over = {line.pk for line in self.lists.overdue.lines}
        ahead = tuple(line for line in self.lists.mine.lines if line.pk not in over)
        return intake.Lines(ahead, self.lists.mine.more)

    @property
    def is_clear(self) -> bool:
        """Nothing waits for anybody here."""
        lists = (
            self.lists.urgent,
            self.lists.arrived,
            self.lists.written_again,
            self.lists.answer_due,
            self.lists.overdue,
            self.lists.mine,
            self.lists.at_coordinator,
        )
        return not any(each.lines for each in lists) and not (self.batons.inbox or self.batons.to_report)


def today(acting: Acting, *, at: datetime) -> Today:
    """Everything on today's desk: one query of consultations, one of referrals, one of the letterbox."""
    waiting = letters.Waiting(None, 0)
    if acting.may(Permission.RECEIVE_CONSULTATION):
        waiting = letters.waiting(before=at - SHOULD_BE_OPENED_AFTER)
    lists = intake.today(acting, on=timezone.localdate(at))
    return Today(lists, referrals.batons(acting), waiting.since, waiting.troubled)


@dataclass(frozen=True)
class Beginning:
    """What a new town still lacks, for whoever sets it up: people who receive at its front door, hours, areas, places."""

    front_door: str
    receivers: int
    invited: int
    has_hours: bool
    has_areas: bool
    has_places: bool

    @property
    def is_complete(self) -> bool:
        """Nothing is lacking."""
        return bool(self.receivers and self.has_hours and self.has_areas and self.has_places)


def beginning(*, on: date) -> Beginning:
    """How far the town has come; five queries."""
    town = municipality.town()
    door = town.front_door_id
    came, invited = accounts.receivers_at(door, on=on) if door else (0, 0)
    name = accounts.organization_names([door] if door else []).get(door or 0, "")
    return Beginning(
        name, came, invited, bool(town.desk_hours), Area.objects.valid(on).exists(), Place.objects.public().exists()
    )


@dataclass(frozen=True)
class ConsultationPage:
    """The page of one consultation: header, story, referrals, and whose turn it is."""

    consultation: Consultation
    story: intake.Story
    batons: tuple[referrals.ReferralLine, ...]
    my_baton: referrals.ReferralLine | None
    i_hold: bool
    next_step: rules.NextStep | None
    acts: tuple[str, ...]
    days_over: int
    not_told: bool
    letter: referrals.ReferralLine | None

    @property
    def key(self) -> Hashable:
        """Everything that the page says above and beside the story, as one frozen value."""
        story = self.story
        rows = (self.consultation, story.voice, story.person, *self.story.contacts)
        return (
            *map(values_of, rows), story.person_reason, tuple(story.members), self.batons, self.my_baton, self.i_hold,
            story.left, story.said, self.next_step, self.days_over, self.letter,
        )  # fmt: skip

    @property
    def how_to_reach(self) -> str:
        """What must be known before anybody calls: the rules of the person's contacts, else what was said on arrival."""
        rules_of = [contact for contact in self.story.contacts if contact.safety in (Safety.CAREFUL, Safety.NEVER)]
        said = self.story.said or next((way.how for way in self.story.left if way.safety == Safety.CAREFUL), "")
        lines = [" ".join(filter(None, (each.get_safety_display(), each.rule))) for each in rules_of]
        return "、".join(dict.fromkeys(lines)) or said

    @property
    def earlier(self) -> str:
        """The moment before which the next page of the story begins."""
        return intake.minute_of(self.story.happenings[-1].at).isoformat() if self.story.happenings else ""


def consultation_page(
    acting: Acting, consultation: Consultation, *, before: datetime | None, on: date
) -> ConsultationPage:
    """The page as the acting person may see it; four queries beside the one of the door."""
    batons = referrals.referrals_of(consultation)
    story = intake.story_of(consultation, before=before)
    asked = next((line for line in batons if line.receiver_id in acting.organizations), None)
    sent = next((line for line in batons if line.sender_id in acting.organizations), None)
    standing = rules.Standing(
        state=State(consultation.state), i_hold=consultation.holder_id in acting.organizations,
        contacted=consultation.first_contact_at is not None or bool(asked and asked.state == ReferralState.DONE),
        told=consultation.told_origin_at is not None or consultation.origin_declined,
        declined=consultation.origin_declined,
        asked=asked.state if asked else None, sent=sent.state if sent else None,
    )  # fmt: skip
    over = (on - consultation.next_date).days if consultation.next_date and consultation.ended_at is None else 0
    step = rules.next_step_for(standing)
    answered = next((line for line in batons if line == asked and line.state in rules.TAKEN_ON), None)
    return ConsultationPage(
        consultation, story, batons, asked if step in rules.OF_TAKER else (sent or asked),
        standing.i_hold, step, rules.open_acts(standing.state, i_hold=standing.i_hold), max(over, 0), not standing.told,
        answered,
    )  # fmt: skip


def usual_of(consultation: Consultation) -> dict[str, Any]:
    """What the small forms of a consultation begin with."""
    window = consultation.origin_window.place.name if consultation.origin_window else ""
    if consultation.door == Door.CARD and consultation.origin_organization:
        window = consultation.origin_organization.name
    return {
        "window": window, "reply_by": consultation.reply_by, "origin": Origin(consultation.origin),
        "has_number": consultation.door == Door.WEB or consultation.reply_by == ReplyBy.NUMBER,
    }  # fmt: skip


def colleagues(organization_id: int, *, on: date) -> list[User]:
    """Who may look after a consultation at the organisation on the day; one query."""
    on_duty = Assignment.objects.active(on).filter(
        organization_id=organization_id, duty__in=duties_with(Permission.WORK_ON_CONSULTATION)
    )
    return list(User.objects.filter(is_active=True, pk__in=on_duty.values("user")).order_by("display_name", "pk"))


def receiver_for(pk: int, *, about: Consultation, on: date) -> Organization:
    """The door to an organisation that may be asked: somebody answers there, and it is not the one that holds it; else 404."""
    asked = Organization.objects.active(on).answering(on, area_id=about.area_id).exclude(pk=about.holder_id)
    found = asked.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def window_choices() -> list[tuple[int, str]]:
    """Windows whose flag is up, by name; one query."""
    return flagged()


@prepared
def flagged() -> QuerySet[Any, Any]:
    """Key of each open window and name of its place."""
    rows = Window.objects.filter(state=WindowState.OPEN).order_by("place__name", "pk")
    return rows.values_list("pk", "place__name")
