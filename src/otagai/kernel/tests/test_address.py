import pytest
from hypothesis import given
from hypothesis import strategies as st

from otagai.kernel.address import fold_address, same_address


@pytest.mark.parametrize(
    "written",
    [
        "焼津市本町五丁目6番1号",
        "焼津市本町5-6-1",
        "焼津市本町５丁目６の１",
        "静岡県焼津市大字本町5丁目6番地の1",
        "焼津市 本町 5ー6ー1",
    ],
)
def test_one_house_has_one_address(written: str) -> None:
    assert same_address(written, "静岡県焼津市本町5丁目6番1号")


def test_the_next_house_and_no_house_are_not_the_same() -> None:
    assert not same_address("本町5-61", "本町5-6-1")
    assert not same_address("", "")


def test_a_place_name_of_number_letters_that_is_no_number_stays_a_name() -> None:
    assert fold_address("二二十番3号") == "二二十番3"


@given(st.text("本町五十二丁目番地の号0123456-ー 大字", max_size=20))
def test_folding_an_address_twice_is_folding_it_once(text: str) -> None:
    assert fold_address(fold_address(text)) == fold_address(text)
