"""Decisions about areas."""

from __future__ import annotations

import itertools

import pytest

from otagai.kernel.shapes import Feature
from otagai.town.areas import rules
from otagai.town.areas.rules import Drawing


def square(west: float, south: float, size: float = 0.01) -> dict:
    """A square of so many degrees."""
    east, north = west + size, south + size
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


NAMES = [
    (1, "高新田自治会"),
    (2, "焼津第6自治会"),
    (3, "小川小学校"),
    (4, "上小杉第2自主防災会"),
    (5, "大井川東小学校"),
]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("焼津市高新田123-4", 1),
        ("静岡県焼津市小川３２１", 3),
        ("上小杉第２", 4),
        ("高新田のあたり", 1),
        ("静岡県焼津市本町2-16-32", None),
        ("", None),
    ],
)
def test_an_address_names_the_area_whose_name_it_contains(text: str, key: int | None) -> None:
    assert rules.area_named_in(text, NAMES) == key


def test_two_areas_of_one_name_are_not_guessed_between() -> None:
    assert rules.area_named_in("焼津市小川1", [(1, "小川小学校"), (2, "小川中学校")]) is None


def test_the_longest_name_wins() -> None:
    assert rules.area_named_in("焼津市大井川東町1", [(1, "大井川自治会"), (2, "大井川東自治会")]) == 2


def test_pieces_of_one_area_become_one() -> None:
    both = rules.merged([Drawing("本町", "7", square(138, 34)), Drawing("本町", "7", square(138.02, 34))])
    assert [drawing.name for drawing in both] == ["本町"]
    assert both[0].geometry["type"] == "MultiPolygon"
    assert both[0].box == (138.0, 34.0, 138.03, 34.01)


def test_a_line_or_a_nameless_drawing_is_no_area() -> None:
    assert rules.why_not_area("", {"type": "LineString", "coordinates": []}) == [
        "名前が ありません",
        "面の図形では ありません（線や点は 圏域になりません）",
    ]
    assert rules.why_not_area("あ" * 81, square(138, 34)) == ["名前が 80字より 長いです"]
    assert rules.why_not_area("本町", square(138, 34)) == []


def test_border_lines_are_put_together_to_the_area_they_enclose() -> None:
    corners = [[138.0, 34.0], [138.1, 34.0], [138.1, 34.1], [138.0, 34.1], [138.0, 34.0]]
    sides = [
        Feature({}, {"type": "LineString", "coordinates": [one, other]}) for one, other in itertools.pairwise(corners)
    ]
    (whole,) = rules.assembled(sides, name_field="name", name="焼津市")
    assert whole.properties == {"name": "焼津市"}
    assert whole.geometry["type"] == "Polygon"
    with pytest.raises(ValueError, match="つながっていない"):
        rules.assembled(sides[:2], name_field="name", name="焼津市")


def test_roads_that_go_round_a_block_make_no_area_of_it() -> None:
    block = [[138.0, 34.0], [138.01, 34.0], [138.01, 34.01], [138.0, 34.0]]
    roads = [Feature({}, {"type": "LineString", "coordinates": way}) for way in (block, [[138.0, 34.0], [138.2, 34.2]])]
    with pytest.raises(ValueError, match="境ではない"):
        rules.assembled(roads, name_field="name", name="焼津市")


def test_areas_that_are_drawn_as_areas_stay_as_they_are() -> None:
    drawn = [Feature({"名": "本町"}, square(138, 34))]
    assert rules.assembled(drawn, name_field="name", name="焼津市") == drawn


def test_the_field_with_names_is_found_among_numbers_dates_and_notes() -> None:
    features = [
        Feature(
            {"ID": n, "更新": "2025-02-26", "F0": f"{name}小学校", "注記": "境界は誤差があります。"}, square(138, 34)
        )
        for n, name in enumerate(["東", "西", "港"])
    ]
    assert rules.guess_name_field(features) == "F0"
    assert rules.guess_name_field([]) == ""
