"""地域・年齢別人口 comes in from the old and the new standard and Takamatsu's own list; nothing is lost, nothing doubles."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Duty
from otagai.town.areas import queries as areas
from otagai.town.areas.models import Area, PopulationPoint
from otagai.town.areas.tests.test_rules import square
from otagai.town.imports import rules
from otagai.town.imports.actions import Result
from otagai.town.imports.forms import MappingForm
from otagai.town.imports.open_data import import_directory
from otagai.town.imports.rules import RowRejected
from otagai.town.imports.tests.test_actions import bring as bring_any
from otagai.town.imports.words import ImportKind
from tests.factories import NOW, a_user, acting, an_area, as_

TAKAMATSU = Path(__file__).parents[5] / "demo" / "takamatsu"

STANDARD = [f"{5 * n}-{5 * n + 4}歳の{sex}" for n in range(17) for sex in ("男性", "女性")] + [
    "85歳以上の男性",
    "85歳以上の女性",
]
OWN = [f"{sex}{number}" for number in range(1, 19) for sex in ("man", "woman")]


@pytest.fixture
def who() -> Acting:
    """The system administrator."""
    return acting(a_user(Duty.SYSTEM_ADMINISTRATOR))


def bring(text: str, who: Acting, name: str = "population.csv") -> Result:
    return bring_any(text, who, kind=ImportKind.POPULATION, name=name)


def own_list(*rows: tuple[str, int, str], day: str = "2026-02-01") -> str:
    """Takamatsu's own list: name, the same count in each of 36 classes, point."""
    head = ",".join(["#property", "regionCode", "surveyDate", "regionName", "totalPopulation", *OWN, "location"])
    lines = [f'1,,{day},{name},{36 * each},{",".join([str(each)] * 36)},"{point}"' for name, each, point in rows]
    return "\n".join([head, *lines])


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("0-4歳の男性", "m0"), ("０～４歳の女性", "f0"), ("80-84歳の女性", "f16"), ("85歳以上の男性", "m17"),
        ("100歳以上の女性", "f17"), ("90-94歳の男性", "m17"), ("man1", "m0"), ("woman18", "f17"), ("woman19", ""),
        ("年齢不詳の男性", "mx"), ("総人口", "total"), ("地域名", "name"), ("男性", ""), ("備考", ""),
    ],
)  # fmt: skip
def test_headers_of_every_list_are_understood(header: str, field: str) -> None:
    assert rules.population_field(header) == field


def test_the_whole_standard_is_understood_without_a_choice() -> None:
    headers = ["調査年月日", "地域名", "総人口", "男性", "女性", *STANDARD, "世帯数"]
    assert rules.why_not_population({header: rules.population_field(header) for header in headers}) == []


def test_a_missing_class_is_asked_for() -> None:
    headers = ["調査年月日", "地域名", *STANDARD[1:]]
    reasons = rules.why_not_population({header: rules.population_field(header) for header in headers})
    assert reasons == ["年齢別の列が 足りません（0〜4歳の男性 など 1列）"]


def test_a_hidden_class_is_no_zero() -> None:
    cells = [("name", "地域名", "本町"), ("on", "調査年月日", "2026-02-01"), ("m0", "0-4歳の男性", "X")]
    with pytest.raises(RowRejected, match="「0-4歳の男性」が 人数として 読めません: X"):
        rules.read_population(cells)


@pytest.mark.parametrize(
    ("code", "text", "reason"),
    [
        ("on", "ことし", "調査年月日として 読めません"),
        ("on", "2026-13-01", "暦に"),
        ("point", "0,0", "0です"),
        ("total", "35", "合いません"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(code: str, text: str, reason: str) -> None:
    ages = [(f"{sex}{n}", "", "1") for n in range(18) for sex in "mf"]
    cells = {"name": "塩屋町", "on": "2026-02-01", "total": "36", "point": "34.34,134.05"} | {code: text}
    with pytest.raises(RowRejected, match=reason):
        rules.read_population([*((of, of, said) for of, said in cells.items()), *ages])


def test_the_oldest_classes_are_added_up() -> None:
    ages = [(f"{sex}{n}", "", "1") for n in range(18) for sex in "mf"]
    facts = rules.read_population([("name", "", "本町"), ("on", "", "2026年2月1日"), *ages, ("m17", "", "2")])
    assert (facts.men[17], facts.on) == (3, date(2026, 2, 1))


@pytest.mark.django_db
class TestTakingIn:
    """The file comes, and comes again."""

    def test_rows_in_are_stored_or_rejected_with_a_reason(self, who: Acting) -> None:
        rows = [("本町", 3, "34.86,138.32"), ("本町", 3, "34.86,138.32"), ("小川", 2, ""), ("港", 1, "34.84,138.33")]
        text = own_list(*rows) + "\n" + own_list(("大村", 1, "34.87,138.31")).splitlines()[1].replace(",36,", ",40,")
        result = bring(text, who)
        assert (result.counts.rows_in, result.counts.created, result.counts.rejected) == (5, 2, 3)
        assert [one.reason[:10] for one in result.rejected] == [
            "同じ地域の行が 前に",
            "位置が わかりません",
            "年齢別の合計（36人",
        ]
        assert sum(map(sum, PopulationPoint.objects.values_list("men", flat=True))) == 18 * 4

    def test_coming_again_updates_and_never_doubles(self, who: Acting) -> None:
        bring(own_list(("本町", 3, "34.86,138.32"), ("港", 1, "34.84,138.33")), who)
        again = bring(own_list(("本町", 4, "34.86,138.32"), ("港", 1, "34.84,138.33")), who)
        assert (again.counts.created, again.counts.updated, again.counts.unchanged) == (0, 1, 1)
        assert PopulationPoint.objects.count() == 2

    def test_the_next_year_is_an_edition_of_its_own_and_the_newest_stands_first(self, who: Acting) -> None:
        bring(own_list(("本町", 4, "34.86,138.32"), day="2/1/2026"), who)
        bring(own_list(("本町", 3, "34.86,138.32"), day="2025-02-01"), who)
        assert [one.on.year for one in areas.editions()] == [2026, 2025]
        assert [row.men[0] for row in areas.population_of(areas.editions()[0])] == [4]

    def test_a_list_without_points_finds_the_area_of_that_name(self, who: Acting) -> None:
        area = an_area("小川")
        Area.objects.filter(pk=area.pk).update(geometry=square(138.31, 34.85))
        result = bring(own_list(("小川", 2, "")), who)
        assert (result.counts.created, result.notes[0][1]) == (1, "「小川」の圏域の中の 1点を 位置にしました")
        point = PopulationPoint.objects.get()
        assert 138.31 <= point.longitude <= 138.33
        assert 34.85 <= point.latitude <= 34.87

    def test_the_choices_of_the_page_are_those_of_population(self, who: Acting) -> None:
        from otagai.town.imports.actions import Column

        form = MappingForm(
            {"column_0": "name"}, columns=[Column("地域名", "name", 1.0, "", ())], kind=ImportKind.POPULATION
        )
        assert ("f17", "85歳以上の女性") in form.fields["column_0"].choices
        assert not form.is_valid()
        assert "「調査年月日」の列を 選んでください" in form.non_field_errors()


@pytest.mark.django_db
def test_a_folder_of_population_brings_every_day_of_one_list_and_again_changes_nothing(who: Acting) -> None:
    for again in (False, True):
        with as_(who):
            lines = list(import_directory(TAKAMATSU, town="高松市", by=who, on=date(2026, 11, 20), at=NOW))
        counts = [line.result.counts for line in lines if line.name == "population"]
        assert [one.rows_in == one.created + one.updated + one.unchanged + one.rejected for one in counts] == [
            True,
            True,
        ]
        assert all((one.unchanged if again else one.created) > 200 for one in counts)
    found = areas.editions()
    assert {edition.source for edition in found} == {"高松市 地域・年齢別人口"}
    assert [edition.on.year for edition in found] == [2026, 2024]
