"""The question, the answer, the next places."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from otagai.insight.coverage import rules
from otagai.insight.coverage.rules import Living, Question, Standing
from otagai.insight.coverage.words import Ages
from otagai.kernel.geo import Point
from otagai.town.places.words import PlaceKind

PEOPLE = [
    Living("港町", Point(34.840, 138.32), (500, 120, 100), "港自治会"),
    Living("山手", Point(34.860, 138.32), (320, 80, 63), "山手自治会"),
]
SALON = Standing(1, "港サロン", PlaceKind.SALON, Point(34.8405, 138.32))
PARK = Standing(2, "山手公園", PlaceKind.PARK, Point(34.8605, 138.32))
SEA = Standing(3, "海の公園", PlaceKind.PARK, Point(34.70, 138.32))


def test_the_answer_says_who_has_a_place_and_who_has_none() -> None:
    answer = rules.answer(PEOPLE, [SALON], Question())
    assert [(group.label, group.people, group.within, group.without) for group in answer.groups] == [
        ("すべての人", 1183, 720, 463), ("65歳以上", 363, 220, 143), ("75歳以上", 163, 100, 63),
    ]  # fmt: skip
    assert [(area.label, area.within, area.without) for area in answer.areas] == [
        ("山手自治会", 0, 63),
        ("港自治会", 100, 0),
    ]
    assert answer.method == "直線×1.3"


def test_what_a_place_serves_alone_is_what_closing_it_costs() -> None:
    answer = rules.answer(PEOPLE, [SALON, replace(SALON, pk=9, name="隣"), PARK], Question())
    assert [(line.place.name, line.people, line.alone) for line in answer.places] == [
        ("山手公園", 63, 63), ("港サロン", 100, 0), ("隣", 100, 0),
    ]  # fmt: skip


def test_a_point_out_of_reach_says_how_far_it_is() -> None:
    line = rules.answer(PEOPLE, [SALON], Question()).points[0]
    assert (line.living.name, line.is_within) == ("山手", False)
    assert line.metres is not None
    assert 2800 < line.metres < 2850
    assert rules.answer(PEOPLE, [SEA], Question()).points[0].metres is None


def test_the_next_place_is_where_it_helps_most_people() -> None:
    found = rules.next_places(PEOPLE, [SALON], [SEA, PARK], Question(count=2))
    assert [(one.place.name, one.people) for one in found.chosen] == [("山手公園", 63)]
    assert (found.people, found.is_proven) == (63, True)


def test_nobody_at_all_is_an_answer_too() -> None:
    answer = rules.answer([], [], Question())
    assert [group.percent for group in answer.groups] == [None, None, None]
    assert rules.next_places([], [], [], Question()).chosen == ()


def test_two_answers_stand_beside_each_other() -> None:
    before, after = (rules.answer(PEOPLE, places, Question()) for places in ([SALON], [SALON, PARK]))
    sides = rules.side_by_side(before, after)
    assert [(side.label, side.one and side.one.without, side.other and side.other.without) for side in sides] == [
        ("山手自治会", 63, 0), ("港自治会", 0, 0),
    ]  # fmt: skip


def test_in_ten_minutes_everybody_walks_at_the_pace_of_their_age() -> None:
    far = Standing(1, "道のさき", PlaceKind.SALON, Point(34.840 + 550 / 111_195, 138.32))  # 550 m north of 港町
    asked = Question(minutes=10, detour=1.0)
    split = rules.by_pace(PEOPLE)
    assert [one.name for one in split[:3]] == ["港町（64歳まで）", "港町（65〜74歳）", "港町（75歳以上）"]
    groups = {group.ages: group for group in rules.answer(split, [far], asked).groups}
    assert (groups["all"].people, groups["all"].within) == (1183, 620), "800 m and 600 m are far enough, 500 m are not"
    assert groups["from_65"].within == 120
    assert groups["from_75"].within == 0
    lines = rules.answer(split, [far], Question(ages="all", minutes=10, detour=1.0)).points
    assert {(line.living.name, line.metres) for line in lines if "港町" in line.living.name} == {
        ("港町（64歳まで）", 550), ("港町（65〜74歳）", 550), ("港町（75歳以上）", 550),
    }, "metres are told as they are"  # fmt: skip
    around = rules.around(split, [], far, Question(ages="all", minutes=10, detour=1.0))
    assert [(line.living.name, line.metres) for line in around] == [
        ("港町（64歳まで）", 550),
        ("港町（65〜74歳）", 550),
    ]


def test_where_the_next_place_opens_depends_on_who_can_walk_there() -> None:
    split = rules.by_pace(PEOPLE)
    could = [
        Standing(n, name, PlaceKind.PARK, Point(34.860 + metres / 111_195, 138.32))
        for n, (name, metres) in enumerate({"となり": 450, "すこし先": 550}.items())
    ]
    found = {
        ages: rules.next_places(split, [], could[1:] if ages == "from_75" else could, Question(ages=ages, minutes=10, detour=1.0))
        for ages in ("all", "from_75")
    }  # fmt: skip
    assert [(one.place.name, one.people) for one in found["all"].chosen] == [("となり", 463)]
    assert found["from_75"].chosen == ()


def test_a_gap_never_promises_too_much() -> None:
    assert (rules.percents(0.0501), rules.percents(0.05), rules.percents(0.0)) == ("5.1%", "5%", "0%")


QUESTIONS = st.builds(
    Question, st.sampled_from(list(Ages)), st.sampled_from([300, 500, 800]),
    st.none() | st.sampled_from(rules.MINUTES), st.sampled_from(rules.DETOURS),
    st.lists(st.sampled_from(list(PlaceKind)), min_size=1, unique=True).map(tuple), st.none() | st.integers(0, 6),
    st.sampled_from(["", "morning"]), st.none() | st.integers(1, 9), st.lists(st.integers(1, 9)).map(tuple),
    st.lists(st.integers(1, 9)).map(tuple), st.integers(1, 10), st.booleans(), st.booleans(), st.booleans(), st.booleans(),
)  # fmt: skip


@given(QUESTIONS)
def test_a_question_that_is_kept_is_the_same_question(question: Question) -> None:
    assert rules.question_of(question.stored()) == question


@given(st.lists(st.floats(34.83, 34.87), max_size=5), st.floats(34.83, 34.87))
def test_one_place_more_never_lowers_reach(latitudes: list[float], one_more: float) -> None:
    places = [Standing(n, "", PlaceKind.SALON, Point(lat, 138.32)) for n, lat in enumerate(latitudes)]
    more = [*places, Standing(99, "", PlaceKind.SALON, Point(one_more, 138.32))]
    fewer, others = (rules.answer(PEOPLE, some, Question()).groups for some in (places, more))
    assert all(one.within <= other.within for one, other in zip(fewer, others, strict=True))
