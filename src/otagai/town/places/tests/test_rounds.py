"""説明会, 年次確認, 受払簿: many windows at once, each step once, nothing taken back by accident."""

from __future__ import annotations

import hashlib
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Duty
from otagai.base.notices.models import Notice
from otagai.base.safekeeping.errors import RuleBroken
from otagai.town.places import actions, queries
from otagai.town.places.models import (
    Banner,
    Briefing,
    CheckLine,
    CheckRound,
    Place,
    Window,
    WindowLink,
    WindowStep,
)
from otagai.town.places.rules import next_check
from otagai.town.places.words import BannerState, CheckHow, CheckWish, WindowState
from tests.factories import TODAY, a_town, a_user, a_window, acting, as_, as_public, as_worker

pytestmark = pytest.mark.django_db
TOKEN = "the-token-of-a-window-that-is-asked"
SOON = TODAY + timedelta(days=20)


@pytest.fixture
def who() -> Acting:
    return acting(a_user())


def candidate(name: str, **more: Any) -> Window:
    return a_window(name, **{"state": WindowState.CANDIDATE, "briefed_on": None, "pledged_on": None, **more})


def planned(who: Acting, *windows: Window, on: date = SOON) -> Briefing:
    with as_(who):
        return actions.plan_briefing(
            on=on, starts_at=time(10), where="公民館", note="", windows=[one.pk for one in windows], by=who, at=timezone.now(),
            today=TODAY,
        )  # fmt: skip


def attended(who: Acting, briefing: Briefing, came: list[Window], pledged: list[Window], *, today: date = SOON) -> int:
    with as_(who):
        return actions.record_attendance(
            briefing.pk,
            came=[one.pk for one in came],
            pledged=[one.pk for one in pledged],
            by=who,
            at=timezone.now(),
            today=today,
        )


def test_inviting_asks_and_coming_takes_the_step_for_several_at_once(who: Acting) -> None:
    here, there, away = candidate("港"), candidate("山", state=WindowState.ASKED), candidate("川")
    briefing = planned(who, here, there, away)
    here.refresh_from_db()
    assert here.state == WindowState.ASKED
    assert attended(who, briefing, [here, there], [here]) == 2
    states = dict(Window.objects.values_list("place__name", "state"))
    assert states == {"港": "briefed", "山": "briefed", "川": "asked"}
    here.refresh_from_db(), there.refresh_from_db()
    assert (here.briefed_on, here.pledged_on, there.pledged_on) == (SOON, SOON, None)
    assert attended(who, briefing, [here, there], [here]) == 0, "written again it is no second step"
    assert WindowStep.objects.filter(window=here, to_state="briefed").count() == 1


def test_nobody_has_come_before_the_day_and_no_briefing_lies_in_the_past(who: Acting) -> None:
    briefing = planned(who, candidate("港"))
    with pytest.raises(RuleBroken):
        attended(who, briefing, [], [], today=TODAY)
    with pytest.raises(RuleBroken):
        planned(who, on=TODAY - timedelta(days=1))


def test_a_window_that_was_not_invited_takes_no_step_and_nobody_is_invited_twice(who: Acting) -> None:
    guest, stranger = candidate("港"), candidate("山", state=WindowState.ASKED)
    briefing = planned(who, guest)
    assert attended(who, briefing, [guest, stranger], [stranger]) == 1
    stranger.refresh_from_db()
    assert stranger.state == WindowState.ASKED and stranger.pledged_on is None
    with as_(who):
        assert actions.invite(briefing.pk, windows=[guest.pk, stranger.pk], by=who, at=timezone.now(), today=TODAY) == 1
        assert {line.invited for line in queries.briefings()} == {2}


def a_round(who: Acting) -> CheckRound:
    with as_(who):
        return actions.start_round(2026, due_on=SOON, by=who, today=TODAY)


def answer(who: Acting, line: CheckLine, wish: CheckWish, how: CheckHow = CheckHow.PAPER) -> None:
    with as_(who):
        actions.answer_check(line.round_id, line.pk, how=how, wish=wish, note="", by=who, on=TODAY, at=timezone.now())


def test_the_year_is_asked_once_of_every_window_with_its_flag_up(who: Acting) -> None:
    with pytest.raises(RuleBroken):
        a_round(who)
    a_window("港"), a_window("山"), candidate("川")
    begun = a_round(who)
    assert {line.window.place.name for line in CheckLine.objects.all()} == {"港", "山"}
    with pytest.raises(RuleBroken):
        a_round(who)
    with as_(who):
        page = queries.round_page(begun.pk)
    assert (page.line.asked, page.line.answered, len(page.missing)) == (2, 0, 2)


def test_who_goes_on_is_checked_for_a_year_and_who_wants_to_rest_is_only_written_down(who: Acting) -> None:
    going, resting = a_window("港", next_check_on=TODAY), a_window("山", next_check_on=TODAY)
    begun = a_round(who)
    answer(who, CheckLine.objects.get(window=going), CheckWish.GO_ON)
    answer(who, CheckLine.objects.get(window=resting), CheckWish.PAUSE, CheckHow.PHONE)
    going.refresh_from_db(), resting.refresh_from_db()
    assert (going.next_check_on, resting.next_check_on, resting.state) == (next_check(TODAY), TODAY, "open")
    assert going.place.verified_on == TODAY
    with as_(who):
        page = queries.round_page(begun.pk)
    assert [line.place for line in page.going_on] == ["港"] and [line.place for line in page.wishes] == ["山"]
    with pytest.raises(RuleBroken):
        answer(who, CheckLine.objects.get(window=going), CheckWish.STOP)


def asked_by_link(window: Window, **more: Any) -> None:
    WindowLink.objects.create(
        window=window, token_hash=hashlib.sha256(TOKEN.encode()).hexdigest(), holder="窓口", **more
    )


def answered(wish: CheckWish = CheckWish.GO_ON) -> bool:
    with as_public():
        return actions.answer_check_by_link(TOKEN, wish=wish, note="元気です")


def test_a_window_answers_by_its_link_once(who: Acting) -> None:
    window = a_window("港", next_check_on=TODAY)
    asked_by_link(window)
    assert not answered(), "nothing is asked yet"
    a_round(who)
    with as_public():
        assert queries.check_by_token(TOKEN) == SOON
    assert answered() and not answered(CheckWish.STOP)
    line = CheckLine.objects.get()
    assert (line.how, line.wish, line.note, line.by) == ("link", "go_on", "元気です", None)
    window.refresh_from_db()
    assert window.next_check_on and window.next_check_on > SOON
    assert Place.objects.get().verified_on is not None
    with as_public():
        assert queries.check_by_token(TOKEN) is None


def test_no_answer_comes_through_a_dead_link_or_after_the_end(who: Acting) -> None:
    window = a_window("港")
    asked_by_link(window, revoked_at=timezone.now())
    begun = a_round(who)
    assert not answered()
    WindowLink.objects.update(revoked_at=None)
    with as_(who):
        actions.close_round(begun.pk, by=who, on=TODAY)
    assert not answered()
    with pytest.raises(ProgrammingError), as_public(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM places_checkline")


def test_those_who_keep_windows_are_reminded_once_a_month_after_the_day(who: Acting) -> None:
    a_town()
    keeper = a_user(Duty.CSW)
    a_window("港")
    a_round(who)
    with as_worker():
        assert actions.remind_of_checks(on=SOON) == 0
        late = SOON + timedelta(days=1)
        assert actions.remind_of_checks(on=late) and actions.remind_of_checks(on=late), "asked twice it is told once"
        said = Notice.objects.filter(user=keeper).values_list("text", flat=True)
        assert list(said) == ["年次確認の お返事が まだの窓口が 1件 あります"]
    answer(who, CheckLine.objects.get(), CheckWish.GO_ON)
    with as_worker():
        assert actions.remind_of_checks(on=SOON + timedelta(days=60)) == 0


def test_the_ledger_tells_every_flag_in_and_out_and_what_is_left(who: Acting) -> None:
    window = a_window("港")
    with as_(who):
        actions.add_banners(by=who, first="Y-001", count=3, on=date(2026, 3, 1))
        first, second, _ = Banner.objects.order_by("number")
        actions.hand_out(first.pk, window_id=window.pk, by=who, on=date(2026, 5, 1))
        actions.mark_lost(second.pk, by=who, on=date(2026, 6, 1))
        actions.step(window.pk, to=WindowState.RETURNED, by=who, at=timezone.now(), on=date(2026, 7, 1))
        year = queries.ledger(2026)
    assert (year.before, year.came_in, year.went_out, year.left) == (3, 1, 2, 2)
    assert [(line.number, line.words, line.place, line.left) for line in year.lines] == [
        ("Y-001", "渡した", "港", 2), ("Y-002", "なくなった", "", 1), ("Y-001", "戻った", "港", 2),
    ]  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["out", "back", "lost", "retire"])), max_size=14))
def test_whatever_is_done_the_ledger_and_the_stock_say_the_same_number(deeds: list[tuple[int, str]]) -> None:
    who, window = acting(a_user()), a_window(state=WindowState.PAUSED)
    with as_(who):
        actions.add_banners(by=who, first=f"Z{window.pk}-1", count=4, on=TODAY)
        flags = list(Banner.objects.order_by("-pk").values_list("pk", flat=True)[:4])
        moves = {"back": actions.take_back, "lost": actions.mark_lost, "retire": actions.retire}
        for place, deed in deeds:
            try:
                if deed == "out":
                    actions.hand_out(flags[place], window_id=window.pk, by=who, on=TODAY)
                else:
                    moves[deed](flags[place], by=who, on=TODAY)
            except RuleBroken:
                pass
        in_stock = next(line.count for line in queries.stock() if line.state is BannerState.IN_STOCK)
        assert queries.ledger(2026).left == in_stock == Banner.objects.filter(state=BannerState.IN_STOCK).count()
