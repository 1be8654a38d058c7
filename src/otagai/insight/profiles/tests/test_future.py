"""これからの人口: what was counted solid, what is expected dashed, whose projection it is and of whom, on the page and on paper."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from otagai.base.ui.charts import Stroke, lines
from otagai.insight.coverage.tests.a_town_to_walk_in import found
from otagai.insight.profiles.tests.test_dates import THEN, an_older_list, on
from otagai.insight.profiles.tests.test_profile import words
from otagai.town.areas.models import Area, PopulationForecast
from tests.factories import TODAY, a_town


@pytest.fixture
def harbour() -> Area:
    a_town()
    found()
    return Area.objects.get(name="港自治会")


def a_forecast(year: int, old: int, **more: object) -> None:
    PopulationForecast.objects.create(
        **{"source": "将来推計", "made_by": "社人研（2023年推計）", "base_year": 2020, "year": year, "total": 1000, "young": 100,
           "middle": 900 - old, "old": old, **more}
    )  # fmt: skip


@pytest.mark.django_db
class TestOnThePage:
    """Of the whole town, or of the district itself."""

    def test_the_projection_of_the_town_is_called_so_with_whose_it_is(self, harbour: Area) -> None:
        an_older_list(700, date(2025, 2, 1))
        for year, old in ((2020, 300), (2030, 350), (2050, 412)):
            a_forecast(year, old)
        a_forecast(2050, 380, series="headCountTakamatsu")
        response = on(harbour, TODAY)
        told = words(response)
        assert "これからの人口（町全体の推計）" in told
        assert "この地区だけの推計は ありません" in told
        assert "2050年 1,000人 100人 488人 412人 41.2%" in told
        assert "2020年（実際の人口）" in told
        assert "もうひとつの推計（列「headCountTakamatsu」）" in told
        assert "だれの推計か：社人研（2023年推計）。もとの年：2020年。出典：将来推計" in told
        drawn = response.content.decode()
        assert drawn.count("chart-line-expected") == 1
        assert drawn.count('stroke-dasharray="9 6"') == 1

    def test_a_district_of_its_own_projection_shows_that_one(self, harbour: Area) -> None:
        a_forecast(2030, 350)
        a_forecast(2030, 222, key="港自治会", name="港自治会", made_by="")
        told = words(on(harbour, TODAY))
        assert "これからの人口（港自治会の推計）" in told
        assert "22.2%" in told
        assert "350人" not in told
        assert "だれの推計か 一覧に書いてありません" in told

    def test_without_one_nothing_stands_there_and_of_a_day_that_is_over_words_do(self, harbour: Area) -> None:
        assert "これからの人口" not in words(on(harbour, TODAY))
        a_forecast(2030, 350)
        told = words(on(harbour, THEN))
        assert "これからの人口" not in told
        assert "将来の人口の推計は いまのものだけが あるので、のせていません" in told

    def test_the_paper_stays_two_pages(self, harbour: Area) -> None:
        for year, old in ((2030, 350), (2050, 412)):
            a_forecast(year, old)
        pdf = PdfReader(BytesIO(on(harbour, TODAY, "paper").content))
        assert len(pdf.pages) == 2
        told = "".join(pdf.pages[0].extract_text().split())
        assert "町全体の推計：2030年1,000人・65歳以上35.0%、2050年1,000人・65歳以上41.2%" in told


def test_lines_stay_on_their_sheet_and_years_go_from_left_to_right() -> None:
    drawn = lines(
        [("ここ", Stroke.COUNTED, [(2026.1, 31.0), (2024, 29.2)]), ("町", Stroke.EXPECTED, [(2030, 30.8), (2065, 37)])],
        unit="%",
    )
    assert drawn is not None
    assert [mark.words for mark in drawn.values] == ["25%", "30%", "35%", "40%"]
    assert [mark.words for mark in drawn.years] == ["2030", "2040", "2050", "2060"]
    for line in drawn.lines:
        assert [x for x, _ in line.dots] == sorted(x for x, _ in line.dots)
        assert all(64 <= x <= 572 and drawn.top <= y <= drawn.bottom for x, y in line.dots)
    assert lines([("ここ", Stroke.COUNTED, [(2026, 31.0)])], unit="%") is None
    assert lines([("ここ", Stroke.COUNTED, [(2026, 30.0), (2026, 30.0)])], unit="%") is not None
