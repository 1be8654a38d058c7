"""An attacker reads every page about Takamatsu – question after question, scenarios, comparisons, searches – writes each
figure down as an equation over the 235 towns as they are listed, and solves: no count below k comes out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from scipy.optimize import linprog
from scipy.sparse import csr_array

from otagai.base.accounts.tests.entering import entered
from otagai.base.accounts.words import Duty
from otagai.insight.coverage import jobs, urls
from otagai.insight.coverage.models import Scenario, Search
from otagai.insight.coverage.rules import Answer
from otagai.insight.coverage.tests.test_takamatsu import centres, people
from otagai.insight.coverage.words import CLASSES as CALLED
from otagai.insight.coverage.words import Ages, Band
from otagai.town.areas.models import Area, PopulationPoint
from otagai.town.areas.words import LayerKind
from otagai.town.imports.rules import PopulationFacts
from otagai.town.places.models import Opening, Place
from otagai.town.places.words import PlaceKind
from tests.factories import a_place, a_town, a_user, an_area

pytestmark = pytest.mark.django_db
K = 10
CLASSES = 3
OF = {Ages.ALL: (0, 1, 2), Ages.FROM_65: (1, 2), Ages.FROM_75: (2,)}
READ = {"ask", "points", "place", "scenario", "compare"}
TELLS_NO_COUNT = {
    "outlines": "only lines",
    "save": "a name",
    "rename": "a name",
    "put_away": "leads on",
    "search": "leads on",
}
ASKED = {"detour": "1.0", "kinds": [PlaceKind.COMMUNITY_CENTER.value], "count": "3"}


@dataclass
class Notebook:
    """What the attacker has read: sums over (town, class) cells."""

    towns: dict[str, int]
    rows: list[list[int]] = field(default_factory=list)
    told: list[float] = field(default_factory=list)

    def note(self, names: list[str], ages: str, count: int) -> None:
        """A figure about the people of these ages in these points, by the names on the page."""
        self.rows.append([cell for joined in names for cell in self.cells(joined, OF[Ages(ages)])])
        self.told.append(count)

    def cells(self, joined: str, classes: tuple[int, ...]) -> list[int]:
        """The cells behind a line: towns counted together; of one class where the line is about that alone."""
        named, _, said = joined.removesuffix("）").partition("（")
        alone = [number for number, (_, label) in enumerate(CALLED) if label == said]
        return [
            CLASSES * self.towns[town] + one
            for town in named.split("・")
            for one in classes
            if not alone or one in alone
        ]

    def read(self, answer: Answer, ages: str) -> None:
        """Everything an answer says."""
        for line in answer.points:
            self.note([line.living.name], ages, line.people)
        sides = [[line.living.name for line in answer.points if line.is_within is side] for side in (True, False)]
        by_class = any("（" in line.living.name for line in answer.points)
        for group in answer.groups:
            if by_class and not set(OF[Ages(group.ages)]) <= set(OF[Ages(ages)]):
                continue  # the lines of the others stand on the page that asks about them, with the same figure
            self.note(sides[0], group.ages, group.within)
            self.note(sides[1], group.ages, group.without)
        for area in answer.areas:
            inside = [line for line in answer.points if line.living.area == area.label]
            self.note([line.living.name for line in inside if line.is_within], ages, area.within)
            self.note([line.living.name for line in inside if not line.is_within], ages, area.without)

    def divide(
        self, page: Answer, by_kind: dict[str, Answer], by_time: dict[tuple[int, str], Answer], ages: str
    ) -> None:
        """The tables by kind and by time: what one kind reaches, what no other does, what is open then."""
        reached = {kind: within(answer) for kind, answer in by_kind.items()}
        for line in page.kinds:
            others = set().union(*(names for kind, names in reached.items() if kind != line.kind.value))
            self.note(sorted(reached[line.kind.value]), ages, line.within)
            self.note(sorted(reached[line.kind.value] - others), ages, line.alone)
        for day in page.week:
            for band, group in day.parts:
                self.note(sorted(within(by_time[day.weekday, band])), ages, group.within)

    def around(self, context: Any) -> None:
        """Everything the page of one place says."""
        ages = context["question"].ages
        for line in context["lines"]:
            self.note([line.living.name], ages, line.people)
        self.note([line.living.name for line in context["lines"]], ages, context["people"])
        self.note([line.living.name for line in context["lines"] if line.is_alone], ages, context["alone"])

    def system(self) -> tuple[Any, Any]:
        """The equations, each once."""
        once: dict[tuple[int, ...], float] = {}
        for row, told in zip(self.rows, self.told, strict=True):
            assert once.setdefault(tuple(sorted(row)), told) == told, (
                "two pages say different figures of the same people"
            )
        at = [(number, cell) for number, row in enumerate(once) for cell in row]
        where = tuple(np.array(at).T)
        size = (len(once), CLASSES * len(self.towns))
        return csr_array((np.ones(len(at)), where), shape=size), np.array(list(once.values()))


def within(answer: Answer) -> set[str]:
    """The points with a place within reach, by name."""
    return {line.living.name for line in answer.points if line.is_within}


@pytest.fixture
def facts() -> list[PopulationFacts]:
    """The 235 towns as listed, the 52 centres (half of them open, half could), an area in the west and one in the east."""
    a_town()
    listed = [one for one in people() if one.point]
    for number, one in enumerate(listed):
        assert one.point
        PopulationPoint.objects.create(
            source="高松市", on=date(2026, 2, 1), key=str(number), name=f"町{number}", latitude=one.point.lat,
            longitude=one.point.lon, men=list(one.men), women=list(one.women), age_unknown=one.age_unknown,
        )  # fmt: skip
    for name, west, east in (("西", 133.8, 134.05), ("東", 134.05, 134.3)):
        area = an_area(name, kind=LayerKind.NEIGHBOURHOOD)
        ring = [[west, 34.0], [east, 34.0], [east, 34.5], [west, 34.5], [west, 34.0]]
        Area.objects.filter(pk=area.pk).update(geometry={"type": "Polygon", "coordinates": [ring]})
    for number, centre in enumerate(centres()):
        kind = PlaceKind.COMMUNITY_CENTER if number % 2 else PlaceKind.PARK
        a_place(f"所{number}", kind=kind, latitude=centre.point.lat, longitude=centre.point.lon)
    return listed


def questions() -> Iterator[dict[str, Any]]:
    """Every age and distance; then one centre after the other closed and opened."""
    for ages in Ages:
        for metres in ("300", "500", "800", "1000"):
            yield {**ASKED, "ages": ages.value, "metres": metres}
        for minutes in ("5", "10", "15"):
            yield {**ASKED, "ages": ages.value, "metres": "500", "minutes": minutes}
    for way, kind in (("closed", PlaceKind.COMMUNITY_CENTER), ("opened", PlaceKind.PARK)):
        for place in Place.objects.filter(kind=kind).order_by("pk")[:4]:
            yield {**ASKED, "ages": Ages.FROM_75.value, "metres": "800", way: [place.pk]}


def test_every_page_of_the_room_is_read_or_tells_no_count() -> None:
    assert {pattern.name for pattern in urls.urlpatterns} == READ | set(TELLS_NO_COUNT)


def test_no_count_below_k_comes_out_of_everything_that_is_said(facts: list[PopulationFacts]) -> None:
    planner = entered(a_user(Duty.POLICY_PLANNER))
    book = Notebook({f"町{number}": number for number in range(len(facts))})
    for asked in questions():
        for name in ("ask", "points"):
            book.read(planner.get(reverse(f"coverage:{name}"), asked).context["answer"], asked["ages"])
    for place in Place.objects.order_by("pk")[:12]:
        for ages in Ages:
            asked = {**ASKED, "ages": ages.value, "metres": "1000"}
            book.around(planner.get(reverse("coverage:place", args=[place.pk]), asked).context)
    read_divided(planner, book)
    read_scenarios(planner, book)
    assert_nothing_small_comes_out(book, facts)


def read_divided(planner: Client, book: Notebook) -> None:
    """Halls and parks, some open in the morning only: the tables by kind and by time, and the pages they lead to."""
    for number, place in enumerate(Place.objects.order_by("pk")):
        Opening.objects.create(
            place=place, weekdays=[number % 7], opens_at=time(9), closes_at=time(12 + number % 3 * 4)
        )
    kinds = [PlaceKind.COMMUNITY_CENTER.value, PlaceKind.PARK.value]
    for ages in Ages:
        asked = {**ASKED, "ages": ages.value, "metres": "500", "kinds": kinds}

        def answer(asked: dict[str, Any] = asked, **more: Any) -> Answer:
            found: Answer = planner.get(reverse("coverage:ask"), {**asked, **more}).context["answer"]
            book.read(found, asked["ages"])
            return found

        then = {(day, band.value): answer(weekday=day, band=band.value) for day in range(7) for band in Band}
        book.divide(answer(), {kind: answer(kinds=[kind]) for kind in kinds}, then, ages.value)


def read_scenarios(planner: Client, book: Notebook) -> None:
    """Two scenarios kept, searched and compared."""
    opened = Place.objects.filter(kind=PlaceKind.PARK).values_list("pk", flat=True)[:2]
    asked = {**ASKED, "kinds": ASKED["kinds"], "metres": 500, "detour": 1.0, "count": 2, "ages": "from_65"}
    kept = [
        Scenario.objects.create(name=name, question={**asked, **more}).pk
        for name, more in (("いま", {}), ("2か所", {"opened": list(opened)}))
    ]
    planner.post(reverse("coverage:search", args=[kept[0]]))
    jobs.find_best(Search.objects.get().pk)
    for pk in kept:
        context = planner.get(reverse("coverage:scenario", args=[pk])).context
        book.read(context["answer"], context["question"].ages)
        assert all(one.people == 0 or one.people >= K for one in context["found"].chosen)
        assert context["search"] is None or context["search"].people >= K
    for line, side in planner.get(reverse("coverage:compare"), {"of": kept}).context["sides"]:
        book.read(side["answer"], line.question.ages)


def assert_nothing_small_comes_out(book: Notebook, facts: list[PopulationFacts]) -> None:
    """For every cell of 1 to k−1 people, what is known leaves at least k counts possible."""
    known, told = book.system()
    truth = np.array([counts(one) for one in facts]).ravel()
    assert np.array_equal(known @ truth, told)  # what the attacker wrote down is what the pages say, and true
    small = np.flatnonzero((truth > 0) & (truth < K))
    assert len(small)
    for cell in small:
        aim = np.zeros(len(truth))
        aim[cell] = 1
        least, most = (linprog(sign * aim, A_eq=known, b_eq=told, bounds=(0, None)).fun for sign in (1, -1))
        assert -most - least >= K


def counts(one: PopulationFacts) -> tuple[int, int, int]:
    """To 64 (with unknown ages), 65–74, 75 and older."""
    both = [men + women for men, women in zip(one.men, one.women, strict=True)]
    return sum(both[:13]) + one.age_unknown, sum(both[13:15]), sum(both[15:])
