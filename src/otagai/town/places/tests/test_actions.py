"""Keeping places, windows, flags and links."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.audit.models import Deed
from otagai.base.safekeeping.errors import RuleBroken, StaleEdit
from otagai.kernel.opening import OpeningException, OpeningRule
from otagai.town.places import actions, queries
from otagai.town.places.models import Banner, Opening, Place, Window, WindowLink, WindowStep
from otagai.town.places.words import BannerState, PlaceForm, PlaceKind, WindowState, Yes
from tests.factories import TODAY, a_place, a_user, a_window, acting, an_organization, as_, as_public

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
TUESDAYS = OpeningRule(frozenset({1}), time(10), time(12), nth=frozenset({2, 4}))


@pytest.fixture
def who() -> Acting:
    """A CSW."""
    return acting(a_user())


def a_flag(number: str = "Y-001") -> Banner:
    """A flag in the stock."""
    return Banner.objects.create(number=number)


def test_a_new_place_is_verified_by_whoever_wrote_it_down(who: Acting) -> None:
    with as_(who):
        place = actions.add_place(
            by=who, kind=PlaceKind.SALON, name=" 港サロン ", on=TODAY, openings=[TUESDAYS], wheelchair=Yes.YES,
            address="焼津市石津港町40", latitude=34.841, longitude=138.326,
        )  # fmt: skip
        assert Deed.objects.filter(verb="places.added", subject_id=place.pk).exists()
    place.refresh_from_db()
    assert (place.name, place.verified_on, place.verified_by) == ("港サロン", TODAY, who.user)
    assert Opening.objects.get(place=place).weeks == [2, 4]


def test_a_place_in_the_sea_of_japan_backwards_is_refused_and_nothing_is_stored(who: Acting) -> None:
    with as_(who):
        with pytest.raises(RuleBroken):
            actions.add_place(by=who, kind=PlaceKind.SALON, name="港", on=TODAY, latitude=138.3, longitude=34.8)
        with pytest.raises(ValueError, match="verified_on"):
            actions.add_place(by=who, kind=PlaceKind.SALON, name="港", on=TODAY, verified_on=TODAY)
    assert not Place.objects.exists()


def test_the_address_of_a_private_home_never_stands_in_the_public_columns(who: Acting) -> None:
    with as_(who):
        home = actions.add_place(
            by=who, kind=PlaceKind.SALON, name="縁側の会", on=TODAY, form=PlaceForm.PRIVATE_HOME,
            address="焼津市本町5-6-1", latitude=34.8632241, longitude=138.3205961,
        )  # fmt: skip
        assert (home.address, home.private_address, home.latitude) == ("", "焼津市本町5-6-1", 34.865)
        now = actions.change_place(home.pk, by=who, seen_version=1, address="焼津市本町7-1")
        assert (now.address, now.private_address) == ("", "焼津市本町7-1")
        opened = actions.change_place(home.pk, by=who, seen_version=2, form=PlaceForm.FIXED)
        assert (opened.address, opened.private_address) == ("焼津市本町7-1", "")


def test_two_people_change_at_once_and_the_second_sees_both_texts(who: Acting) -> None:
    place = a_place("港サロン")
    with as_(who):
        actions.change_place(place.pk, by=who, seen_version=1, fee="100円")
        with pytest.raises(StaleEdit) as both:
            actions.change_place(place.pk, by=who, seen_version=1, fee="無料", wheelchair=Yes.YES)
        assert (both.value.theirs["参加費"], both.value.yours["参加費"]) == ("100円", "無料")
        assert (both.value.theirs["車いす"], both.value.yours["車いす"]) == ("未確認", "あり")
        with pytest.raises(RuleBroken):
            actions.change_place(place.pk, by=who, seen_version=2, latitude=34.8)


def test_opening_rules_are_replaced_and_a_stale_change_shows_both(who: Acting) -> None:
    place = a_place()
    closed, other = (
        OpeningException(date(2026, 12, 8)),
        OpeningException(date(2026, 12, 22), time(13), time(15), "クリスマス会"),
    )
    with as_(who):
        actions.set_openings(place.pk, by=who, seen_version=1, openings=[TUESDAYS], exceptions=[closed, other])
        assert actions.openings_of(place.pk) == ([TUESDAYS], [closed, other])
        with pytest.raises(StaleEdit) as both:
            actions.set_openings(place.pk, by=who, seen_version=1, openings=[])
        assert both.value.theirs["開いている時"] == (
            "第2・第4火曜 10:00–12:00（祝日は休み）／2026年12月8日(火) 休み／2026年12月22日(火) 13:00–15:00 クリスマス会"
        )
        with pytest.raises(RuleBroken, match="同じ日"):
            actions.set_openings(place.pk, by=who, seen_version=2, openings=[], exceptions=[closed, closed])
        actions.set_openings(place.pk, by=who, seen_version=2, openings=[])
    assert not Opening.objects.exists()


def test_looking_again_renews_the_day(who: Acting) -> None:
    place = a_place(verified_on=date(2025, 1, 1))
    with as_(who):
        actions.verify(place.pk, by=who, on=TODAY)
    place.refresh_from_db()
    assert (place.verified_on, place.verified_by) == (TODAY, who.user)


def test_a_salon_becomes_a_window_step_by_step_and_each_step_stays(who: Acting) -> None:
    place, flag = a_place("港サロン", organization=an_organization("みなとの会")), a_flag()
    with as_(who):
        window = actions.propose_window(place.pk, by=who, at=AT, host_name="松井")
        actions.step(window.pk, to=WindowState.ASKED, by=who, at=AT, on=TODAY)
        actions.step(window.pk, to=WindowState.BRIEFED, by=who, at=AT, on=date(2026, 11, 1))
        with pytest.raises(RuleBroken) as reasons:
            actions.step(window.pk, to=WindowState.OPEN, by=who, at=AT, on=TODAY)
        assert reasons.value.reasons == ["守秘の約束が まだです", "のぼり旗を まだ渡していません"]
        actions.pledge(window.pk, by=who, on=TODAY)
        actions.hand_out(flag.pk, window_id=window.pk, by=who, on=TODAY)
        opened = actions.step(window.pk, to=WindowState.OPEN, by=who, at=AT, on=TODAY, note="旗をかかげた")
    assert (opened.briefed_on, opened.opened_on, opened.next_check_on) == (date(2026, 11, 1), TODAY, date(2027, 11, 20))
    assert opened.organization is not None
    steps = WindowStep.objects.order_by("pk").values_list("from_state", "to_state")
    assert list(steps) == [
        ("candidate", "candidate"), ("candidate", "asked"), ("asked", "briefed"), ("briefed", "open"),
    ]  # fmt: skip


def test_a_place_becomes_a_candidate_once_and_only_while_it_exists(who: Acting) -> None:
    place, gone = a_place(), a_place(ended_on=TODAY)
    with as_(who):
        actions.propose_window(place.pk, by=who, at=AT)
        with pytest.raises(RuleBroken, match="もう 窓口"):
            actions.propose_window(place.pk, by=who, at=AT)
        with pytest.raises(RuleBroken, match="もうありません"):
            actions.propose_window(gone.pk, by=who, at=AT)
        with pytest.raises(RuleBroken, match="けた数"):
            actions.propose_window(a_place().pk, by=who, at=AT, host_phone="054-12")


def test_returning_the_flag_takes_flags_and_links_back_at_once(who: Acting) -> None:
    window, flag = a_window(), a_flag()
    Banner.objects.filter(pk=flag.pk).update(state=BannerState.HANDED_OUT, window=window)
    with as_(who):
        token = actions.issue_link(window.pk, holder="松井", by=who, at=AT)
        actions.step(window.pk, to=WindowState.PAUSED, by=who, at=AT, on=TODAY, note="夏休み")
        actions.step(window.pk, to=WindowState.OPEN, by=who, at=AT, on=TODAY)
        actions.step(window.pk, to=WindowState.RETURNED, by=who, at=AT, on=TODAY)
    flag.refresh_from_db()
    window.refresh_from_db()
    assert (flag.state, flag.window) == (BannerState.IN_STOCK, None)
    assert (window.briefed_on, window.pledged_on, window.next_check_on) == (None, None, None)
    with as_public():
        assert queries.window_by_token(token) is None


def test_the_yearly_check_moves_the_date_of_an_open_window_only(who: Acting) -> None:
    window, candidate = a_window(next_check_on=TODAY), a_window(state=WindowState.CANDIDATE)
    with as_(who):
        assert [line.check_is_due for line in queries.windows_for_staff(on=TODAY)] == [True, False]
        actions.yearly_check(window.pk, by=who, at=AT, on=TODAY)
        with pytest.raises(RuleBroken, match="年次確認"):
            actions.yearly_check(candidate.pk, by=who, at=AT, on=TODAY)
    window.refresh_from_db()
    assert window.next_check_on == date(2027, 11, 20)
    assert WindowStep.objects.get().note == "年次確認をしました"


def test_the_host_changes_with_a_version(who: Acting) -> None:
    window = a_window()
    with as_(who):
        actions.change_window(window.pk, by=who, seen_version=1, host_name="鈴木", host_phone="054-621-2941")
        with pytest.raises(StaleEdit):
            actions.change_window(window.pk, by=who, seen_version=1, host_name="佐藤")
        with pytest.raises(ValueError, match="state"):
            actions.change_window(window.pk, by=who, seen_version=2, state="open")
        with pytest.raises(RuleBroken):
            actions.change_window(window.pk, by=who, seen_version=2, host_phone="1")


def test_a_place_with_its_flag_up_cannot_end(who: Acting) -> None:
    window, other = a_window(), a_place()
    with as_(who):
        with pytest.raises(RuleBroken, match="返納"):
            actions.end_place(window.place_id, by=who, on=TODAY)
        actions.end_place(other.pk, by=who, on=TODAY)
    assert Place.objects.get(pk=other.pk).ended_on == TODAY


def test_flags_are_counted_handed_out_taken_back_lost_and_found(who: Acting) -> None:
    asked, candidate = a_window(state=WindowState.ASKED), a_window(state=WindowState.CANDIDATE)
    with as_(who):
        assert actions.add_banners(by=who, first="Y-001", count=3, on=TODAY) == 3
        with pytest.raises(RuleBroken, match="Y-003"):
            actions.add_banners(by=who, first="Y-003", count=2, on=TODAY)
        with pytest.raises(RuleBroken, match="数字で"):
            actions.add_banners(by=who, first="旗", count=2, on=TODAY)
        first, second, third = Banner.objects.order_by("number")
        with pytest.raises(RuleBroken, match="まだ お願い"):
            actions.hand_out(first.pk, window_id=candidate.pk, by=who, on=TODAY)
        actions.hand_out(first.pk, window_id=asked.pk, by=who, on=TODAY)
        with pytest.raises(RuleBroken, match="貸出中"):
            actions.hand_out(first.pk, window_id=asked.pk, by=who, on=TODAY)
        actions.take_back(first.pk, by=who, on=TODAY)
        actions.mark_lost(second.pk, by=who, on=TODAY)
        actions.take_back(second.pk, by=who, on=TODAY)
        actions.retire(third.pk, by=who, on=TODAY)
    assert {count.state: count.count for count in queries.stock()} == {
        BannerState.IN_STOCK: 2, BannerState.HANDED_OUT: 0, BannerState.LOST: 0, BannerState.RETIRED: 1,
    }  # fmt: skip


def test_an_open_window_keeps_at_least_one_flag(who: Acting) -> None:
    window, flag = a_window(), a_flag()
    Banner.objects.filter(pk=flag.pk).update(state=BannerState.HANDED_OUT, window=window)
    with as_(who):
        with pytest.raises(RuleBroken, match="休止"):
            actions.take_back(flag.pk, by=who, on=TODAY)
        actions.hand_out(a_flag("Y-002").pk, window_id=window.pk, by=who, on=TODAY)
        actions.take_back(flag.pk, by=who, on=TODAY)


def test_a_link_opens_its_window_until_it_is_revoked(who: Acting) -> None:
    window = a_window("港サロン")
    with as_(who):
        token = actions.issue_link(window.pk, holder="松井さん", by=who, at=AT)
    link = WindowLink.objects.get()
    assert token not in (link.token_hash, "")
    with as_public():
        door = queries.window_by_token(token)
    assert door == queries.WindowDoor(window.pk, "港サロン", "松井さん")
    link.refresh_from_db()
    assert link.last_used_at is not None and link.last_used_at > AT
    with as_(who):
        actions.revoke_link(a_window().pk, link.pk, by=who, at=AT)
        assert queries.window_by_token(token) is not None
        actions.revoke_link(window.pk, link.pk, by=who, at=AT)
    with as_public():
        assert queries.window_by_token(token) is None


def test_expired_paused_and_unknown_links_look_the_same(who: Acting) -> None:
    window, paused = a_window(), a_window()
    with as_(who):
        short = actions.issue_link(window.pk, holder="松井", by=who, at=AT, expires_at=AT + timedelta(days=1))
        WindowLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        resting = actions.issue_link(paused.pk, holder="鈴木", by=who, at=AT)
    Window.objects.filter(pk=paused.pk).update(state=WindowState.PAUSED)
    with as_public():
        for token in (short, resting, "x" * 43, "", "\x00" * 40, "あ" * 50, "x" * 10_000):
            assert queries.window_by_token(token) is None


def test_nobody_who_asks_says_what_time_it_is(who: Acting) -> None:
    window = a_window()
    with as_(who):
        token = actions.issue_link(window.pk, holder="松井", by=who, at=AT)
    WindowLink.objects.update(expires_at=timezone.now() - timedelta(days=1))
    sql = "SELECT window_id FROM places_window_by_token(%s, '2026-01-01T00:00:00Z')"
    with pytest.raises(ProgrammingError), as_public(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [hashlib.sha256(token.encode()).hexdigest()])


def test_no_link_without_a_holder_a_flag_or_a_future(who: Acting) -> None:
    with as_(who), pytest.raises(RuleBroken) as reasons:
        actions.issue_link(a_window(state=WindowState.ASKED).pk, holder=" ", by=who, at=AT, expires_at=AT)
    assert len(reasons.value.reasons) == 3


def test_a_home_that_writes_its_number_for_residents_is_refused_also_when_only_the_words_change(who: Acting) -> None:
    with as_(who):
        place = actions.add_place(
            by=who, kind=PlaceKind.SALON, name="家", on=TODAY, form=PlaceForm.PRIVATE_HOME, address="本町5-6-1"
        )
        with pytest.raises(RuleBroken):
            actions.change_place(place.pk, by=who, seen_version=1, how_to_come="本町5丁目6番1号の青い屋根")
        special = [OpeningException(TODAY, None, None, "本町5-6-1へ ご連絡を")]
        with pytest.raises(RuleBroken):
            actions.set_openings(place.pk, by=who, seen_version=1, openings=[], exceptions=special)
        changed = actions.change_place(place.pk, by=who, seen_version=1, how_to_come="青い屋根")
    assert (changed.private_address, changed.around) == ("本町5-6-1", "本町")


def test_a_place_that_becomes_a_home_hides_address_point_and_postal_code(who: Acting) -> None:
    place = a_place("サロン", address="本町5-6-1", postcode="425-0022", latitude=34.8661, longitude=138.3229)
    with as_(who):
        home = actions.change_place(place.pk, by=who, seen_version=1, form=PlaceForm.PRIVATE_HOME)
    assert (home.address, home.private_address, home.postcode, home.around) == ("", "本町5-6-1", "", "本町")
    assert (home.latitude, home.longitude) == (34.865, 138.325)
    with as_(who):
        moved = actions.change_place(place.pk, by=who, seen_version=2, address="港町3-4")
    assert (moved.private_address, moved.around) == ("港町3-4", "港町")
