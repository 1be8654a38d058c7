"""Half-years share no day; themes are counted together until nobody can be picked out; alike is what anybody can check."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from otagai.base.accounts.acting import Held
from otagai.base.accounts.words import Duty
from otagai.insight.profiles import rules
from otagai.insight.profiles.rules import INDICATORS, Cell, Told
from otagai.insight.profiles.words import Family
from otagai.kernel.gathering import Spot, gather
from otagai.kernel.geo import Point
from otagai.welcome.intake.words import Theme

K = 10


@pytest.mark.parametrize(
    ("on", "older", "newer"),
    [
        (date(2026, 11, 20), "2025年10月〜2026年3月", "2026年4月〜9月"),
        (date(2026, 10, 7), "2025年4月〜9月", "2025年10月〜2026年3月"),
        (date(2026, 10, 8), "2025年10月〜2026年3月", "2026年4月〜9月"),
        (date(2026, 4, 8), "2025年4月〜9月", "2025年10月〜2026年3月"),
        (date(2026, 1, 15), "2024年10月〜2025年3月", "2025年4月〜9月"),
    ],
)
def test_the_last_two_half_years_that_have_ended_for_good(on: date, older: str, newer: str) -> None:
    assert tuple(half.words for half in rules.last_half_years(on)) == (older, newer)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_half_years_follow_each_other_and_share_no_day(on: date) -> None:
    older, newer = rules.last_half_years(on)
    assert older.since < older.until == newer.since < newer.until <= on - rules.SETTLED_AFTER
    assert (newer.until - older.since).days in (365, 366)


def test_every_theme_has_a_family() -> None:
    assert set(rules.FAMILY_OF) == set(Theme)
    assert set(rules.FAMILY_OF.values()) == set(Family)


def test_one_person_counts_once_in_a_family_however_often_they_came() -> None:
    told = [Told(1, "p1", ("health", "care"))] * 12 + [Told(1, f"c{n}", ("care",)) for n in range(9)]
    assert rules.counted_together(told, {1: Point(34.8, 138.3)}, k=K)[0] == Cell(Family.BODY, (1,), 10)


def test_each_family_is_gathered_by_itself() -> None:
    """Few who told of money do not hide the many who told of care."""
    told = [Told(area, f"c{area}-{n}", ("care",)) for area in (1, 2) for n in range(20)] + [
        Told(1, f"m{n}", ("money",)) for n in range(4)
    ]
    found = rules.counted_together(told, {1: Point(34.80, 138.3), 2: Point(34.81, 138.3)}, k=K)
    assert [(cell.areas, cell.count) for cell in found if cell.family is Family.BODY and cell.areas] == [
        ((1,), 20),
        ((2,), 20),
    ]
    assert not [cell for cell in found if cell.family is Family.LIVING and 0 < cell.count < K]


def test_a_small_district_is_counted_with_its_neighbour() -> None:
    told = [
        Told(area, f"c{area}-{n}", ("money",)) for area, people in ((1, 30), (2, 4), (3, 30)) for n in range(people)
    ]
    middles = {1: Point(34.80, 138.3), 2: Point(34.81, 138.3), 3: Point(34.90, 138.3)}
    found = rules.counted_together(told, middles, k=K)
    living = [(one.areas, one.count) for one in found if one.family is Family.LIVING and one.count]
    assert sorted(living) == [((1, 2), 34), ((3,), 30)]


TOLD = st.lists(
    st.tuples(st.sampled_from([1, 2, 3, 4, None]), st.sampled_from(["care", "money", "lonely"])), max_size=120
)


@settings(max_examples=40)
@given(TOLD, st.data())
def test_an_attacker_with_every_district_and_the_total_recovers_no_small_count(
    told: list[tuple[int | None, str]], data: st.DataObject
) -> None:
    """Everything published of a half-year are the gathered cells; totals and other districts are sums of them."""
    middles = {area: Point(34.80 + area / 100, 138.3) for area in (1, 2, 3, 4)}
    cells = rules.counted_together(
        [Told(area, f"c{n}", (theme,)) for n, (area, theme) in enumerate(told)], middles, k=K
    )
    assert all(cell.count == 0 or cell.count >= K for cell in cells)
    theme = data.draw(st.sampled_from(["care", "money", "lonely"]))
    found = [cell for cell in cells if cell.family is rules.FAMILY_OF[Theme(theme)]]
    true = {area: sum(1 for one in told if one == (area, theme)) for area in (1, 2, 3, 4, None)}
    small = [area for area, count in true.items() if 0 < count < K]
    if not small or not found:
        return
    target = data.draw(st.sampled_from(small))
    # the attacker even knows in which cell those stand who named no area
    stray = (
        next(n for n, cell in enumerate(found) if cell.count != sum(true[a] for a in cell.areas))
        if true[None]
        else None
    )
    unknown = list(true)
    rows = [[float(a in cell.areas or (a is None and n == stray)) for a in unknown] for n, cell in enumerate(found)]
    aim = np.array([float(a == target) for a in unknown])
    sums = np.array([float(cell.count) for cell in found])
    least, most = (linprog(sign * aim, A_eq=np.array(rows), b_eq=sums, bounds=(0, None)) for sign in (1, -1))
    assert -most.fun - least.fun >= K


POINTS = st.lists(
    st.tuples(st.floats(34.80, 34.90), st.floats(138.20, 138.35), st.tuples(*[st.integers(0, 25)] * 5)), min_size=1, max_size=6
)  # fmt: skip


@settings(max_examples=60)
@given(POINTS, st.data())
def test_an_attacker_with_both_gatherings_recovers_no_small_band(
    points: list[tuple[float, float, tuple[int, ...]]], data: st.DataObject
) -> None:
    """徒歩圏 publishes three classes of the first gathering, the profile five bands of the second: together they tell no more."""
    where = [Point(lat, lon) for lat, lon, _ in points]
    bands = [one[2] for one in points]
    cells = gather([Spot(at, (b[0] + b[1], b[2], b[3] + b[4])) for at, b in zip(where, bands, strict=True)], k=K)
    further = rules.gathered_further(cells, bands, k=K)
    assert all(count == 0 or count >= K for one in further for count in one.counts)
    held = [number for one in further for member in one.members for number in cells[member].members]
    small = [(n, b) for n in held for b in range(5) if 0 < bands[n][b] < K]
    if not small:
        return
    point, band = data.draw(st.sampled_from(small))

    def about(members: list[int], of: tuple[int, ...]) -> list[float]:
        return [float(n in members and b in of) for n in range(len(points)) for b in range(5)]

    known, sums = [], []
    for cell in cells:
        for of, count in zip(((0, 1), (2,), (3, 4)), cell.counts, strict=True):
            known.append(about(list(cell.members), of))
            sums.append(float(count))
    for one in further:
        members = [number for member in one.members for number in cells[member].members]
        for b in range(5):
            known.append(about(members, (b,)))
            sums.append(float(one.counts[b]))
    aim = np.array(about([point], (band,)))
    least, most = (linprog(sign * aim, A_eq=np.array(known), b_eq=np.array(sums), bounds=(0, None)) for sign in (1, -1))
    assert -most.fun - least.fun >= K - 1e-6


def test_districts_are_alike_by_every_indicator_alike() -> None:
    same = dict.fromkeys([one.key for one in INDICATORS], 10.0)
    values = {
        1: same,
        2: {**same, "aged": 11.0},
        3: {**same, "aged": 30.0, "reach": 90.0, "places": 4.0},
        4: {**same, "reach": 12.0, "places": 2.0},
    }
    found = rules.alike(1, values)
    assert [one.key for one in found] == [2, 4, 3]
    assert found[0].distance < found[1].distance < found[2].distance
    assert found[0].common == 3  # the others say nothing: all districts agree in them


def test_the_distance_is_the_same_from_both_sides_and_in_any_unit() -> None:
    values = {n: {"people": 100.0 * 3**n, "aged": 20.0 + n * n, "oldest": 9.0 + n, "reach": 50.0 - n} for n in range(4)}
    scaled = {n: {**row, "aged": 1000 * row["aged"]} for n, row in values.items()}
    assert rules.alike(0, values) == rules.alike(0, scaled)
    there = next(one.distance for one in rules.alike(0, values) if one.key == 3)
    assert next(one.distance for one in rules.alike(3, values) if one.key == 0) == there


def test_with_too_little_in_common_nobody_is_alike() -> None:
    assert rules.alike(1, {1: {"aged": 10.0, "places": 1.0}, 2: {"aged": 12.0, "places": 3.0}}) == []
    assert rules.alike(1, {}) == []


def test_a_duty_for_one_area_keeps_that_area_and_no_other() -> None:
    officer, csw = Held(Duty.DISTRICT_OFFICER, 1, area_id=7), Held(Duty.CSW, 1)
    assert rules.districts_kept([officer]) == {7}
    assert rules.districts_kept([officer, csw]) is None
    assert rules.districts_kept([Held(Duty.POLICY_PLANNER, 1)]) == frozenset()


def test_a_step_says_what_and_is_due_after_it_was_agreed() -> None:
    assert rules.why_not_step("公会堂を見に行く", date(2026, 12, 1), date(2026, 11, 20)) == []
    assert len(rules.why_not_step(" ", date(2026, 11, 1), date(2026, 11, 20))) == 2
