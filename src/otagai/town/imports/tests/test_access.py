"""What helps to come comes in with the lists that say it, beside what people wrote, never against the words of the database."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from otagai.kernel.headers import Field as F
from otagai.town.imports import rules
from otagai.town.imports.actions.places import Source, plan, write
from otagai.town.imports.actions.tables import FactRow
from otagai.town.imports.rules.access import helps_of
from otagai.town.imports.rules.hours import NO_WEEK
from otagai.town.places.models import Place
from otagai.town.places.words import Access as A
from otagai.town.places.words import PlaceKind, Yes

YAIZU = Path(__file__).resolve().parents[5] / "demo" / "yaizu"


@pytest.mark.parametrize(
    ("record", "has", "has_not"),
    [
        ({"オストメイト設置トイレ有無": "有", "授乳室": "無"}, [A.OSTOMATE], [A.NURSING_ROOM]),
        (
            {"オストメイト設置トイレ数": "2", "エレベーター": "×", "スロープ": "○"},
            [A.NO_STEPS, A.OSTOMATE],
            [A.ELEVATOR],
        ),
        ({"提供内容": "おむつ替え・授乳"}, [A.NURSING_ROOM, A.DIAPERS], []),
        ({"バリアフリー情報": "スロープあり、エレベーターなし"}, [A.NO_STEPS], [A.ELEVATOR]),
        ({"車椅子使用者用駐車場": "あり", "駐車場": "なし"}, [A.RESERVED_PARKING], []),
        ({"段差": "有", "備考": "授乳室はありません", "補助犬同伴": "可"}, [A.ASSISTANCE_DOG], []),
        ({"授乳室": "有", "授乳コーナー": "無"}, [], []),
        ({"授乳室": "", "オストメイト": "要確認", "名称": "エレベーター前公園"}, [], []),
    ],
)
def test_columns_say_what_is_there_and_what_is_not(record: dict[str, str], has: list[A], has_not: list[A]) -> None:
    assert helps_of(record) == (has, has_not)


def test_the_real_list_of_toilets_says_where_an_ostomate_can_go() -> None:
    (file,) = (YAIZU / "公衆トイレ一覧").glob("222127*.csv")
    with file.open(encoding="utf-8-sig") as opened:
        rows = list(csv.DictReader(opened))
    told = Counter("あり" if helps_of(row)[0] else "なし" if helps_of(row)[1] else "" for row in rows)
    assert told == {"なし": 111, "あり": 1}


def test_a_toilet_for_wheelchairs_is_one_by_its_column_too() -> None:
    assert rules.toilet_of({"多目的トイレ": "有"}) is Yes.YES
    assert rules.toilet_of({"多目的トイレ有無": "無", "オストメイト設置トイレ有無": "有"}) is Yes.NO
    assert rules.toilet_of({"オストメイト設置トイレ有無": "無"}) is Yes.UNKNOWN


def a_row(**record: str) -> FactRow:
    values = {F.NAME: "みなと公民館", F.NUMBER: "1", F.ADDRESS: "焼津市港町1"}
    return FactRow(2, values, NO_WEEK, {}, record)


def taken_in(source: str, **record: str) -> Place:
    write(plan([a_row(**record)], Source(source, PlaceKind.COMMUNITY_CENTER, as_of=date(2026, 4, 1))))
    return Place.objects.get()


@pytest.mark.django_db
def test_a_newer_list_adds_and_corrects_and_leaves_what_people_wrote() -> None:
    place = taken_in("公民館", 授乳室="有", エレベーター="無")
    assert (place.has, place.has_not) == ([A.NURSING_ROOM], [A.ELEVATOR])
    Place.objects.update(has=[A.NURSING_ROOM, A.QUIET], has_not=[A.ELEVATOR, A.PICK_UP])
    place = taken_in("公民館", 授乳室="無", エレベーター="有")
    assert (place.has, place.has_not) == ([A.ELEVATOR, A.QUIET], [A.NURSING_ROOM, A.PICK_UP])
    again = plan([a_row(授乳室="無", エレベーター="有")], Source("公民館", PlaceKind.COMMUNITY_CENTER))
    assert again.outcome.unchanged == 1 and again.changed == []


@pytest.mark.django_db
def test_another_list_adds_only_what_nobody_said() -> None:
    taken_in("公民館", 授乳室="有", エレベーター="無")
    place = taken_in("あかちゃんえき", 授乳室="無", エレベーター="有", おむつ替え="有")
    assert (place.has, place.has_not) == ([A.NURSING_ROOM, A.DIAPERS], [A.ELEVATOR])
