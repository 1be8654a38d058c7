"""将来の人口の推計 comes in from a town's own list and from one in Japanese; whose it is stands beside it; nothing is lost or doubled."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from otagai.base.accounts.acting import Acting
from otagai.base.safekeeping.errors import RuleBroken
from otagai.town.areas import queries as areas
from otagai.town.areas.models import PopulationForecast
from otagai.town.imports import actions, rules
from otagai.town.imports.actions import Result
from otagai.town.imports.forms import ImportFileForm
from otagai.town.imports.tests.test_forms import a_file
from otagai.town.imports.words import ImportKind
from tests.factories import an_area

LOADER, NOW = Acting(name="取り込み"), datetime(2026, 11, 20, 3, tzinfo=UTC)
CLASSES = ["headCount", "youthPopulation", "middlePopulation", "oldPopulation"]
OWN = ",".join(["#property", "era", *CLASSES, *(f"{one}Takamatsu" for one in CLASSES)])
ROWS = (
    "1,2020,419145,53252,244396,121497,419145,53252,244396,121497",
    "2,2025,414549,50183,240268,124099,416292,51432,240644,124216",
    "3,2030,407952,47674,234756,125522,413304,51820,235464,126020",
)
"""As Takamatsu publishes them: in 2025 the rounded classes are one person more than the total."""
JAPANESE = "推計年,地域名,総人口,0〜14歳,15〜64歳,65歳以上\n"


def bring(text: str, **options: Any) -> Result:
    looked = actions.preview(
        text.encode(), file_name="future.csv", kind=ImportKind.FORECAST, by=LOADER, at=NOW,
        options={"source": "将来推計", "made_by": "社人研", "base_year": 2020, **options},
    )  # fmt: skip
    return actions.run(looked.run.pk, by=LOADER, on=date(2026, 11, 20))


def test_both_projections_of_a_list_are_understood_without_a_choice() -> None:
    mapping = {header: rules.forecast_field(header) for header in OWN.split(",")}
    assert rules.why_not_forecast(mapping) == []
    assert mapping["oldPopulationTakamatsu"] == "old2"
    del mapping["oldPopulationTakamatsu"]
    assert rules.why_not_forecast(mapping) == ["「2つめの推計の 65歳以上」の列を 選んでください"]


@pytest.mark.django_db
class TestTakingIn:
    """The file comes, and comes again."""

    def test_every_row_is_stored_or_rejected_with_a_reason(self) -> None:
        wrong = (
            "4,来年,1,1,0,0,1,1,0,0",
            "5,2035,100,10,20,30,100,10,20,70",
            "6,2030,10,2,4,4,10,2,4,4",
            "7,2040,1,X,0,1,1,0,0,1",
        )
        result = bring("\n".join((OWN, *ROWS, *wrong)))
        counts = result.counts
        assert (counts.rows_in, counts.created, counts.rejected) == (7, 3, 4)
        assert [one.reason[:12] for one in result.rejected] == [
            "推計年（西暦4けた）とし", "年齢別の合計（60人）が", "同じ年の行が 前にもあり", "「youthPopula",
        ]  # fmt: skip
        assert PopulationForecast.objects.count() == 6

    def test_coming_again_updates_and_never_doubles(self) -> None:
        bring("\n".join((OWN, *ROWS)))
        again = bring("\n".join((OWN, *ROWS))).counts
        assert (again.created, again.updated, again.unchanged) == (0, 0, 3)
        changed = bring("\n".join((OWN, *ROWS[:2], ROWS[2].replace("407952,47674", "407953,47675")))).counts
        assert (changed.created, changed.updated, changed.unchanged) == (0, 1, 2)
        assert PopulationForecast.objects.count() == 6

    def test_the_town_and_an_area_of_its_own(self) -> None:
        an_area("小川小学校区")
        bring("\n".join((OWN, *ROWS)))
        result = bring(
            JAPANESE + "2030,小川小学校区,900,100,500,300\n2030,どこか,9,3,3,3\n", source="地区の推計", made_by="市"
        )
        assert (result.counts.created, [one.reason for one in result.rejected]) == (
            1, ["「どこか」という名前の圏域が ありません"],
        )  # fmt: skip
        town, own = areas.forecast_for("港小学校区"), areas.forecast_for("小川小学校区")
        assert town is not None
        assert own is not None
        assert (town.name, town.made_by, town.base_year) == ("", "社人研", 2020)
        assert [series.called for series in town.series] == ["", "headCountTakamatsu"]
        assert [year.old for year in town.series[1].years] == [121_497, 124_216, 126_020]
        assert (own.name, own.made_by, own.series[0].years[0].total) == ("小川小学校区", "市", 900)

    def test_as_anything_else_it_is_refused_and_says_what_to_choose(self) -> None:
        with pytest.raises(RuleBroken) as refused:
            actions.preview(
                "\n".join((OWN, *ROWS)).encode(), file_name="x.csv", kind=ImportKind.POPULATION, by=LOADER, at=NOW
            )
        assert "「将来の人口の推計」を 選んで" in refused.value.reasons[0]


def test_whoever_brings_it_says_whose_projection_it_is() -> None:
    form = ImportFileForm({"kind": "forecast", "source": "将来推計"}, {"file": a_file()})
    assert not form.is_valid()
    assert form.errors["made_by"] == ["だれの推計か 書いてください"]
    form = ImportFileForm({"kind": "forecast", "made_by": "社人研", "base_year": "2020"}, {"file": a_file()})
    assert form.is_valid(), form.errors
    assert form.options() == {"made_by": "社人研", "base_year": 2020}
