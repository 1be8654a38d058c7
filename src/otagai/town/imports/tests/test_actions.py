"""Look first, then take in: every row is accounted for, and coming again doubles nothing."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Duty
from otagai.base.audit.models import Deed
from otagai.base.safekeeping.errors import RuleBroken
from otagai.town.areas.models import Area
from otagai.town.areas.tests.test_rules import square
from otagai.town.imports import actions, queries
from otagai.town.imports.actions import Result
from otagai.town.imports.models import ImportRun
from otagai.town.imports.words import ImportKind, ImportState
from otagai.town.organizations.models import Organization
from otagai.town.places.models import Opening, Place
from otagai.town.places.words import PlaceKind, Yes
from tests.factories import TODAY, a_place, a_user, acting, an_organization, as_

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
SALONS = """サロンの一覧,,,,,
ID,名称,所在地,緯度,経度,利用可能時間特記事項
1,港サロン,焼津市石津港町40,34.8412,138.3262,第2・第4火曜 10:00–12:00
2,"北
サロン",焼津市大村１丁目,138.31,34.87,だいたい毎週
3,,焼津市本町,34.86,138.32,
,,,,,
4,海サロン,焼津市本町,0,0,
1,港サロン二号,焼津市本町,34.86,138.32,
"""


@pytest.fixture
def who() -> Acting:
    """The system administrator."""
    return acting(a_user(Duty.SYSTEM_ADMINISTRATOR))


def bring(
    text: str | bytes, who: Acting, *, kind: ImportKind = ImportKind.PLACES, name: str = "salons.csv", **options: Any
) -> Result:
    """Look and take in as guessed."""
    content = text.encode("cp932") if isinstance(text, str) else text
    with as_(who):
        looked = actions.preview(
            content, file_name=name, kind=kind, by=who, at=AT, options={"source": "一覧", **options}
        )
        return actions.run(looked.run.pk, by=who, on=TODAY)


def test_looking_shows_columns_guesses_and_what_would_become_of_the_rows(who: Acting) -> None:
    with as_(who):
        looked = actions.preview(
            SALONS.encode("cp932", "replace"), file_name="salons.csv", kind=ImportKind.PLACES, by=who, at=AT
        )
    assert looked.encoding == "CP932"
    assert {column.header: column.field for column in looked.columns}["所在地"] == "address"
    assert looked.columns[1].samples == ("港サロン", "北\nサロン", "海サロン")
    assert looked.counts == actions.Counts(rows_in=5, created=2, updated=0, unchanged=0, rejected=3)
    assert any("題名" in text for _, text in looked.problems)
    assert any("逆" in text for _, text in looked.problems)
    assert not Place.objects.exists()


def test_every_row_is_stored_or_rejected_with_its_line_and_reason(who: Acting) -> None:
    result = bring(SALONS.replace("–", "-"), who, place_kind="salon")
    assert (result.counts.rows_in, result.counts.created, result.counts.rejected) == (5, 2, 3)
    assert [(one.line, one.reason[:6]) for one in result.rejected] == [
        (6, "名称が あり"),
        (8, "緯度と経度が"),
        (9, "同じ番号（ま"),
    ]
    north = Place.objects.get(name="北 サロン")
    assert (north.latitude, north.longitude, north.kind, north.open_text) == (
        34.87,
        138.31,
        PlaceKind.SALON,
        "だいたい毎週",
    )
    assert Opening.objects.get(place__name="港サロン").weeks == [2, 4]
    with as_(who):
        page = queries.run_page(result.run_id)
        assert Deed.objects.get(verb="imports.done").facts["rows_in"] == 5
    assert [row.line for row in page.rejections] == [6, 8, 9]
    assert page.rejections[0].row["所在地"] == "焼津市本町"


def test_coming_again_doubles_nothing_and_a_blank_cell_takes_nothing_away(who: Acting) -> None:
    header = "ID,名称,住所,電話番号\n"
    bring(header + "1,港サロン,焼津市本町1,054-621-2941\n2,北サロン,焼津市大村1,\n", who)
    again = bring(header + "1,港サロン,焼津市本町1,054-621-2941\n2,北サロン,焼津市大村1,\n", who)
    assert (again.counts.created, again.counts.updated, again.counts.unchanged) == (0, 0, 2)
    third = bring(header + "1,港サロン,焼津市本町2,\n3,南サロン,焼津市小川1,\n", who)
    assert (third.counts.created, third.counts.updated, third.counts.unchanged, third.missing) == (1, 1, 0, 1)
    port = Place.objects.get(source_key="1")
    assert (port.address, port.phone, port.version) == ("焼津市本町2", "054-621-2941", 2)
    assert Place.objects.count() == 3


def test_hours_are_replaced_when_the_new_edition_says_others(who: Acting) -> None:
    header = "ID,名称,利用可能曜日,開始時間,終了時間\n"
    bring(header + "1,港サロン,月火,9:00,12:00\n", who)
    changed = bring(header + "1,港サロン,水,9:00,12:00\n", who)
    assert changed.counts.updated == 1
    assert Opening.objects.get().weekdays == [2]
    assert bring(header + "1,港サロン,水,9:00,12:00\n", who).counts.unchanged == 1


def test_a_list_without_numbers_is_known_by_name_and_address(who: Acting) -> None:
    bring("名称,住所\n港サロン,焼津市本町５丁目６番\n", who)
    assert bring("名称,住所\n港 サロン,焼津市本町5-6\n", who).counts.created == 0


def test_the_same_place_from_another_list_is_not_doubled_and_only_gains(who: Acting) -> None:
    by_hand = a_place("港サロン", address="焼津市本町5-6-1", phone="054-621-0000")
    result = bring(
        "ID,名称,住所,電話番号,駐車場\n9,港サロン,焼津市本町５丁目６番１号,054-621-2941,有\n", who, place_kind="salon"
    )
    assert (result.counts.created, result.counts.updated) == (0, 1)
    by_hand.refresh_from_db()
    assert (by_hand.phone, by_hand.parking, by_hand.source) == ("054-621-0000", Yes.YES, "")
    assert "別の一覧" in result.notes[0][1]


def test_a_hall_of_two_lists_is_one_place_with_both_sources_and_a_toilet_stays_its_own(who: Acting) -> None:
    row = "番号,名称,住所,緯度,経度\n7,港センター,焼津市石津港町40-1,34.8412,138.3262\n"
    bring(row, who, source="涼みどころ", place_kind="cool_spot")
    bring(row.replace("34.8412", "34.8414"), who, source="センター", place_kind="community_center")
    bring(row, who, source="トイレ", place_kind="toilet")
    hall, toilet = Place.objects.order_by("pk")
    assert (hall.kind, hall.also, hall.source) == (PlaceKind.COMMUNITY_CENTER, [PlaceKind.COOL_SPOT], "涼みどころ")
    assert hall.listings.values_list("source", "source_key").get() == ("センター", "7")
    assert toilet.kind == PlaceKind.TOILET
    for source, kind in (("センター", "community_center"), ("涼みどころ", "cool_spot")):
        again = bring(row.replace("港センター", "港センター（改称）"), who, source=source, place_kind=kind)
        assert (again.counts.created, again.missing) == (0, 0)
    hall.refresh_from_db()
    assert (hall.kind, hall.name) == (PlaceKind.COMMUNITY_CENTER, "港センター（改称）")


def test_what_staff_verified_keeps_its_day_and_what_ended_stays_ended(who: Acting) -> None:
    bring("ID,名称,備考\n1,港サロン,\n2,北サロン,\n", who, as_of="2026-07-22")
    assert set(Place.objects.values_list("verified_on", flat=True)) == {date(2026, 7, 22)}
    Place.objects.filter(source_key="1").update(verified_on=TODAY, verified_by=who.user)
    Place.objects.filter(source_key="2").update(ended_on=TODAY)
    bring("ID,名称,住所\n1,港サロン,本町\n2,北サロン,\n", who, as_of="2026-12-01")
    port, north = Place.objects.order_by("source_key")
    assert (port.address, port.verified_on, north.ended_on) == ("本町", TODAY, TODAY)


def test_a_newer_list_that_says_the_same_confirms_its_places(who: Acting) -> None:
    same = "ID,名称\n1,中央公園\n"
    bring(same, who, as_of="2025-07-22", place_kind="park")
    again = bring(same, who, as_of="2026-07-22", place_kind="park")
    park = Place.objects.get()
    assert (again.counts.unchanged, park.verified_on, park.version) == (1, date(2026, 7, 22), 1)


def test_rows_of_another_town_are_rejected_when_the_code_is_given(who: Acting) -> None:
    text = "市区町村コード,ID,名称\n222127,1,港サロン\n92011,2,宇都宮サロン\n22212,3,北サロン\n,4,南サロン\n"
    result = bring(text, who, city_code="222127")
    assert (result.counts.created, result.rejected[0].reason) == (3, "ほかの市町村の行です（092011）")


def test_the_mapping_can_be_put_right_before_taking_in(who: Acting) -> None:
    with as_(who):
        looked = actions.preview(
            "甲,乙\n港サロン,本町\n".encode(), file_name="a.csv", kind=ImportKind.PLACES, by=who, at=AT
        )
        assert looked.counts is None
        assert looked.reasons == ("名称の列を 選んでください",)
        with pytest.raises(RuleBroken, match="名称の列"):
            actions.run(looked.run.pk, by=who, on=TODAY)
        again = actions.preview_of(looked.run, mapping={"甲": "name", "乙": "address"})
        assert again.counts is not None
        assert again.counts.created == 1
        actions.run(looked.run.pk, by=who, on=TODAY, mapping={"甲": "name", "乙": "address"})
    assert Place.objects.get().address == "本町"


def test_a_run_is_taken_in_once_and_the_file_is_not_kept(who: Acting) -> None:
    with as_(who):
        looked = actions.preview("名称\n港サロン\n".encode(), file_name="a.csv", kind=ImportKind.PLACES, by=who, at=AT)
        actions.run(looked.run.pk, by=who, on=TODAY)
        with pytest.raises(RuleBroken, match="取り込み済"):
            actions.run(looked.run.pk, by=who, on=TODAY)
        assert queries.run_for(looked.run.pk).content is None
        other = actions.preview("名称\n港サロン\n".encode(), file_name="b.csv", kind=ImportKind.PLACES, by=who, at=AT)
        assert [run.pk for run in queries.run_page(other.run.pk).same_file] == [looked.run.pk]
        actions.abandon(other.run.pk, by=who)
        with pytest.raises(RuleBroken, match="やめた"):
            actions.run(other.run.pk, by=who, on=TODAY)
        assert [line.state for line in queries.runs()] == [ImportState.ABANDONED, ImportState.DONE]
        assert [line.pk for line in queries.runs(before=other.run.pk)] == [looked.run.pk]
        for missing in (queries.run_for, queries.run_page):
            with pytest.raises(Http404):
                missing(10**9)


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", b"PK\x03\x04broken"])
def test_what_is_no_table_is_said_so_and_not_kept(who: Acting, content: bytes) -> None:
    with as_(who), pytest.raises(RuleBroken):
        actions.preview(content, file_name="x.csv", kind=ImportKind.PLACES, by=who, at=AT)
    with as_(who), pytest.raises(RuleBroken):
        actions.preview(content, file_name="x.zip", kind=ImportKind.AREAS, by=who, at=AT)
    assert not ImportRun.objects.exists()


def test_formulas_templates_and_marks_in_cells_are_ordinary_text(who: Acting) -> None:
    hostile = (
        '名称,住所\n=HYPERLINK("x"),{{ 7*7 }}\n{% debug %},<script>alert(1)</script>\n\u202eサロン,\'; DROP TABLE--\n'
    )
    result = bring(hostile.encode("utf-8"), who)
    assert result.counts.created == 3
    assert Place.objects.filter(name="{% debug %}", address="<script>alert(1)</script>").exists()


def test_who_may_not_import_does_not(who: Acting) -> None:
    csw = acting(a_user(Duty.CSW))
    with as_(who):
        looked = actions.preview("名称\n港サロン\n".encode(), file_name="a.csv", kind=ImportKind.PLACES, by=who, at=AT)
    with as_(csw):
        for forbidden in (
            lambda: actions.preview(b"x", file_name="a.csv", kind=ImportKind.PLACES, by=csw, at=AT),
            lambda: actions.run(looked.run.pk, by=csw, on=TODAY),
            lambda: actions.abandon(looked.run.pk, by=csw),
        ):
            with pytest.raises(PermissionDenied):
                forbidden()
    with as_(who), pytest.raises(ValueError, match="unknown options"):
        actions.preview(b"x", file_name="a.csv", kind=ImportKind.PLACES, by=who, at=AT, options={"sql": "x"})


def test_the_database_refuses_a_run_that_lost_a_row(who: Acting) -> None:
    with as_(who), pytest.raises(IntegrityError, match="every_row_is_accounted_for"), transaction.atomic():
        ImportRun.objects.create(
            kind=ImportKind.PLACES, state=ImportState.DONE, file_name="a", sha256="x", rows_in=3, created=2
        )


def test_organisations_are_known_by_name(who: Acting) -> None:
    an_organization("北地域包括支援センター", phone="054-621-0000", kind="community_support_center")
    text = "名称,電話番号,所在地\n北地域包括支援センター,054-621-2941,\n第5自治会,,本町\n,,\n第５自治会,,本町\n,054,\n"
    result = bring(text, who, kind=ImportKind.ORGANIZATIONS)
    assert result.counts == actions.Counts(rows_in=4, created=1, updated=1, unchanged=0, rejected=2)
    north = Organization.objects.get(name="北地域包括支援センター")
    assert (north.phone, north.kind, north.version) == ("054-621-2941", "community_support_center", 2)
    assert Organization.objects.get(name="第5自治会").kind == "neighbourhood"
    again = bring(
        "名称,電話番号\n北地域包括支援センター,054-621-2941\n第5自治会,\n", who, kind=ImportKind.ORGANIZATIONS
    )
    assert (again.counts.created, again.counts.updated, again.counts.unchanged) == (0, 0, 2)


def test_areas_come_from_geojson_with_lines_rejected(who: Acting) -> None:
    features = [
        {"type": "Feature", "properties": {"名": "東小学校", "番": 1}, "geometry": square(138.3, 34.8)},
        {"type": "Feature", "properties": {"名": "西小学校", "番": 2}, "geometry": square(138.31, 34.8)},
        {"type": "Feature", "properties": {"名": "西小学校", "番": 2}, "geometry": square(138.33, 34.8)},
        {"type": "Feature", "properties": {"名": "川", "番": 3},
         "geometry": {"type": "LineString", "coordinates": [[138.3, 34.8], [138.4, 34.9]]}},
    ]  # fmt: skip
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    first = bring(content, who, kind=ImportKind.AREAS, name="a.geojson", layer_kind="elementary", layer_name="小学校区")
    assert first.counts == actions.Counts(rows_in=4, created=3, updated=0, unchanged=0, rejected=1)
    again = bring(content, who, kind=ImportKind.AREAS, name="a.geojson", layer_kind="elementary", layer_name="小学校区")
    assert again.counts == actions.Counts(rows_in=4, created=0, updated=0, unchanged=3, rejected=1)
    assert Area.objects.count() == 2
    with as_(who):
        looked = actions.preview(content, file_name="a.geojson", kind=ImportKind.AREAS, by=who, at=AT)
        assert [(column.header, column.field) for column in looked.columns] == [("名", "name"), ("番", "")]
        assert looked.counts is not None
        assert looked.counts.rejected == 1
