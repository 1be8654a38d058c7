"""Population lists are read whole: every row is counted, or left with its reason."""

from datetime import date
from pathlib import Path

import pytest

from otagai.kernel.geo import Point
from otagai.kernel.population import Counted, read_takamatsu
from otagai.kernel.tables import read_table

TAKAMATSU = Path(__file__).parents[4] / "demo" / "takamatsu" / "population"
HEADERS = [
    "surveyDate", "regionName", "totalPopulation", *(f"{sex}{n}" for n in range(1, 19) for sex in ("man", "woman")), "location",
]  # fmt: skip


def read(**changed: str):
    values = dict.fromkeys(HEADERS, "1") | {
        "surveyDate": "2026-02-01", "regionName": "塩屋町", "totalPopulation": "36", "location": "34.34,134.05",
    } | changed  # fmt: skip
    return read_table("\n".join([",".join(HEADERS), ",".join(f'"{values[h]}"' for h in HEADERS)]).encode())


@pytest.mark.parametrize(
    ("name", "day", "older", "people"),
    [("0066_202402", date(2024, 2, 1), 67_357, 408_000), ("0066_202602", date(2026, 2, 1), 72_026, 400_000)],
)
def test_all_235_towns_of_takamatsu_are_counted(name, day, older, people):
    towns, left = read_takamatsu(read_table((TAKAMATSU / f"{name}.xlsx").read_bytes()))
    assert (len(towns), left) == (235, [])
    assert {town.on for town in towns} == {day}
    assert sum(town.aged(75) for town in towns) == older
    assert sum(town.aged() for town in towns) > people
    assert all(town.point for town in towns)


def test_a_row_keeps_its_place_its_people_and_its_line():
    (town,), left = read_takamatsu(read(woman18="4", totalPopulation="39"))
    assert (town.point, town.line, town.aged(85), left) == (Point(34.34, 134.05), 2, 5, [])


def test_a_town_without_a_position_is_still_counted():
    (town,), _ = read_takamatsu(read(location=""))
    assert town.point is None


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"totalPopulation": "35"}, "合いません"),
        ({"man3": "x"}, "man3"),
        ({"woman1": ""}, "woman1"),
        ({"surveyDate": "ことし"}, "調査の日"),
        ({"surveyDate": "2026-13-01"}, "暦"),
        ({"location": "0,0"}, "0です"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(changed, reason):
    towns, (left,) = read_takamatsu(read(**changed))
    assert (towns, left.line) == ([], 2)
    assert reason in left.reason


def test_only_five_year_steps_can_be_asked():
    town = Counted("町", date(2026, 2, 1), (1, 2, 3), (4, 5, 6), None)
    assert [town.aged(0), town.aged(5), town.aged(10)] == [21, 16, 9]
    for age in (3, -5, 15):
        with pytest.raises(ValueError, match="5歳きざみ"):
            town.aged(age)
