"""地区カルテ of one area at a date: everything that its page and its paper show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q

from otagai.base.ui.drawing import Dot, sheet_of
from otagai.insight.coverage.rules import Group
from otagai.insight.coverage.words import Ages
from otagai.insight.profiles import rules
from otagai.insight.profiles.models import AgreedStep, Treasure
from otagai.insight.profiles.queries import standing
from otagai.insight.profiles.queries.comparing import Comparison, comparison
from otagai.insight.profiles.queries.courses import Courses, courses_among
from otagai.insight.profiles.queries.future import Future, future_of
from otagai.insight.profiles.queries.people import Counted, Ground, first_edition, years
from otagai.insight.profiles.queries.standing import SHOWN, Layer, Spot
from otagai.insight.profiles.queries.themes import HalfYearTold, told_in
from otagai.insight.profiles.queries.work import serving_here
from otagai.insight.profiles.words import StepState, TreasureKind
from otagai.kernel.geo import Point
from otagai.town.activities.queries import ActivityHeld
from otagai.town.areas import queries as areas
from otagai.town.areas.queries import AreaDrawn, Edition
from otagai.town.organizations.queries import ServingLine
from otagai.town.places import queries as places

A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class YearLine:
    """People of the district at one edition."""

    on: date
    people: int
    aged: int
    oldest: int
    households: int | None

    @property
    def percent(self) -> float | None:
        """65 and older of a hundred (高齢化率)."""
        return rules.percent(self.aged, self.people)


@dataclass(frozen=True)
class TreasureLine:
    """An お宝 with its day and source."""

    pk: int
    kind: TreasureKind
    text: str
    source: str
    on: date
    by: str


@dataclass(frozen=True)
class Drawn:
    """The map of a district: its outline, those of its neighbours, and the numbered places."""

    height: float
    outline: str
    around: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class DistrictProfile:
    """地区カルテ: the district, its people, what stands there, what is told, what changed.

    `is_past`: of an earlier day; `gaps`: what nobody knows of that day, in words.
    """

    area: AreaDrawn
    on: date
    is_past: bool
    gaps: tuple[str, ...]
    edition: Edition | None
    years: tuple[YearLine, ...]
    bands: tuple[tuple[str, int, float | None], ...]
    future: Future | None
    within: tuple[Group, ...]
    town_within: tuple[Group, ...]
    method: str
    places: tuple[tuple[int, Spot], ...]
    homes: int
    shelters: tuple[tuple[int, Spot], ...]
    care: tuple[tuple[int, Spot], ...]
    groups: tuple[ServingLine, ...]
    activities: tuple[ActivityHeld, ...]
    courses: Courses
    themes: tuple[HalfYearTold, ...]
    treasures: tuple[TreasureLine, ...]
    changes: tuple[str, ...]
    drawn: Drawn | None
    compared: Comparison
    smallest: int

    @property
    def now(self) -> YearLine | None:
        """The newest counts; None where nobody is counted in the district."""
        return self.years[-1] if self.years and self.years[-1].people else None

    @property
    def windows(self) -> list[Spot]:
        """Places with the のぼり旗."""
        return [spot for _, spot in self.places if spot.has_flag]


def profile_for(pk: int, *, on: date, today: date) -> DistrictProfile:
    """The profile of an area on a day up to today; 404 for one that had ended by then. About thirty queries, whatever the area.

    An area that began later is counted with the borders of its first day; `gaps` says so.
    """
    is_past = on < today
    area = areas.area_then(pk, on=on) if is_past else areas.area_for(pk, on=on)
    ground = Ground(areas.shapes_of(area.layer_id, on=max(on, area.valid_from)))
    editions = years(ground, on=on)
    newest = editions[0] if editions else None
    layer = (standing.layer_then if is_past else standing.layer_of)(ground, newest, on=on)
    around = areas.overlaps_of(pk)
    lines = tuple(reversed([_year(one, pk) for one in editions]))
    spots = layer.spots[pk]
    treasures = treasures_of(pk, on=on if is_past else None)
    numbered = tuple(enumerate(sorted(spots, key=_order), 1)) if len(spots) else ()
    groups = serving_here(pk, around, on=on)
    return DistrictProfile(
        area=area, on=on, is_past=is_past, gaps=tuple(_gaps(area, layer, newest, on)) if is_past else (),
        edition=newest.edition if newest else None, years=lines, bands=_bands(newest, pk),
        future=None if is_past else future_of(area.name, editions),
        within=_within(layer, pk), town_within=tuple(layer.town.values()), method=layer.method,
        places=tuple((n, s) for n, s in numbered if s.gathers or s.has_flag if not s.is_home),
        homes=sum(1 for spot in spots if spot.is_home),
        shelters=tuple((n, s) for n, s in numbered if s.shelters), care=tuple((n, s) for n, s in numbered if s.is_other),
        groups=groups, activities=tuple(layer.activities[pk]), courses=courses_among(layer.activities[pk], on=on),
        themes=tuple(told_in(pk, [one.pk for one in around], on=on)),
        treasures=treasures, changes=tuple(_changes(area, lines, spots, groups, treasures, ground, on)),
        drawn=_drawn(area, numbered, ground), compared=comparison(pk, ground, newest, layer), smallest=settings.OTAGAI_SMALLEST_COUNT,
    )  # fmt: skip


def treasures_of(area: int, *, on: date | None = None) -> tuple[TreasureLine, ...]:
    """The お宝 of an area that stand, or stood on an earlier day, the newest first; one query."""
    rows = Treasure.objects.filter(area_id=area).select_related("by")
    stand = Q(withdrawn_at__isnull=True)
    rows = rows.filter(stand) if on is None else rows.filter(stand | Q(withdrawn_at__date__gt=on), on__lte=on)
    return tuple(
        TreasureLine(
            row.pk, TreasureKind(row.kind), row.text, row.source, row.on, row.by.display_name if row.by else ""
        )
        for row in rows
    )


def _year(one: Counted, pk: int) -> YearLine:
    return YearLine(one.edition.on, one.people(pk), one.aged(pk), one.oldest(pk), one.households.get(pk))


def _bands(newest: Counted | None, pk: int) -> tuple[tuple[str, int, float | None], ...]:
    counts = newest.bands.get(pk, ()) if newest else ()
    return tuple(
        (label, count, rules.percent(count, sum(counts))) for label, count in zip(rules.BANDS, counts, strict=False)
    )


def _within(layer: Layer, pk: int) -> tuple[Group, ...]:
    found = ((ages, groups.get(pk)) for ages, groups in layer.within.items())
    return tuple(Group(Ages.label_of(ages), group.people, group.within) for ages, group in found if group is not None)


def _order(spot: Spot) -> tuple[bool, bool, bool, str]:
    return spot.is_home, not (spot.gathers or spot.has_flag), not spot.shelters, spot.name


def _changes(
    area: AreaDrawn, lines: tuple[YearLine, ...], spots: list[Spot], groups: tuple[ServingLine, ...],
    treasures: tuple[TreasureLine, ...], ground: Ground, on: date,
) -> list[str]:  # fmt: skip
    """What changed in the twelve months before the day, as far as it has a day; two queries."""
    since = on - A_YEAR
    told = []
    counted = [line for line in lines if line.people]
    if len(counted) > 1:
        now, earlier = counted[-1], counted[:-1]
        before = next((line for line in reversed(earlier) if line.on <= now.on - A_YEAR), earlier[-1])
        told.append(
            f"人口は {before.on.year}年{before.on.month}月の {before.people:,}人から {now.on.year}年{now.on.month}月の {now.people:,}人に"
            f"（{now.people - before.people:+,}人）、65歳以上の割合は {before.percent}%から {now.percent}%に なりました"
        )
    told += [
        f"「{s.name}」に のぼり旗が あがりました（{s.flag.year}年{s.flag.month}月）"
        for s in spots
        if s.flag and s.flag >= since and not s.is_home
    ]
    told += [f"「{group.name}」が この地区を 受け持つようになりました" for group in groups if group.since >= since]
    fresh = sum(1 for treasure in treasures if treasure.on >= since)
    told += [f"お宝と声が {fresh}件 加わりました"] if fresh else []
    told += [
        f"「{spot.name}」が なくなりました（{day.year}年{day.month}月）"
        for spot, day in places.ended_between(SHOWN, since, on)
        if not spot.is_home and ground.area_at(Point(spot.latitude, spot.longitude)) == area.pk
    ]
    done = AgreedStep.objects.filter(area_id=area.pk, state=StepState.DONE, closed_on__gte=since, closed_on__lte=on)
    return told + [f"できたこと：{step.text}" for step in done]


def _gaps(area: AreaDrawn, layer: Layer, newest: Counted | None, on: date) -> list[str]:
    """What nobody knows of an earlier day; one query."""
    return rules.gaps(
        on, drawn_on=max(filter(None, (area.valid_from, area.drawn_on))), first_counted=None if newest else first_edition(),
        is_counted=newest is not None, places=layer.unknown[area.pk], activities=layer.not_dated[area.pk],
        ways_known=layer.gathers_all,
    )  # fmt: skip


def _drawn(area: AreaDrawn, numbered: tuple[tuple[int, Spot], ...], ground: Ground) -> Drawn | None:
    """The outline and its neighbours with the numbered places and shelters; homes and facilities are not drawn."""
    if area.geometry is None:
        return None
    corners = [{"name": "", "lat": lat, "lon": lon, "kind": "corner"} for lon, lat in _box(area.geometry)]
    dots: list[Mapping[str, Any]] = [
        {"name": s.name, "lat": s.point.lat, "lon": s.point.lon, "number": n, "kind": _kind(s)}
        for n, s in numbered
        if not s.is_home and not s.is_other
    ]
    others = [shape for pk, _, shape in ground.shapes if pk != area.pk]
    own, around = sheet_of([*corners, *dots], [area.geometry]), sheet_of([*corners, *dots], others)
    if own is None or around is None:
        return None
    return Drawn(own.height, own.outline, around.outline, tuple(dot for dot in own.dots if dot.number))


def _kind(spot: Spot) -> str:
    return "flag" if spot.has_flag else "place" if spot.gathers else "here"


def _box(geometry: dict[str, Any]) -> list[tuple[float, float]]:
    from shapely.geometry import shape

    west, south, east, north = shape(geometry).bounds
    return [(west, south), (east, north)]
