"""Days and times of events as a city really writes them; what is unclear is refused, never guessed."""

from datetime import date, time

import pytest

from otagai.kernel.event_days import read_event_days, read_event_times

NEAR = date(2026, 8, 21)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("8月5日（水）～8月16日（日）", date(2026, 8, 5), date(2026, 8, 16)),
        ("8月11日(火・祝)～9月23日(水・祝）", date(2026, 8, 11), date(2026, 9, 23)),
        ("12月25日(金)～1月3日(日)", date(2026, 12, 25), date(2027, 1, 3)),
        ("2026-08-22~2026-08-30", date(2026, 8, 22), date(2026, 8, 30)),
        ("2026年4月1日から10日", date(2026, 4, 1), date(2026, 4, 10)),
    ],
)
def test_a_span_goes_from_its_first_to_its_last_day(text: str, first: date, last: date) -> None:
    found = read_event_days(text, near=NEAR)
    assert (found.first, found.last, found.daily) == (first, last, True)


def test_days_left_out_and_working_days_are_understood() -> None:
    assert read_event_days("8月5日（水）～8月16日（日）\n※10日（月）以外", near=NEAR).left_out == (date(2026, 8, 10),)
    assert read_event_days("7月1日（水）～\n8月31日（月）\n※平日のみ", near=NEAR).working_days


@pytest.mark.parametrize("text", ["2026-08-22", "2026/8/22", "2026年8月22日", "8月22日(土)", "８月２２日（土）"])
def test_a_single_day_is_one_day(text: str) -> None:
    found = read_event_days(text, near=NEAR)
    assert (found.days, found.daily) == ((date(2026, 8, 22),), False)


def test_a_list_of_days_keeps_its_months() -> None:
    found = read_event_days("9月4日、18日、10月2日、16日 (第1週、3週の金曜日)", near=NEAR)
    assert [(day.month, day.day) for day in found.days] == [(9, 4), (9, 18), (10, 2), (10, 16)]


def test_the_weekday_tells_the_year() -> None:
    assert read_event_days("1月10日(日)", near=NEAR).first == date(2027, 1, 10)
    assert read_event_days("8月22日(金)", near=NEAR).first == date(2025, 8, 22)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "随時（要調整）",
        "8月16日(日)まで",
        "8・9月の試合日程",
        "2月30日",
        "8月22日(月)",
        "～9月25日(金)",
        "8月1日～8月9日※雨の日以外",
    ],
)
def test_what_is_unclear_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"[ぁ-ん]"):
        read_event_days(text, near=NEAR)


@pytest.mark.parametrize(
    ("opens", "closes", "start", "end", "said"),
    [
        ("9：00", "17：00", time(9), time(17), ""),
        ("13時30分", "午後3時", time(13, 30), time(15), ""),
        ("9：30", "17:00(金、土は19:00まで)", time(9, 30), time(17), "9：30 → 17:00(金、土は19:00まで)"),
        ("10:00\n13:30", "12:30\n16:00", time(10), time(16), "10:00 13:30 → 12:30 16:00"),
        ("18:30", "-", time(18, 30), time(20, 30), "終わりの時刻は 目安です"),
        ("23:00", "", time(23), time(23, 59), "終わりの時刻は 目安です"),
    ],
)
def test_times_are_read_and_what_does_not_fit_is_told_in_words(
    opens: str, closes: str, start: time, end: time, said: str
) -> None:
    assert read_event_times(opens, closes) == (start, end, said)


def test_no_beginning_no_event() -> None:
    with pytest.raises(ValueError, match="開始時間"):
        read_event_times("-", "17:00")
