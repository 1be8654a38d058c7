"""A year of consultations: on which day each story came, to whom, about whom, and how far it has been told."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from demo.composing import Composer
from demo.households import Home
from demo.people import Dwelling, Registry
from demo.script import Story
from demo.stories import LONG
from demo.telling import Plan
from otagai.kernel.working_days import working_days_between
from otagai.town.organizations.models import Organization
from otagai.town.people.models import Person
from otagai.town.people.words import Sex
from otagai.town.places.models import Window
from otagai.town.places.words import WindowState
from otagai.welcome.intake.words import About, Door

YEAR = 365
ALIVE_DAYS = 9
MOST_ALIVE = 45
STOPS = ("sent", "took", "read", "result", "sent", "joined", "waits", "first_met", "gave_back", "result")
AGO = {"sent": (3, 13), "read": (3, 7), "took": (4, 8), "joined": (4, 9), "first_met": (6, 12), "result": (17, 30)}
"""How many days ago a story came whose baton is at this turn now."""
UNTOUCHED = (0.2, 1.2, 2.3, 5.2)
LATE = (
    ("sent", 11),
    ("sent", 14),
    ("read", 13),
    ("waits", 6),
    ("waits", 8),
    ("sent", 16),
    ("joined", 6),
    ("took", 5),
    ("result", 24),
    ("result", 20),
)
HALF_TOLD = {"sangai-modori": (6, "note"), "heya-karirarenai": (13, "waits"), "teinen-tsucho": (8, "gave_back")}
"""Long stories that stand at one turn now: days ago, the last turn that was told."""
OWN_HINTS = (
    ("主人|夫[はがにの]|ママ", Sex.FEMALE), ("家内|妻[はがに]|遠洋の船", Sex.MALE),
)  # fmt: skip
FAMILY_HINTS = (("父|息子|兄|弟|夫", Sex.MALE), ("母|娘|姉|妹", Sex.FEMALE))
URGENT_TODAY = ("otto-naki-ato", "amado", "sango-yoru", "denki-tomaru")


@dataclass(frozen=True)
class Calendar:
    """The plans in order of arrival: those for the book, and the last ones for the actors."""

    history: list[Plan]
    alive: list[Plan]


class Planner:
    """Spreads stories over the year."""

    def __init__(
        self, *, seed: int, now: datetime, registry: Registry, dwellings: Sequence[Dwelling], windows: Sequence[Window],
        organizations: dict[str, Organization], areas: dict[int, str],
    ) -> None:  # fmt: skip
        self.chance, self.now, self.registry = random.Random(f"{seed}:planning"), now, registry
        self.windows = [window for window in windows if window.state == WindowState.OPEN]
        self.organizations, self.areas = organizations, areas
        self.composer = Composer(seed=seed)
        self.homes: dict[Home, list[Dwelling]] = {}
        for dwelling in dwellings:
            self.homes.setdefault(dwelling.home, []).append(dwelling)
        self.all = list(dwellings)
        self.used: dict[Home, int] = {}
        self.batons = 0

    def calendar(self, count: int) -> Calendar:
        """So many plans in order of arrival; the last nine days (at most 45 plans) are for the actors."""
        stories = self.composer.stories()
        plans = [*self.long(count), *self.urgent(), *self.untouched(stories), *self.late(stories)]
        while len(plans) < count:
            plans.append(self.short(next(stories)))
        plans.sort(key=lambda plan: plan.at)
        begins = self.now - timedelta(days=ALIVE_DAYS)
        alive = [plan for plan in plans if plan.at >= begins][-MOST_ALIVE:]
        return Calendar(plans[: len(plans) - len(alive)], alive)

    def long(self, count: int) -> list[Plan]:
        """The long stories: some long past, some in the middle, some just begun."""
        gaps = (2, 4, 6, 8, 11, 15, 19, 24, 29, 35, 42, 50, 60, 75, 95, 120, 150, 185, 220, 260, 300, 340)
        stories = [story for story in LONG if story.key not in URGENT_TODAY][: max(count // 4, 3)]
        whole = [story for story in stories if story.key not in HALF_TOLD]
        half = [story for story in stories if story.key in HALF_TOLD]
        return [
            *(self.plan(story, self.at(gaps[number % len(gaps)])) for number, story in enumerate(whole)),
            *(self.half(story, *HALF_TOLD[story.key]) for story in half),
        ]

    def half(self, story: Story, days: float, verb: str) -> Plan:
        """A story that has come to the last turn of this kind, and waits there."""
        last = max(number for number, turn in enumerate(story.turns) if turn.verb == verb)
        total = sum(turn.days for turn in story.turns[: last + 1])
        days = max(days, total * 1.5 + 2)
        while self.working_days_since(days) < total + 2:
            days += 1  # holidays lie between
        return replace(self.plan(story, self.at(days)), stops_after=last + 1)

    def urgent(self) -> list[Plan]:
        """今日: one waits since minutes, one is just being listened to, one was taken this morning."""
        by_key = {story.key: story for story in LONG}
        quiet = by_key["otto-naki-ato"]
        minutes = (("amado", 18), ("sango-yoru", 55), ("denki-tomaru", 170))
        plans = [self.plan(quiet, self.now - timedelta(minutes=8))]
        for key, ago in minutes:
            story = by_key[key]
            if key == "amado":
                story = replace(story, door=Door.WEB, headline="")
            plans.append(replace(self.plan(story, self.now - timedelta(minutes=ago)), stops_after=0 if ago < 20 else 2))
        return plans

    def untouched(self, stories: Iterator[Story]) -> list[Plan]:
        """Letters that nobody has received yet, the oldest of them too long; few, so that a visitor's own card is seen below them."""
        written = (story for story in stories if story.door in (Door.CARD, Door.WEB))
        return [replace(self.plan(next(written), self.at(days)), stops_after=0) for days in UNTOUCHED]

    def late(self, stories: Iterator[Story]) -> list[Plan]:
        """Batons whose answer is overdue, and batons on hold."""
        plans = []
        for verb, days in LATE:
            fitting = (story for story in stories if verb in {turn.verb for turn in story.turns})
            plans.append(self.half(next(fitting), days, verb))
        return plans

    def short(self, story: Story) -> Plan:
        """A short one: more of them lately; some lie a little too long."""
        chance = self.chance
        days = chance.uniform(0.2, YEAR) if chance.random() < 0.86 else min(chance.expovariate(1 / 14), 60) + 0.2
        verbs = {turn.verb for turn in story.turns}
        if "sent" in verbs and days < 40:
            return self.baton_out(story, verbs)
        while story.door in (Door.CARD, Door.WEB) and self.working_days_since(days) < 2:
            days += 1  # somebody has received it, whatever day the town is opened on
        plan = self.plan(story, self.at(days))
        if days < 60 and chance.random() < 0.07:
            return replace(
                plan, until=max(plan.at + timedelta(days=3), self.now - timedelta(days=chance.randint(5, 12)))
            )
        return plan

    def baton_out(self, story: Story, verbs: set[str]) -> Plan:
        """A baton of the last two weeks that is on its way: waiting, read, on hold, taken, or just back."""
        self.batons += 1
        verb = STOPS[self.batons % len(STOPS)]
        verb = verb if verb in verbs else "took" if "took" in verbs else "joined"
        return self.half(story, self.chance.uniform(*AGO.get(verb, (4, 9))), verb)

    def working_days_since(self, days: float) -> int:
        """Days on which somebody sat at the desk since so many days ago."""
        return working_days_between((self.now - timedelta(days=days)).date(), self.now.date())

    def at(self, days: float) -> datetime:
        """A time of day between eight and eight, so many days ago."""
        day = self.now - timedelta(days=days)
        moment = day.replace(hour=8, minute=0, second=0, microsecond=0) + timedelta(minutes=self.chance.randint(0, 720))
        return (
            moment
            if moment < self.now - timedelta(minutes=20)
            else self.now - timedelta(hours=self.chance.uniform(3, 9))
        )

    def plan(self, story: Story, at: datetime) -> Plan:
        """Whom it is about, and at which window it was written."""
        dwelling, person = self.about(story)
        window = self.window(at) if story.door is Door.CARD else None
        story = story if window or story.door is not Door.CARD else replace(story, door=Door.PHONE)
        self.registry.stand(person.circle_id, self.organizations[story.holder].pk, at - timedelta(days=1))
        return Plan(
            story=story, at=at, until=self.now, holder=story.holder, dwelling=dwelling, person=person,
            area_name=self.areas.get(dwelling.street.area_id or 0, ""), window_id=window.pk if window else None,
            host=window.host_name if window else "",
        )  # fmt: skip

    def about(self, story: Story) -> tuple[Dwelling, Person]:
        """The next household of the kind, and in it the one whom the words mean; somebody of any household when there is none."""
        pool, sex = self.homes.get(story.home) or self.all, meant_sex(story)
        for _ in range(len(pool)):
            self.used[story.home] = self.used.get(story.home, -1) + 1
            dwelling = pool[self.used[story.home] % len(pool)]
            if person := dwelling.who(story.part, sex):
                return dwelling, person
        return dwelling, dwelling.people[0][1]

    def window(self, at: datetime) -> Window | None:
        """One of the windows whose flag was up that day; the known five more often."""
        opened = [window for window in self.windows if window.opened_on and window.opened_on <= at.date()]
        return self.chance.choice([*opened, *opened[:5], *opened[:5]]) if opened else None


def meant_sex(story: Story) -> str:
    """What the words tell of the one they are about: 「母が」 is a woman, 「主人が亡くなって」 was said by one."""
    hints = OWN_HINTS if story.about is About.SELF else FAMILY_HINTS if story.about is About.FAMILY else ()
    found = [(match.start(), sex) for pattern, sex in hints if (match := re.search(pattern, story.said))]
    return min(found)[1] if found else ""
