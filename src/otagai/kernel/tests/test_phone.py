import pytest
from hypothesis import given
from hypothesis import strategies as st

from otagai.kernel.phone import grouped, is_mobile, normalise, shown


@pytest.mark.parametrize(
    "typed",
    [
        "054-621-2941",
        "（０５４）６２１−２９４１",
        "054ー621ー2941",
        "+81 54 621 2941",
        "+81(0)54-621-2941",
        "電話:0546212941",
    ],
)
def test_one_desk_has_one_number_however_it_is_written(typed: str) -> None:
    assert normalise(typed) == "0546212941"


@pytest.mark.parametrize(
    "number",
    [
        "054-621-2941",
        "054-251-1234",
        "0547-45-1234",
        "0548-22-1234",
        "0545-51-1234",
        "053-457-1234",
        "0537-21-1234",
        "055-931-1234",
        "0557-36-1234",
        "03-5253-1111",
        "06-6208-8181",
        "04-2998-1111",
        "04-7167-1111",
        "042-523-2111",
        "0422-51-5131",
        "011-211-2111",
        "0154-23-5151",
        "01558-2-0181",
        "045-671-2121",
        "0466-25-1111",
        "080-3611-7860",
        "070-1570-4208",
        "050-3177-2113",
        "0120-123-456",
        "0570-064-370",
        "0800-123-4567",
        "119",
        "188",
        "#7119",
    ],
)
def test_numbers_are_grouped_as_the_numbering_plan_groups_them(number: str) -> None:
    assert grouped(number.replace("-", "")) == number


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("621-2941", "市外局番"),
        ("054-621-294", "10けたの はずですが 9けた"),
        ("090-1234-567", "11けたの はずですが 10けた"),
        ("+1 212 555 0100", "日本の電話番号では"),
        ("あとで聞く", "数字と - のほか"),
        ("", "数字と - のほか"),
    ],
)
def test_a_number_that_cannot_be_dialled_is_answered_with_what_to_do(typed: str, advice: str) -> None:
    with pytest.raises(ValueError, match=advice):
        normalise(typed)


def test_a_screen_shows_what_was_typed_when_it_is_no_number() -> None:
    assert shown("となりの家に伝言") == "となりの家に伝言"
    assert shown("0546212941") == "054-621-2941"


def test_short_messages_go_to_mobiles_only() -> None:
    assert is_mobile("080-3611-7860")
    assert not is_mobile("054-621-2941")
    assert not is_mobile("0800-123-4567")
    assert not is_mobile("なし")


@given(st.from_regex(r"0[1-9][0-9]{8}|0[789]0[0-9]{8}", fullmatch=True))
def test_grouping_loses_no_digit(digits: str) -> None:
    try:
        number = normalise(digits)
    except ValueError:
        return
    assert grouped(number).replace("-", "") == number
    assert normalise(grouped(number)) == number
