"""The question about 徒歩圏: who, how far, to what, when – as it is asked, kept and said in words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from otagai.insight.coverage.words import CLASSES, Ages, Band
from otagai.kernel.geo import DETOUR
from otagai.kernel.reach.pace import metres_in
from otagai.kernel.reach.roads import Walking
from otagai.town.places.words import PlaceKind

DETOURS = (1.0, 1.2, DETOUR, 1.5)
MINUTES = (5, 10, 15, 20)
MOST_NEXT = 10
GATHERING_KINDS = (PlaceKind.SALON, PlaceKind.STATION, PlaceKind.COMMUNITY_CENTER, PlaceKind.WELFARE_HALL)
CANDIDATE_KINDS = (
    PlaceKind.COMMUNITY_CENTER, PlaceKind.WELFARE_HALL, PlaceKind.CITY_OFFICE, PlaceKind.LIBRARY, PlaceKind.CHILD_SUPPORT,
    PlaceKind.PARK,
)  # fmt: skip
"""Public places that could lend a room or a bench; those that serve already are left out."""
STEEPEST = 0.08
"""道路の移動等円滑化の基準: 5 %, where it cannot be helped 8 % (unverified: the text was not at hand)."""


@dataclass(frozen=True)
class Question:
    """Who, how far on foot, to which kinds of places, open when; `opened` and `closed` are places added and taken away.

    `minutes`: instead of `metres` for everybody, as far as people of each age walk in that time (`kernel.reach.pace`).
    Ways are measured on the walking network where the town has one, unless `straight`; `slope`: uphill counts longer,
    `gentle`: no stairs and nothing steep.
    """

    ages: str = Ages.FROM_75
    metres: int = 500
    minutes: int | None = None
    detour: float = DETOUR
    kinds: tuple[str, ...] = GATHERING_KINDS
    weekday: int | None = None
    band: str = ""
    layer: int | None = None
    opened: tuple[int, ...] = ()
    closed: tuple[int, ...] = ()
    count: int = 3
    fair: bool = False
    straight: bool = False
    slope: bool = False
    gentle: bool = False

    @property
    def reach(self) -> float:
        """How far the young walk, in metres; everybody, where it is not a question of minutes."""
        return metres_in(self.minutes, age=0) if self.minutes else self.metres

    @property
    def how_far(self) -> str:
        """500 m; or 10分, with the metres that are meant for each age."""
        if not self.minutes:
            return f"{self.metres} m"
        each = "・".join(f"{label} {metres_in(self.minutes, age=age):g} m" for age, label in CLASSES)
        return f"{self.minutes}分（{each}）"

    @property
    def any_time(self) -> bool:
        """Whether places count whenever they are open."""
        return self.weekday is None and not self.band

    def of_kind(self, kind: PlaceKind, places: Collection[int]) -> Question:
        """The same about the places of one kind alone (`places`: their keys)."""
        return replace(self, kinds=(kind.value,), opened=tuple(pk for pk in self.opened if pk in places))

    def query(self) -> str:
        """The question as it stands in an address."""
        return urlencode(
            {name: value for name, value in self.stored().items() if value not in (None, "", False)}, doseq=True
        )

    def stored(self) -> dict[str, Any]:
        """The question as it is kept."""
        return {**asdict(self), "kinds": list(self.kinds), "opened": list(self.opened), "closed": list(self.closed)}

    @property
    def walking(self) -> Walking:
        """How the network is walked."""
        return Walking(self.slope, STEEPEST if self.gentle else None)

    def words(self) -> str:
        """The question in one line."""
        when = ("月火水木金土日"[self.weekday] + "曜" if self.weekday is not None else "") + (
            Band.label_of(self.band) if self.band else ""
        )
        kinds = "・".join(PlaceKind.label_of(kind) for kind in self.kinds)
        how = "・坂は遠く数える" * self.slope + "・階段と急な坂を通らない" * self.gentle
        return f"{Ages.label_of(self.ages)}・歩いて{self.how_far}{how}・{when + 'に開いている ' if when else ''}{kinds}"


def question_of(stored: dict[str, Any]) -> Question:
    """The question that was kept; what it does not say is as usual."""
    known = {one.name for one in fields(Question)}
    told: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in stored.items() if name in known
    }
    return Question(**told)
