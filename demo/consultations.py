"""A year of consultations: on which day each story came, to whom, about whom, and how far it has been told."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from demo.composing import Composer
from demo.households import Home
from demo.people import Dwelling, Registry
from demo.script import Story
from demo.stories import LONG
from demo.telling import Plan
from otagai.town.organizations.models import Organization
from otagai.town.places.models import Window
from otagai.town.places.words import WindowState
from otagai.welcome.intake.words import Door, Urgency

YEAR = 365
ALIVE_DAYS = 9
MOST_ALIVE = 45
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

    def calendar(self, count: int) -> Calendar:
        """So many plans in order of arrival; the last nine days (at most 45 plans) are for the actors."""
        plans = [*self.long(count), *self.urgent()]
        stories = self.composer.stories()
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
        return [self.plan(story, self.at(gaps[number % len(gaps)])) for number, story in enumerate(stories)]

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

    def short(self, story: Story) -> Plan:
        """A short one: more of them lately; some lie a little too long."""
        chance = self.chance
        days = chance.uniform(0.2, YEAR) if chance.random() < 0.72 else min(chance.expovariate(1 / 18), 60) + 0.2
        plan = self.plan(story, self.at(days))
        if story.door in (Door.CARD, Door.WEB) and 1 < days < 5 and chance.random() < 0.35:
            return replace(plan, stops_after=0)  # nobody has received it yet
        if days < 60 and chance.random() < 0.14:
            return replace(plan, until=max(plan.at, self.now - timedelta(days=chance.randint(5, 12))))
        return plan

    def at(self, days: float) -> datetime:
        """A time of day between eight and eight, so many days ago."""
        day = self.now - timedelta(days=days)
        moment = day.replace(hour=8, minute=0, second=0, microsecond=0) + timedelta(minutes=self.chance.randint(0, 720))
        return moment if moment < self.now - timedelta(minutes=20) else self.now - timedelta(hours=self.chance.uniform(3, 9))

    def plan(self, story: Story, at: datetime) -> Plan:
        """Whom it is about, and at which window it was written."""
        dwelling = self.home(story.home)
        person = dwelling.who(story.part)
        window = self.window(at) if story.door is Door.CARD else None
        story = story if window or story.door is not Door.CARD else replace(story, door=Door.PHONE)
        self.registry.stand(person.circle_id, self.organizations[story.holder].pk, at - timedelta(days=1))
        return Plan(
            story=story, at=at, until=self.now, holder=story.holder, dwelling=dwelling, person=person,
            area_name=self.areas.get(dwelling.street.area_id or 0, ""), window_id=window.pk if window else None,
            host=window.host_name if window else "",
        )  # fmt: skip

    def home(self, home: Home) -> Dwelling:
        """The next household of the kind; any, when there is none."""
        pool = self.homes.get(home) or self.all
        self.used[home] = self.used.get(home, -1) + 1
        return pool[self.used[home] % len(pool)]

    def window(self, at: datetime) -> Window | None:
        """One of the windows whose flag was up that day; the known five more often."""
        opened = [window for window in self.windows if window.opened_on and window.opened_on <= at.date()]
        return self.chance.choice([*opened, *opened[:5], *opened[:5]]) if opened else None


__all__ = ["Calendar", "Planner", "Urgency"]
