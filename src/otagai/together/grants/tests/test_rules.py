"""The rules of grants, with the conditions of real programmes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from otagai.together.grants import rules
from otagai.together.grants.rules import Asked, Conditions, Decision, Line, Met
from otagai.together.grants.words import ApplicationState, GatheringForm, Purpose, Side

FROM, TO = date(2026, 4, 1), date(2027, 3, 31)
DATE_CITY = Conditions(sessions_min=6, base_amount=15_000, per_person=200, startup_max=10_000)
MITOYO = Conditions(sessions_min=10, counts_visits=True, startup_max=10_000)
HIROSAKI = Conditions(minutes_min=60, months_min=3)
S = ApplicationState


def met(
    on: date = date(2026, 5, 1), people: int = 10, minutes: int = 90, form: GatheringForm = GatheringForm.TOGETHER
) -> Met:
    return Met(on, form, people, minutes)


def monthly(times: int) -> list[Met]:
    return [met(FROM + timedelta(days=28 * number)) for number in range(times)]


def asked(pk: int = 1, **more: object) -> Asked:
    usual = Asked(pk, 1, "サロン助成", Purpose.RUNNING, FROM, TO, S.SUBMITTED, "港の会")
    return replace(usual, **more)  # type: ignore[arg-type]


def test_so_many_times_a_year() -> None:
    assert rules.findings(monthly(6), DATE_CITY, starts_on=FROM, ends_on=TO) == []
    assert rules.findings(monthly(5), DATE_CITY, starts_on=FROM, ends_on=TO) == [
        "数えられる回は 5回です（6回以上が要件）"
    ]


def test_a_call_a_letter_a_visit_count_where_the_programme_says_so() -> None:
    call = met(form=GatheringForm.PHONE, people=1, minutes=10)
    assert rules.why_not_counted(call, MITOYO, starts_on=FROM, ends_on=TO) == []
    assert rules.why_not_counted(call, DATE_CITY, starts_on=FROM, ends_on=TO) == ["電話は 数えない要件"]


def test_too_short_too_few_or_outside_does_not_count_and_says_why() -> None:
    strict = Conditions(people_min=5, minutes_min=60)
    wrong = met(date(2027, 4, 1), people=4, minutes=59)
    assert rules.why_not_counted(wrong, strict, starts_on=FROM, ends_on=TO) == [
        "期間の外",
        "4人（5人以上）",
        "59分（60分以上）",
    ]


def test_months_are_counted_once() -> None:
    twice_in_may = [met(date(2026, 5, 1)), met(date(2026, 5, 15)), met(date(2026, 6, 1))]
    assert rules.findings(twice_in_may, HIROSAKI, starts_on=FROM, ends_on=TO) == [
        "集まった月は 2か月です（3か月以上が要件）"
    ]


def test_how_much_at_most() -> None:
    assert rules.most(DATE_CITY, Purpose.RUNNING, people=20) == 19_000
    assert rules.most(replace(DATE_CITY, yearly_max=18_000), Purpose.RUNNING, people=20) == 18_000
    assert rules.most(DATE_CITY, Purpose.STARTUP, people=20) == 10_000
    assert rules.most(HIROSAKI, Purpose.STARTUP, people=20) == 0
    assert rules.most(Conditions(yearly_max=30_000), Purpose.EVENT, people=0) == 30_000


def test_income_and_expense_are_the_same() -> None:
    lines = [Line(Side.INCOME, "助成", 10_000), Line(Side.EXPENSE, "お茶", 9_000)]
    assert rules.why_not_budget(lines, amount=10_000) == [
        "収入 10,000円と 支出 9,000円が 合いません（差 1,000円）", "申請する額が 支出より大きくなっています"
    ]  # fmt: skip
    assert rules.why_not_budget([*lines, Line(Side.EXPENSE, "紙", 1_000)], amount=10_000) == []
    assert rules.why_not_budget([], amount=0) == ["予算の 収入と支出を 書いてください"]


def test_an_application_fits_its_programme() -> None:
    lines = [Line(Side.INCOME, "助成", 20_000), Line(Side.EXPENSE, "お茶", 20_000)]
    said = rules.why_not_apply(lines, DATE_CITY, Purpose.RUNNING, amount=20_000, people=20, starts_on=TO, ends_on=FROM)
    assert said == ["期間の おわりは はじまりより あとにしてください", "この目的では 19,000円までです（いま 20,000円）"]


def test_the_same_group_is_found_however_its_name_is_written() -> None:
    assert rules.same_group(asked(group="港の会 ＡＢＣ"), asked(2, group="港の会　abc"))
    assert rules.same_group(asked(group="い", organization_id=5), asked(2, group="ろ", organization_id=5))
    assert rules.same_group(asked(group="い", proposal_id=5), asked(2, group="ろ", proposal_id=5))
    assert not rules.same_group(asked(group="い"), asked(2, group="ろ"))
    assert not rules.same_group(asked(group=" "), asked(2, group=""))


def test_a_second_funding_is_answered_with_a_reason_or_barred() -> None:
    mine, other = asked(), asked(2, programme_id=2, programme="地区社協の助成", purpose=Purpose.EVENT)
    assert "重ねてよい わけ" in rules.why_not_twice(mine, [other], answer=" ")[0]
    assert rules.why_not_twice(mine, [other], answer="行事の分だけ") == []
    barred = rules.why_not_twice(mine, [replace(other, with_others=False)], answer="行事の分だけ")
    assert barred == ["「地区社協の助成」と いっしょには使えない要件です（申請 2番）"]


DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(DAYS, DAYS, DAYS, DAYS, st.sampled_from(list(Purpose)), st.integers(1, 2), st.sampled_from(list(S)))
def test_nobody_is_funded_twice_unnoticed(
    begin: date, end: date, begins: date, ends: date, purpose: Purpose, programme: int, state: S
) -> None:
    mine = asked(starts_on=min(begin, end), ends_on=max(begin, end))
    other = asked(
        2, starts_on=min(begins, ends), ends_on=max(begins, ends), purpose=purpose, programme_id=programme, state=state
    )
    shared = any(
        mine.starts_on <= day <= mine.ends_on and other.starts_on <= day <= other.ends_on
        for day in (mine.starts_on, other.starts_on)
    )
    same = purpose is mine.purpose or programme != mine.programme_id
    expected = shared and same and state in rules.LIVING
    assert bool(rules.overlapping(mine, [other])) == expected == bool(rules.why_not_twice(mine, [other], answer=""))
    if other.state in rules.LIVING:  # what one notices, the other does
        assert bool(rules.overlapping(mine, [other])) == bool(rules.overlapping(other, [mine]))


def test_whoever_wrote_it_does_not_decide_and_less_needs_a_reason() -> None:
    usual = Decision(grants=True, amount=10_000, reason="", asked_amount=10_000, wrote=1, decides=2)
    assert rules.why_not_decide(usual) == []
    assert rules.why_not_decide(replace(usual, decides=1)) == ["申請を書いた人とは 別の人が 決めます"]
    assert rules.why_not_decide(replace(usual, amount=9_000)) == ["申請どおりでないときは、わけを 書いてください"]
    assert rules.why_not_decide(replace(usual, grants=False, amount=0)) == [
        "申請どおりでないときは、わけを 書いてください"
    ]
    assert rules.why_not_decide(replace(usual, amount=10_001)) == ["決める額は 1円から 10,000円までです"]


@given(st.lists(st.integers(-5, 12_000), max_size=8))
def test_payments_never_exceed_what_was_decided(amounts: list[int]) -> None:
    planned = 0
    for amount in amounts:
        if not rules.why_not_pay(S.GRANTED, granted=10_000, planned=planned, amount=amount):
            planned += amount
    assert 0 <= planned <= 10_000


def test_nothing_is_paid_before_it_was_decided() -> None:
    assert rules.why_not_pay(S.SUBMITTED, granted=0, planned=0, amount=1) == [
        "いまは「申請中」なので、支払は 書けません"
    ]


def test_a_report_says_what_everything_came_to_and_explains_what_is_missing() -> None:
    lines = [Line(Side.INCOME, "助成", 100, 100), Line(Side.EXPENSE, "お茶", 100, None)]
    assert rules.why_not_report(lines, [], note="") == ["決算の金額を すべて書いてください（使わなかったら 0）"]
    spent = [lines[0], replace(lines[1], actual=120)]
    assert rules.why_not_report(spent, [], note="") == ["決算の支出 120円が 収入 100円より大きくなっています"]
    fine = [lines[0], replace(lines[1], actual=90)]
    assert rules.why_not_report(fine, ["5回です"], note="") != []
    assert rules.why_not_report(fine, ["5回です"], note="台風で休んだ") == []


def test_on_each_day_one_set_of_conditions_holds() -> None:
    assert rules.why_not_conditions(FROM, TO, [(date(2025, 4, 1), date(2026, 3, 31))]) == []
    assert rules.why_not_conditions(FROM, None, [(TO, None)]) != []
    assert rules.why_not_conditions(TO, FROM, []) != []


def test_how_long_must_be_known_where_a_programme_asks() -> None:
    unknown = Met(FROM, GatheringForm.TOGETHER, 9, None)
    assert rules.why_not_counted(unknown, HIROSAKI, starts_on=FROM, ends_on=TO) == ["時間が 分かりません（60分以上）"]
    assert rules.why_not_counted(unknown, DATE_CITY, starts_on=FROM, ends_on=TO) == []


def test_whose_records_are_read() -> None:
    unasked = {"chosen": None, "by_hand": False, "began_at": None, "holds": []}
    for purpose, said, place in (
        (Purpose.RUNNING, {}, None),
        (Purpose.RUNNING, {"holds": [3]}, 3),
        (Purpose.RUNNING, {"holds": [3, 4]}, None),
        (Purpose.STARTUP, {"holds": [3], "began_at": 5}, 5),
        (Purpose.EVENT, {"holds": [3], "began_at": 5}, None),
        (Purpose.EVENT, {"chosen": 7}, 7),
        (Purpose.RUNNING, {"chosen": 7, "by_hand": True, "holds": [3]}, None),
    ):
        assert rules.read_from(purpose, **{**unasked, **said}) == place  # type: ignore[arg-type]


def test_the_same_place_is_the_same_group() -> None:
    assert rules.same_group(asked(group="い", place_id=5), asked(2, group="ろ", place_id=5))


SOME_DAYS = st.lists(st.dates(FROM, FROM + timedelta(days=6)), max_size=6)


@given(SOME_DAYS, SOME_DAYS)
def test_what_was_written_twice_is_the_same_time(told: list[date], typed: list[date]) -> None:
    same = rules.same_times(list(enumerate(told)), list(enumerate(typed)))
    assert all(told[session] == typed[number] for number, session in same.items())
    assert {number for number, on in enumerate(typed) if on in told} == set(same)
    for day in set(told) & set(typed):  # each that can be is matched to one of its own
        matched = {session for number, session in same.items() if typed[number] == day}
        assert len(matched) == min(told.count(day), typed.count(day))
