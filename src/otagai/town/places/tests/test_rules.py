"""Decisions about places and windows."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otagai.town.places import rules
from otagai.town.places.rules import WindowFacts
from otagai.town.places.words import BannerState, PlaceForm, PlaceKind, WindowState

W = WindowState
READY = WindowFacts(date(2026, 4, 1), date(2026, 4, 1), banners=1)


def test_the_way_to_the_flag_goes_one_step_after_the_other() -> None:
    way = [W.CANDIDATE, W.ASKED, W.BRIEFED, W.OPEN, W.PAUSED, W.RETURNED]
    for now, to in itertools.pairwise(way):
        assert rules.why_not_step(now, to, READY) == []
    assert rules.why_not_step(W.PAUSED, W.OPEN, READY) == []
    assert rules.why_not_step(W.CANDIDATE, W.OPEN, READY) == ["いまは「候補」なので、「掲揚中」にはできません"]
    assert rules.why_not_step(W.RETURNED, W.OPEN, READY) != []


def test_no_flag_before_briefing_pledge_and_a_flag_to_hoist() -> None:
    assert rules.why_not_open(WindowFacts(None, None, 0)) == [
        "説明会の日が まだです",
        "守秘の約束が まだです",
        "のぼり旗を まだ渡していません",
    ]
    assert rules.why_not_step(W.BRIEFED, W.OPEN, WindowFacts(date(2026, 4, 1), None, 1)) == ["守秘の約束が まだです"]
    assert rules.why_not_open(WindowFacts(date(2026, 4, 1), date(2026, 4, 1), 1, place_ended=True)) != []


@given(
    st.sampled_from(list(W)), st.sampled_from(list(W)), st.builds(WindowFacts, st.none(), st.none(), st.integers(0, 3))
)
def test_whatever_happens_nobody_opens_without_a_briefing(now: W, to: W, facts: WindowFacts) -> None:
    if to is W.OPEN:
        assert rules.why_not_step(now, to, facts)


def test_every_state_of_window_and_banner_has_its_next_steps() -> None:
    assert set(rules.WINDOW_NEXT) == set(W)
    assert set(rules.BANNER_NEXT) == set(BannerState)
    assert rules.why_not_banner(BannerState.RETIRED, BannerState.HANDED_OUT) != []
    assert rules.why_not_banner(BannerState.LOST, BannerState.IN_STOCK) == []


def test_a_private_home_keeps_its_address_and_shows_its_point_only_roughly() -> None:
    kept = rules.where_kept(PlaceForm.PRIVATE_HOME, "焼津市本町5-6-1", 34.8632241, 138.3205961)
    assert (kept.address, kept.private_address) == ("", "焼津市本町5-6-1")
    assert (kept.latitude, kept.longitude) == (34.865, 138.32)
    public = rules.where_kept(PlaceForm.FIXED, "焼津市本町5-6-1", 34.8632241, None)
    assert (public.address, public.private_address, public.latitude) == ("焼津市本町5-6-1", "", 34.8632241)


@given(st.floats(20, 46))
def test_rough_is_never_farther_than_half_a_knot_and_roughening_again_changes_nothing(degrees: float) -> None:
    rough = rules.roughly(degrees)
    assert rough is not None
    assert abs(rough - degrees) <= rules.GRID / 2 + 1e-3
    assert rules.roughly(rough) == rough


def test_a_place_needs_a_name_and_both_coordinates_or_none() -> None:
    assert rules.why_not_place("", 34.8, None) == [
        "名前を書いてください",
        "緯度と経度は 両方 書くか、両方 空けてください",
    ]
    assert rules.why_not_place("港サロン", 138.3, 34.8) == ["緯度・経度が 日本の中では ありません"]
    assert rules.why_not_place("港サロン", None, None, "054") != []
    assert rules.why_not_place("港サロン", 34.8, 138.3, "054-621-2941") == []


@pytest.mark.parametrize(
    ("day", "due"), [(date(2026, 11, 20), date(2027, 11, 20)), (date(2028, 2, 29), date(2029, 2, 28))]
)
def test_the_yearly_check_is_due_a_year_later(day: date, due: date) -> None:
    assert rules.next_check(day) == due


def test_months_are_counted_back_to_a_day_that_exists() -> None:
    assert rules.months_before(date(2026, 11, 20), 6) == date(2026, 5, 20)
    assert rules.months_before(date(2026, 8, 31), 6) == date(2026, 2, 28)
    assert rules.months_before(date(2026, 1, 31), 12) == date(2025, 1, 31)


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(1, 60))
def test_the_months_said_and_the_day_counted_back_agree(verified_on: date, on: date, months: int) -> None:
    since = rules.months_since(verified_on, on)
    assert since is not None
    assert (since >= months) == (verified_on <= rules.months_before(on, months))


def test_a_park_of_a_list_follows_it_and_a_salon_never_does() -> None:
    assert rules.follows_its_list(PlaceKind.PARK, "焼津市 公園")
    assert not rules.follows_its_list(PlaceKind.PARK, "")
    assert not rules.follows_its_list(PlaceKind.COOL_SPOT, "焼津市 まちなか涼みどころ")


def test_months_since_are_whole_ones() -> None:
    assert rules.months_since(None, date(2026, 11, 20)) is None
    assert rules.months_since(date(2026, 5, 21), date(2026, 11, 20)) == 5


def test_flags_are_numbered_on_with_their_digits_kept() -> None:
    assert rules.banner_numbers("Y-008", 3) == ["Y-008", "Y-009", "Y-010"]
    with pytest.raises(ValueError, match="数字で終わる"):
        rules.banner_numbers("旗", 3)
    with pytest.raises(ValueError, match="500"):
        rules.banner_numbers("Y-1", 501)


@pytest.mark.parametrize(
    ("address", "town"),
    [
        ("焼津市本町5-6-1", "焼津市本町"),
        ("焼津市本町五丁目6番1号", "焼津市本町"),
        ("焼津市三ケ名１２３", "焼津市三ケ名"),
        ("焼津市小川 山田方", ""),
        ("", ""),
    ],
)
def test_of_a_home_residents_learn_the_neighbourhood_before_the_number(address: str, town: str) -> None:
    kept = rules.where_kept(PlaceForm.PRIVATE_HOME, address, 34.8661, 138.3229)
    assert (kept.address, kept.private_address, kept.around) == ("", address, town)
    assert rules.where_kept(PlaceForm.PRIVATE_HOME, address, None, None, "港のほう").around == "港のほう"
    assert rules.where_kept(PlaceForm.FIXED, address, None, None, "港のほう").around == ""


@pytest.mark.parametrize("told", ["本町5-6-1です", "本町５丁目６の１", "本町五丁目6番1号の家"])
def test_no_words_for_residents_hold_the_number_of_a_home(told: str) -> None:
    assert rules.why_not_home("焼津市本町5-6-1", ["お茶", told])
    assert not rules.why_not_home("焼津市本町5-6-1", ["第2・4火曜 10:00", "054-156-1000", ""])


def test_a_house_with_one_number_is_known_by_its_town_and_number() -> None:
    assert rules.why_not_home("焼津市小川2724", ["小川2724番地です"])
    assert not rules.why_not_home("焼津市小川2724", ["電話 054-000-2724"])
    assert not rules.why_not_home("ひみつ町 山田方", ["ひみつ町です"])


@pytest.mark.parametrize("told", ["090-1234-5678へ", "０９０１２３４５６７８", "(054) 628-1234"])
def test_no_telephone_of_a_person_stands_in_the_words_of_welcome(told: str) -> None:
    assert rules.why_not_welcome("どうぞ", told)
    assert not rules.why_not_welcome("10時から12時、20人まで", "")
