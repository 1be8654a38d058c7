"""Which households live in the sample town, and who in them a story is about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from otagai.town.people.words import Relation as R


class Home(StrEnum):
    """A kind of household, as a coordinator would call it."""

    ANY = "any"
    ALONE_OLD = "alone_old"
    COUPLE_OLD = "couple_old"
    EIGHTY_FIFTY = "eighty_fifty"
    DOUBLE_CARE = "double_care"
    SINGLE_PARENT = "single_parent"
    YOUNG_CARER = "young_carer"
    GRANDPARENT = "grandparent"
    FAMILY = "family"
    THREE_GENERATIONS = "three_generations"
    ALONE = "alone"
    COUPLE = "couple"
    ABROAD = "abroad"
    SIBLINGS = "siblings"


class Part(StrEnum):
    """Whom of a household it is about."""

    ELDER = "elder"
    GROWN_CHILD = "grown_child"
    PARENT = "parent"
    CHILD = "child"


@dataclass(frozen=True)
class Seat:
    """One place in a household: relation to the head, sex (m, f, or any), age range, and whom a story may mean."""

    relation: R
    sex: str
    youngest: int
    oldest: int
    part: Part


def seat(relation: R, sex: str, ages: tuple[int, int], part: Part) -> Seat:
    """A seat, written short."""
    return Seat(relation, sex, *ages, part)


E, G, P, C = Part.ELDER, Part.GROWN_CHILD, Part.PARENT, Part.CHILD
SEATS: dict[Home, tuple[int, tuple[Seat, ...]]] = {
    Home.ALONE_OLD: (15, (seat(R.HEAD, "", (70, 93), E),)),
    Home.COUPLE_OLD: (14, (seat(R.HEAD, "m", (70, 88), E), seat(R.SPOUSE, "f", (68, 86), E))),
    Home.EIGHTY_FIFTY: (5, (seat(R.HEAD, "f", (77, 90), E), seat(R.CHILD, "", (47, 59), G))),
    Home.DOUBLE_CARE: (4, (
        seat(R.HEAD, "m", (38, 46), P), seat(R.SPOUSE, "f", (36, 45), P), seat(R.CHILD, "", (1, 6), C),
        seat(R.CHILD, "", (6, 10), C), seat(R.PARENT, "f", (72, 84), E),
    )),
    Home.SINGLE_PARENT: (7, (seat(R.HEAD, "f", (27, 46), P), seat(R.CHILD, "", (2, 9), C), seat(R.CHILD, "", (8, 16), C))),
    Home.YOUNG_CARER: (2, (seat(R.HEAD, "f", (40, 49), P), seat(R.CHILD, "", (13, 17), C), seat(R.CHILD, "", (4, 9), C))),
    Home.GRANDPARENT: (1, (seat(R.HEAD, "f", (66, 76), E), seat(R.GRANDCHILD, "", (8, 16), C))),
    Home.FAMILY: (20, (
        seat(R.HEAD, "m", (29, 48), P), seat(R.SPOUSE, "f", (28, 47), P), seat(R.CHILD, "", (0, 8), C),
        seat(R.CHILD, "", (6, 17), C),
    )),
    Home.THREE_GENERATIONS: (9, (
        seat(R.HEAD, "m", (42, 56), P), seat(R.SPOUSE, "f", (40, 54), P), seat(R.CHILD, "", (9, 19), C),
        seat(R.PARENT, "f", (70, 84), E), seat(R.PARENT, "m", (72, 86), E),
    )),
    Home.ALONE: (10, (seat(R.HEAD, "", (22, 63), P),)),
    Home.COUPLE: (7, (seat(R.HEAD, "m", (45, 66), P), seat(R.SPOUSE, "f", (43, 65), P))),
    Home.ABROAD: (3, (seat(R.HEAD, "m", (28, 44), P), seat(R.SPOUSE, "f", (26, 42), P), seat(R.CHILD, "", (1, 14), C))),
    Home.SIBLINGS: (1, (seat(R.HEAD, "f", (70, 84), E), seat(R.SIBLING, "", (66, 80), E))),
}  # fmt: skip
"""How many of a hundred households are of each kind, and who sits where."""
