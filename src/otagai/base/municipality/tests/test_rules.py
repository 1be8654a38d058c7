"""What a town must say of itself."""

from __future__ import annotations

import pytest

from otagai.base.municipality import rules
from otagai.base.municipality.words import Unit


def test_a_town_has_a_name_a_desk_and_a_telephone() -> None:
    assert rules.why_not_town(name="焼津市", desk_name="窓口", desk_phone="054-626-1111") == []
    assert len(rules.why_not_town(name=" ", desk_name="", desk_phone="電話")) == 3


@pytest.mark.parametrize(
    ("code", "good"),
    [("222127", True), ("131016", True), ("", True), ("222128", False), ("22212", False), ("２２２１２７", False)],
)
def test_the_code_of_a_municipality_has_a_check_digit(code: str, good: bool) -> None:
    assert (rules.why_not_code(code) == []) is good


def test_a_deadline_is_at_least_one_and_not_longer_than_anybody_remembers() -> None:
    assert rules.why_not_deadline(3, Unit.WORKING_DAYS) == []
    assert rules.why_not_deadline(0, Unit.DAYS)
    assert rules.why_not_deadline(367, Unit.DAYS)
    assert rules.why_not_deadline(1441, Unit.MINUTES)
