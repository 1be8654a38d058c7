"""Questions about areas, also asked from the public pages."""

from __future__ import annotations

import json
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from otagai.base.accounts.words import Duty
from otagai.town.areas import actions, queries
from otagai.town.areas.rules import Drawing
from otagai.town.areas.tests.test_rules import square
from otagai.town.areas.words import LayerKind
from tests.factories import a_user, acting, as_, as_public

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 20)


@pytest.fixture
def town() -> tuple[int, int]:
    """Two neighbourhoods side by side, one school district over the middle."""
    who = acting(a_user(Duty.SYSTEM_ADMINISTRATOR))
    with as_(who):
        hoods = actions.import_layer(
            [Drawing("東自治会", "", square(138.01, 34)), Drawing("高新田自治会", "", square(138.0, 34))],
            kind=LayerKind.NEIGHBOURHOOD, name="自治会", on=ON, by=who,
        )  # fmt: skip
        schools = actions.import_layer(
            [Drawing("東小学校", "", square(138.005, 34))], kind=LayerKind.ELEMENTARY, name="小学校区", on=ON, by=who
        )
        actions.compute_overlaps(hoods.layer_id, schools.layer_id, on=ON, by=who)
    return hoods.layer_id, schools.layer_id


def test_a_point_lies_in_one_area_of_each_layer(
    town: tuple[int, int], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with as_public(), django_assert_num_queries(1):
        here = queries.areas_at(34.005, 138.012, on=ON)
    assert [(area.name, area.layer_kind) for area in here] == [
        ("東自治会", LayerKind.NEIGHBOURHOOD),
        ("東小学校", LayerKind.ELEMENTARY),
    ]
    assert [area.name for area in queries.areas_at(34.005, 138.001, on=ON)] == ["高新田自治会"]
    assert queries.areas_at(35.0, 138.001, on=ON) == []
    assert queries.areas_at(34.005, 138.001, on=ON, kind=LayerKind.ELEMENTARY) == []


def test_the_area_is_guessed_from_the_name_of_the_quarter(town: tuple[int, int]) -> None:
    found = queries.guess_area("焼津市高新田55", kind=LayerKind.NEIGHBOURHOOD, on=ON)
    assert found is not None
    assert found.name == "高新田自治会"
    assert queries.guess_area("焼津市本町1", kind=LayerKind.NEIGHBOURHOOD, on=ON) is None


def test_layers_tell_how_many_areas_they_have_and_overlap(town: tuple[int, int]) -> None:
    _hoods, _ = town
    assert [(layer.name, layer.areas) for layer in queries.layers(ON)] == [("自治会", 2), ("小学校区", 1)]
    assert [group for group, _ in queries.grouped_choices(ON)] == ["自治会", "小学校区"]
    east = {name: pk for pk, name in queries.area_choices(LayerKind.NEIGHBOURHOOD, on=ON)}["東自治会"]
    (neighbour,) = queries.overlaps_of(east)
    assert (neighbour.name, round(neighbour.share, 2)) == ("東小学校", 0.5)
    assert queries.area_names([east]) == {east: "東自治会"}
    assert queries.area_names([]) == {}


def test_the_map_of_a_layer_is_made_once_for_each_edition(
    town: tuple[int, int], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    hoods, _ = town
    with as_public():
        first = queries.areas_geojson(hoods, on=ON)
        with django_assert_num_queries(1):
            second = queries.areas_geojson(hoods, on=ON)
    assert first is not None
    assert second == first
    document = json.loads(first.content)
    assert {feature["properties"]["name"] for feature in document["features"]} == {"東自治会", "高新田自治会"}
    who = acting(a_user(Duty.SYSTEM_ADMINISTRATOR))
    with as_(who):
        actions.import_layer(
            [Drawing("東自治会", "", square(138.01, 34, 0.02))],
            kind=LayerKind.NEIGHBOURHOOD, name="自治会", on=ON, by=who,
        )  # fmt: skip
    third = queries.areas_geojson(hoods, on=date(2026, 12, 1))
    assert third is not None
    assert third.tag != first.tag
    assert len(json.loads(third.content)["features"]) == 1
    assert queries.areas_geojson(10**9, on=ON) is None
