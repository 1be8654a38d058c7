"""A file of which nothing is kept says what it is and why, whatever kind was chosen for it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from otagai.base.accounts.acting import Acting
from otagai.base.safekeeping.errors import RuleBroken
from otagai.town.imports import actions
from otagai.town.imports.models import ImportRun
from otagai.town.imports.words import ImportKind

pytestmark = pytest.mark.django_db
LOADER, NOW = Acting(name="取り込み"), datetime(2026, 11, 20, 3, tzinfo=UTC)
BIRTHS = "#property,month,birthTotal,birthMan,birthWoman,deathTotal,deathMan,deathWoman\n1,1,267,119,148,491,256,235\n"
MOVES = "#property,month,withinThePrefOfTransferMan,MoveInAndOthersMan,MovingOutAndOthersMan\n1,1,115,11,11\n"
FUTURE = "#property,era,headCount,youthPopulation,middlePopulation,oldPopulation\n1,2015,420748,56019,250912,113817\n"
SURVEY = "列1,列2,属性\n,回答者ID,性別\n,10001,\n"
LIST = "#property,code,prefName,cityName,dataName,category,format,url,apiSupport\n1,37201,香川県,高松市,環境施設,くらし,xlsx,https://x.test,有\n"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (BIRTHS, "出生と死亡の 月ごとの数"), (MOVES, "転入と転出の 月ごとの数"), (FUTURE, "将来の人口の推計"),
        (SURVEY, "ひとりひとりの答え"), (LIST, "オープンデータの目録"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "kind", [ImportKind.PLACES, ImportKind.POPULATION, ImportKind.ORGANIZATIONS, ImportKind.EVENTS]
)
def test_it_is_refused_before_anything_is_kept(content: str, what: str, kind: ImportKind) -> None:
    with pytest.raises(RuleBroken) as refused:
        actions.preview(content.encode(), file_name="x.csv", kind=kind, by=LOADER, at=NOW)
    (sentence,) = refused.value.reasons
    assert what in sentence and sentence.endswith("。")
    assert not ImportRun.objects.exists()


def test_a_population_list_whose_names_lost_their_letters_is_rejected_row_by_row() -> None:
    ages = [f"{sex}{number}" for number in range(1, 19) for sex in ("man", "woman")]
    header = ["regionName", "surveyDate", "totalPopulation", "lat", "lon", *ages]
    rows = [[name, "2023-04-01", "36", "34.3", "134.0", *["1"] * 36] for name in ("\ufffd\ufffd町", "塩屋町")]
    content = "\n".join(",".join(row) for row in (header, *rows)).encode()
    looked = actions.preview(content, file_name="x.csv", kind=ImportKind.POPULATION, by=LOADER, at=NOW)
    assert looked.counts is not None and (looked.counts.created, looked.counts.rejected) == (1, 1)
    assert "こわれて" in looked.rejected[0].reason
