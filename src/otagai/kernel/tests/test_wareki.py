from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otagai.kernel.wareki import PartialDate, era_of, parse_date, seireki, wareki, with_weekday

TODAY = date(2026, 11, 20)
whole_dates = st.dates(date(1873, 1, 1), date(2150, 12, 31)).map(PartialDate.of)
partial_dates = st.builds(
    lambda day, parts, about: PartialDate(*(day.year, day.month, day.day)[:parts], about=about),
    st.dates(date(1873, 1, 1), date(2150, 12, 31)),
    st.integers(1, 3),
    st.booleans(),
)


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("昭和16年3月5日", "1941-03-05"),
        ("S16.3.5", "1941-03-05"),
        ("s16/3/5", "1941-03-05"),
        ("昭和十六年三月五日", "1941-03-05"),
        ("昭16.3", "1941-03"),
        ("㍼16年", "1941"),
        ("令和元年", "2019"),
        ("令和元年5月", "2019-05"),
        ("1941/3/5", "1941-03-05"),
        ("１９４１年３月５日生まれ", "1941-03-05"),
        ("19410305", "1941-03-05"),
        ("1941-03", "1941-03"),
        ("西暦1941年", "1941"),
        ("1941年ごろ", "1941~"),
        ("80歳くらい", "1946~"),
        ("満80才", "1946~"),
        ("2026年11月20日(金)", "2026-11-20"),
        ("平成31年4月30日", "2019-04-30"),
        ("昭和64年1月7日", "1989-01-07"),
    ],
)
def test_a_birthday_may_be_written_in_any_of_the_usual_ways(typed: str, iso: str) -> None:
    assert parse_date(typed, on=TODAY).iso == iso


def test_a_person_born_on_the_day_an_era_changed_may_give_either_name() -> None:
    assert parse_date("大正15年12月25日") == parse_date("昭和元年12月25日")
    assert parse_date("明治45年7月30日") == parse_date("大正元年7月30日")


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("平成31年5月2日", "平成は 平成31年までです。令和元年5月2日では ありませんか"),
        ("昭和65年", "昭和は 昭和64年までです。平成2年では ありませんか"),
        ("昭和元年12月24日", "昭和は 1926年12月25日からです"),
        ("昭和0年", "昭和は"),
        ("1941/2/30", "1941年2月30日という日は ありません"),
        ("80歳", "いつの年齢か"),
        ("去年の春", "のように 書いてください"),
        ("", "のように 書いてください"),
        ("1800年", "使えません"),
    ],
)
def test_a_date_that_cannot_be_is_answered_with_what_to_do(typed: str, advice: str) -> None:
    with pytest.raises(ValueError, match=advice):
        parse_date(typed)


def test_an_age_beyond_all_people_is_refused() -> None:
    with pytest.raises(ValueError, match="140歳"):
        parse_date("140歳", on=TODAY)


def test_each_era_begins_on_the_day_the_law_says() -> None:
    days = [date(1912, 7, 30), date(1926, 12, 25), date(1989, 1, 8), date(2019, 5, 1)]
    assert [era_of(day).name for day in days] == ["大正", "昭和", "平成", "令和"]
    assert [era_of(date.fromordinal(day.toordinal() - 1)).name for day in days] == ["明治", "大正", "昭和", "平成"]
    with pytest.raises(ValueError, match="明治より前"):
        era_of(date(1867, 1, 1))


def test_a_year_in_which_the_era_changed_carries_both_names() -> None:
    assert wareki(PartialDate(1989)) == "昭和64年・平成元年"
    assert wareki(PartialDate(1989, 2)) == "平成元年2月"
    assert wareki(PartialDate(2026, 11, 20)) == "令和8年11月20日"
    assert seireki(PartialDate(1941, about=True)) == "1941年ごろ"


def test_a_day_on_a_screen_names_its_weekday() -> None:
    assert with_weekday(TODAY) == "2026年11月20日(金)"


def test_somebody_whose_birthday_is_half_known_has_an_age_from_to() -> None:
    assert PartialDate(1941).ages(TODAY) == (84, 85)
    assert PartialDate(1941, 3, 5).ages(TODAY) == (85, 85)
    assert PartialDate(1940, 2, 29).ages(date(2026, 2, 28)) == (85, 85)


def test_about_a_year_means_two_years_either_side() -> None:
    about = PartialDate(1946, about=True)
    assert (about.earliest, about.latest) == (date(1944, 1, 1), date(1948, 12, 31))
    leap = PartialDate(1940, 2, 29, about=True)
    assert (leap.earliest, leap.latest) == (date(1938, 2, 28), date(1942, 2, 28))
    assert PartialDate(1941, 2).latest == date(1941, 2, 28)


def test_a_day_without_its_month_is_no_date() -> None:
    with pytest.raises(ValueError, match="月が ありません"):
        PartialDate(1941, None, 5)


@pytest.mark.parametrize("text", ["1941-3", "41", "1941-03-05T00", ""])
def test_only_kept_text_is_read_back(text: str) -> None:
    with pytest.raises(ValueError, match="日付として"):
        PartialDate.from_iso(text)


@given(st.text("二十百千〇0123456789-元年月日生まれ昭和令平SHR/. ~歳くらい・()金", max_size=14))
def test_whatever_is_typed_is_a_date_or_an_answer(text: str) -> None:
    try:
        found = parse_date(text, on=TODAY)
    except ValueError as error:
        assert str(error).strip()
    else:
        assert found.earliest <= found.latest


@given(partial_dates)
def test_what_is_kept_is_read_back(found: PartialDate) -> None:
    assert PartialDate.from_iso(found.iso) == found


@given(partial_dates)
def test_what_is_shown_can_be_typed(found: PartialDate) -> None:
    assert parse_date(seireki(found)) == found
    assert parse_date(wareki(found)) == found


@given(whole_dates, whole_dates)
def test_kept_text_sorts_like_days(one: PartialDate, other: PartialDate) -> None:
    assert (one.iso < other.iso) == (one.earliest < other.earliest)


@given(partial_dates, partial_dates)
def test_two_dates_may_be_one_day_whichever_is_asked(one: PartialDate, other: PartialDate) -> None:
    assert one.earliest <= one.latest
    assert one.may_be(one)
    assert one.may_be(other) == other.may_be(one)
