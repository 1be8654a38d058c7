from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from otagai.kernel.suppression import SMALLEST_INTERNAL, SMALLEST_PUBLIC, Suppressed, suppress, suppress_line

Cells = list[list[int]]


def tables(height: int, width: int, largest: int) -> st.SearchStrategy[Cells]:
    count = st.sampled_from([0, 0, 0, 1, 2, largest]) | st.integers(
        0, largest
    )  # real tables are full of zeros and ones
    row = st.lists(count, min_size=width, max_size=width)
    return st.lists(row, min_size=height, max_size=height)


small_tables = st.tuples(st.integers(1, 3), st.integers(1, 3)).flatmap(lambda size: tables(*size, 25))


def totals(cells: Cells) -> list[int]:
    return [*map(sum, cells), *map(sum, zip(*cells, strict=True)), sum(map(sum, cells))]


def shown_totals(table: Suppressed) -> list[int | None]:
    return [*table.row_totals, *table.column_totals, table.total]


def worlds(cells: Cells, table: Suppressed, choices: range, *, around: bool) -> list[Cells]:
    """Every table of counts an attacker must hold for possible, tried out one by one."""
    hidden = [(i, j) for i, row in enumerate(table.rows) for j, count in enumerate(row) if count is None]
    shown = shown_totals(table)
    possible = []
    for values in product(choices, repeat=len(hidden)):
        world = [list(row) for row in cells]
        for (i, j), value in zip(hidden, values, strict=True):
            world[i][j] = world[i][j] + value if around else value
        if min(map(min, world)) < 0:
            continue
        if all(seen is None or seen == total for seen, total in zip(shown, totals(world), strict=True)):
            possible.append(world)
    return possible


def assert_nothing_can_be_computed(cells: Cells, table: Suppressed, possible: list[Cells]) -> None:
    assert cells in possible
    for i, row in enumerate(table.rows):
        for j, count in enumerate(row):
            assert count is not None or len({world[i][j] for world in possible}) > 1, (cells, table, i, j)
    for place, seen in enumerate(shown_totals(table)):
        assert seen is not None or len({totals(world)[place] for world in possible}) > 1, (cells, table, place)


@settings(max_examples=250)
@given(small_tables, st.sampled_from([2, 3, 5, 10]))
def test_no_hidden_cell_can_be_computed_from_what_is_shown(cells: Cells, k: int) -> None:
    # If a cell is not determined, one person can move along a ring of hidden cells: trying −1, 0, +1 everywhere is
    # enough.
    table = suppress(cells, k=k)
    assert_nothing_can_be_computed(cells, table, worlds(cells, table, range(-1, 2), around=True))


@settings(max_examples=120)
@given(tables(2, 2, 4), st.sampled_from([2, 3, 4]))
def test_an_attacker_who_tries_every_number_finds_no_hidden_cell(cells: Cells, k: int) -> None:
    table = suppress(cells, k=k)
    assert_nothing_can_be_computed(cells, table, worlds(cells, table, range(9), around=False))


@given(small_tables, st.sampled_from([2, 5, 10]))
def test_no_small_number_is_shown_and_what_is_shown_is_true(cells: Cells, k: int) -> None:
    table = suppress(cells, k=k)
    for row, shown_row in zip(cells, table.rows, strict=True):
        assert all(shown in (None, count) for count, shown in zip(row, shown_row, strict=True))
        assert all(shown is None or shown == 0 or shown >= k for shown in shown_row)
    for total, shown in zip(totals(cells), shown_totals(table), strict=True):
        assert shown is None or (shown == total and (shown == 0 or shown >= k))


@given(small_tables, st.sampled_from([5, 10]))
def test_no_row_or_column_gives_away_a_small_group_by_subtraction(cells: Cells, k: int) -> None:
    table = suppress(cells, k=k)
    columns = list(zip(*table.rows, strict=True))
    for line, total in [
        *zip(table.rows, table.row_totals, strict=True),
        *zip(columns, table.column_totals, strict=True),
    ]:
        if total is not None and None in line:
            assert total - sum(count for count in line if count is not None) >= k


@given(st.lists(st.integers(0, 40), min_size=1, max_size=6), st.sampled_from([5, 10]))
def test_one_line_with_its_total_is_safe_too(counts: list[int], k: int) -> None:
    line, total = suppress_line(counts, k=k)
    hidden = [count for count, shown in zip(counts, line, strict=True) if shown is None]
    assert all(count == 0 or count >= k for count in line if count is not None)
    if total is not None and hidden:
        assert total == sum(counts)
        assert len(hidden) > 1
        assert sum(hidden) >= k


def test_a_table_of_large_numbers_is_shown_as_it_is() -> None:
    table = suppress([[20, 30], [40, 50]])
    assert table.rows == ((20, 30), (40, 50))
    assert (table.row_totals, table.column_totals, table.total, table.hidden) == ((50, 90), (60, 80), 140, 0)


def test_one_small_cell_takes_three_more_with_it() -> None:
    table = suppress([[3, 40, 50], [60, 11, 70], [80, 90, 12]], k=5)
    assert table.hidden == 4
    assert table.rows[0][0] is None
    assert table.total == 416


def test_a_group_of_exactly_k_is_large_enough() -> None:
    assert suppress_line([4, 6, 30], k=10) == ((None, None, 30), 40)
    assert suppress_line([4, 5, 30], k=10) == ((None, None, None), 39)
    assert suppress_line([10, 30], k=10) == ((10, 30), 40)


def test_the_limits_are_those_of_the_safety_rules() -> None:
    assert (SMALLEST_PUBLIC, SMALLEST_INTERNAL) == (10, 5)
    assert suppress([[9, 20], [30, 40]]).rows[0][0] is None


def test_a_cell_with_many_people_is_spared_where_one_with_few_will_do() -> None:
    table = suppress([[3, 400, 20], [20, 30, 300], [500, 600, 700]], k=5)
    assert table.rows == ((None, 400, None), (None, 30, None), (500, 600, 700))


def test_that_there_is_nobody_may_be_said() -> None:
    assert suppress([[0, 30], [40, 50]]).hidden == 0


def test_a_whole_city_by_town_age_and_sex_is_done_in_a_moment() -> None:
    cells = [[(town * 7 + age * age * 3) % 41 for age in range(36)] for town in range(235)]
    table = suppress(cells, k=5)
    assert all(count is None or count == 0 or count >= 5 for row in table.rows for count in row)
    assert table.hidden < 235 * 36 / 2


@pytest.mark.parametrize(
    ("cells", "k", "advice"),
    [([[1, 2], [3]], 5, "そろって"), ([[-1]], 5, "負の数"), ([[1]], 1, "2以上")],
)
def test_what_is_no_table_of_people_is_refused(cells: Cells, k: int, advice: str) -> None:
    with pytest.raises(ValueError, match=advice):
        suppress(cells, k=k)


def test_an_empty_table_is_empty() -> None:
    assert suppress([]).rows == ()
