"""名簿: who signed up, for the hosts alone, and who still has to be told what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404

from otagai.base.accounts.acting import Acting
from otagai.base.circles.within import within
from otagai.town.activities.queries import terms_of
from otagai.welcome.signups.models import Participant, Roll, SignUp, Telling
from otagai.welcome.signups.queries.lines import OpenSlot, days_not_held, lines_of, upcoming
from otagai.welcome.signups.rules import Line, news_for
from otagai.welcome.signups.words import News, Standing, Way


@dataclass(frozen=True)
class RollLine:
    """Somebody on the list: where they stand, and what they still have to be told."""

    pk: int
    receipt_number: str
    at: datetime
    name: str
    phone: str
    mail: str
    note: str
    seats: int
    task: str
    standing: Standing
    place: int
    news: News | None
    told: tuple[tuple[News, Way, datetime], ...]
    mail_failed: bool


@dataclass(frozen=True)
class RollOfDay:
    """The list of one day. `circle_id` None: the reader sees no names; `sealed`: sign-ups that are not opened yet.

    `tasks`: each task of helpers that is still open or has somebody, and how many are wanted.
    """

    day: date
    is_held: bool
    guests: Line
    circle_id: int | None
    lines: tuple[RollLine, ...]
    sealed: int
    tasks: tuple[OpenSlot, ...] = ()

    @property
    def parties(self) -> tuple[tuple[str, tuple[RollLine, ...]], ...]:
        """Who comes, as it stands on paper: guests, helpers by task, and whoever waits; whoever does not come is left out."""
        named = [("参加", ""), *((f"手伝い：{each.slot.task}", each.slot.task) for each in self.tasks)]
        inside = [line for line in self.lines if line.standing is Standing.IN]
        waiting = tuple(line for line in self.lines if line.standing is Standing.WAITING)
        found = [(title, tuple(line for line in inside if line.task == task)) for title, task in dict.fromkeys(named)]
        return tuple((title, lines) for title, lines in [*found, ("順番待ち", waiting)] if lines)

    @property
    def untold(self) -> int:
        """How many still have to be told something."""
        return sum(line.news is not None for line in self.lines)


@dataclass(frozen=True)
class Untold:
    """Somebody who still has to be told."""

    sign_up_id: int
    participant_id: int
    circle_id: int
    activity_id: int
    day: date
    news: News
    mail: str
    mail_failed_at: datetime | None


def roll_of(activity_id: int, day: date, *, by: Acting) -> RollOfDay:
    """The list of a day in order of arrival, as far as the person may see it; thirteen queries."""
    terms = terms_of(activity_id)
    lines = lines_of(activity_id, terms, days=[day])
    roll = Roll.objects.filter(activity_id=activity_id).first()
    seen = Participant.objects.filter(
        within(by.areas, area="activity__area"), activity_id=activity_id, sign_up__day=day
    )
    known = {each.sign_up_id: each for each in seen.filter(erased_at__isnull=True)}
    sign_ups = list(
        SignUp.objects.filter(activity_id=activity_id, day=day).select_related("end", "slot").order_by("pk")
    )
    is_held, told = not days_not_held([(activity_id, day)]), tellings([one.pk for one in sign_ups])
    found = []
    for one in sign_ups:
        who, line = known.get(one.pk), lines.get((one.day, one.slot_id), Line((), None))
        if who is None:
            continue
        place, ended = line.place(one.pk), hasattr(one, "end")
        standing = Standing.ENDED if ended else Standing.WAITING if place else Standing.IN
        heard = told[one.pk]
        news = None if ended else news_for(
            is_held=is_held, waited=one.waited, is_in=not place, told=[news for news, _, _ in heard]
        )  # fmt: skip
        found.append(
            RollLine(
                one.pk, one.receipt_number, one.at, who.name, who.phone, who.mail, who.note, one.seats,
                one.slot.task if one.slot else "", standing, place, news, tuple(heard), who.mail_failed_at is not None,
            )
        )  # fmt: skip
    may_read = roll is not None and (bool(known) or not sign_ups)
    guests = lines.get((day, None), Line((), terms.seats_on(day) if terms else None))
    slots = terms.slots if terms else ()
    tasks = [OpenSlot(slot, lines.get((day, slot.pk), Line((), slot.wanted))) for slot in slots]
    return RollOfDay(
        day, is_held, guests, roll.circle_id if roll and may_read else None, tuple(found), len(sign_ups) - len(found),
        tuple(each for each in tasks if each.slot.is_open or each.line.rows),
    )  # fmt: skip


def participant_for(activity_id: int, sign_up_id: int, *, by: Acting) -> Participant:
    """The door to somebody on the list; 404 for whoever is not in the circle of the hosts. One query."""
    seen = Participant.objects.filter(
        within(by.areas, area="activity__area"), activity_id=activity_id, erased_at__isnull=True
    )
    found = seen.filter(sign_up_id=sign_up_id).select_related("sign_up").first()
    if found is None:
        raise Http404
    return found


def tellings(keys: Collection[int]) -> dict[int, list[tuple[News, Way, datetime]]]:
    """What each was told, in order; one query."""
    found: dict[int, list[tuple[News, Way, datetime]]] = defaultdict(list)
    rows = Telling.objects.filter(sign_up_id__in=keys).order_by("pk")
    for key, news, way, at in rows.values_list("sign_up_id", "news", "way", "at"):
        found[key].append((News(news), Way(way), at))
    return found


def untold(*, on: date) -> list[Untold]:
    """Everybody with a coming day who still has to be told something. For the worker: six queries and five an activity."""
    coming = upcoming(on=on)
    off = days_not_held(list(coming))
    told = tellings([pk for rows in coming.values() for pk, _, _ in rows])
    people = {
        each.sign_up_id: each for each in Participant.objects.filter(sign_up__day__gte=on, erased_at__isnull=True)
    }
    lines = {activity: lines_of(activity, terms_of(activity)) for activity in {activity for activity, _ in coming}}
    found = []
    for (activity, day), rows in coming.items():
        for pk, slot_id, waited in rows:
            is_in = not lines[activity][day, slot_id].place(pk)
            heard = [news for news, _, _ in told[pk]]
            news = news_for(is_held=(activity, day) not in off, waited=waited, is_in=is_in, told=heard)
            if news and (who := people.get(pk)):
                found.append(Untold(pk, who.pk, who.circle_id, activity, day, news, who.mail, who.mail_failed_at))
    return found
