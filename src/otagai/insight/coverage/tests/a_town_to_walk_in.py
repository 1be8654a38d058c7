"""A small town: 港町 by the sea with a salon, 山手 up the hill with a hall that is no salon yet, three people at the end."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from otagai.base.accounts.words import Duty
from otagai.town.areas.models import Area, PopulationPoint
from otagai.town.imports import actions as imports
from otagai.town.imports.words import ImportKind
from otagai.town.places.models import Place
from otagai.town.places.words import PlaceKind
from tests.factories import NOW, TODAY, a_place, a_user, acting, an_area, as_

DAY = date(2026, 2, 1)
ASKED = {"ages": "from_75", "metres": "500", "detour": "1.3", "kinds": ["salon"], "count": "1"}
HARBOUR, HILL, END = (34.840, 138.320), (34.860, 138.320), (34.8615, 138.320)


def box(south: float, north: float) -> dict[str, object]:
    """A strip of the town between two latitudes."""
    west, east = 138.30, 138.34
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def people(name: str, at: tuple[float, float], *, young: int, old: int, oldest: int) -> PopulationPoint:
    """A 町 with so many people to 64, 65–74, 75 and older."""
    men = [0] * 18
    men[4], men[13], men[15] = young, old, oldest
    return PopulationPoint.objects.create(
        source="見本の人口", on=DAY, key=name, name=name, latitude=at[0], longitude=at[1], men=men, women=[0] * 18
    )


def found() -> dict[str, Place]:
    """The town with its areas, its people and its places."""
    for name, south, north in (("港自治会", 34.83, 34.85), ("山手自治会", 34.85, 34.87)):
        from otagai.town.areas.words import LayerKind

        area = an_area(name, kind=LayerKind.NEIGHBOURHOOD)
        Area.objects.filter(pk=area.pk).update(geometry=box(south, north))
    people("港町", HARBOUR, young=500, old=120, oldest=100)
    people("山手", HILL, young=300, old=80, oldest=60)
    people("山の端", END, young=20, old=0, oldest=3)
    salon = a_place("港サロン", latitude=34.8405, longitude=138.320)
    hall = a_place("山手公園", kind=PlaceKind.PARK, latitude=34.8605, longitude=138.320)
    return {"salon": salon, "hall": hall}


def words(response: Any) -> str:
    """What the page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<script.*?</script>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL))


def streets(*lines: list[tuple[float, ...]]) -> None:
    """The town gets a walking network of these lines (latitude, longitude[, height])."""
    drawn = [[[lon, lat, *high] for lat, lon, *high in line] for line in lines]
    shapes = [{"type": "Feature", "geometry": {"type": "LineString", "coordinates": line}} for line in drawn]
    content = json.dumps({"type": "FeatureCollection", "features": shapes}).encode()
    by = acting(a_user(Duty.SYSTEM_ADMINISTRATOR))
    with as_(by):
        seen = imports.preview(
            content, file_name="道", kind=ImportKind.STREETS, by=by, at=NOW, options={"source": "見本の道"}
        )
        imports.run(seen.run.pk, by=by, on=TODAY)


ROUND_THE_BAY = [(34.840, 138.320), (34.840, 138.3235), (34.8405, 138.3235), (34.8405, 138.320), (34.861, 138.320)]
"""From 港町 to its salon 55 m away, round the bay: 695 m; then on to 山手."""
