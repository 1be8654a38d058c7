"""Postal codes, as people type them."""

import pytest

from otagai.kernel.postcode import read_postcode


@pytest.mark.parametrize(
    "typed", ["425-0021", "4250021", "〒4250021", "〒425-0021", "４２５－００２１", " 〒 ４２５ー００２１ ", "425−0021"]
)
def test_one_code_however_it_is_typed(typed: str) -> None:
    assert read_postcode(typed) == "425-0021"


@pytest.mark.parametrize("typed", ["", "425", "054-621-2941", "425-00211", "中港425-0021", "425-002a"])
def test_anything_else_is_none(typed: str) -> None:
    assert read_postcode(typed) == ""
