"""Walking networks: every line of a real file is kept or says why not; coming again it replaces, never doubles."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Duty
from otagai.base.safekeeping.errors import RuleBroken
from otagai.kernel.reach.roads import CUT_OFF, Walking
from otagai.town.areas import queries as areas
from otagai.town.areas.models import StreetMap
from otagai.town.imports import actions
from otagai.town.imports.models import ImportRun
from otagai.town.imports.words import ImportKind
from tests.factories import NOW, TODAY, a_town, a_user, acting, as_

pytestmark = pytest.mark.django_db
SCHOOL_ROADS = Path(__file__).parent / "data" / "school_roads"
PERNAJA = Path(__file__).parents[3] / "kernel" / "reach" / "tests" / "data" / "pernaja.osm.pbf"
OSM = b"""<osm version="0.6"><node id="1" lat="34.860" lon="138.32"/><node id="2" lat="34.861" lon="138.32"/>
<way id="7"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/></way>
<way id="8"><nd ref="1"/><nd ref="2"/><tag k="highway" v="motorway"/></way></osm>"""


@pytest.fixture
def by() -> Acting:
    a_town()
    return acting(a_user(Duty.SYSTEM_ADMINISTRATOR))


def zipped(folder: Path) -> bytes:
    """The shapefile as people upload it."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for file in folder.iterdir():
            archive.write(file, file.name)
    return content.getvalue()


def taken_in(content: bytes, by: Acting, **options: Any) -> actions.Result:
    """Looked at and taken in."""
    with as_(by):
        seen = actions.preview(content, file_name="道", kind=ImportKind.STREETS, by=by, at=NOW, options=options)
        assert seen.counts is not None
        return actions.run(seen.run.pk, by=by, on=TODAY)


def test_the_school_roads_of_yaizu_are_kept_or_say_why_not(by: Acting) -> None:
    result = taken_in(zipped(SCHOOL_ROADS), by, source="焼津市オープンデータ 通学路")
    assert vars(result.counts) == {"rows_in": 12, "created": 11, "updated": 0, "unchanged": 0, "rejected": 1}
    assert [one.reason for one in result.rejected] == [CUT_OFF]
    line = areas.street_map()
    assert line is not None
    assert (line.roads, round(line.kilometres, 1), line.source) == (11, 11.3, "焼津市オープンデータ 通学路")
    assert len(areas.network_of(line, Walking())) == 151
    assert [text for _, text in result.notes] == [
        "つながった道は 合わせて 11.3 km、交差点と曲がり角は 151点です", "そのほかの つながっていない 27点を のぞきました",
        "高さが 書いてないので、坂は 数えられません",
    ]  # fmt: skip


def test_coming_again_under_the_same_name_it_replaces(by: Acting) -> None:
    counts = [taken_in(content, by, source="歩く道").counts for content in (OSM, OSM, zipped(SCHOOL_ROADS))]
    assert [(one.created, one.unchanged, one.updated, one.rejected) for one in counts] == [
        (1, 0, 0, 1), (0, 1, 0, 1), (0, 0, 11, 1),
    ]  # fmt: skip
    assert StreetMap.objects.get().roads == 11


def test_ways_are_measured_on_the_network_that_came_last(by: Acting) -> None:
    for name in ("北の道", "南の道", "北の道"):
        taken_in(OSM, by, source=name)
    line = areas.street_map()
    assert line is not None
    assert (line.name.partition("・")[0], StreetMap.objects.count()) == ("北の道", 2)


def test_an_extract_of_openstreetmap_says_whose_it_is(by: Acting) -> None:
    taken_in(OSM, by, source="市の道")
    assert StreetMap.objects.get().source == "市の道・© OpenStreetMap contributors（ODbL 1.0）"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (PERNAJA.read_bytes(), "歩く道として 使えません"), (b"<osm", "読めません"), (b"{}", "GeoJSON"),
        (json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": None}]}).encode(), "ひとつも"),
        (OSM.replace(b'lat="34.86', b'lat="3.86'), "使えません"),
    ],
    ids=["outside Japan", "cut short", "no map", "no road", "in the sea"],
)  # fmt: skip
def test_what_cannot_be_walked_here_is_refused(by: Acting, content: bytes, reason: str) -> None:
    with as_(by), pytest.raises(RuleBroken, match=reason):
        actions.preview(content, file_name="道", kind=ImportKind.STREETS, by=by, at=NOW)
    assert not ImportRun.objects.exists()
