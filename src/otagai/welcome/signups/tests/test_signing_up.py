"""Somebody signs up, waits, moves up, is told; the hosts alone read the name, and not for ever."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import ProgrammingError, connection, transaction
from django.http import Http404

from otagai.base.accounts.acting import WORKER
from otagai.base.accounts.words import Duty
from otagai.base.notices.models import Notice
from otagai.base.safekeeping.errors import RuleBroken
from otagai.town.activities import actions as activities
from otagai.town.activities.models import HelpingSlot, Hosting
from otagai.welcome.letterbox.actions import Posted
from otagai.welcome.letterbox.models import Letter
from otagai.welcome.letterbox.rules import LETTERS_BEFORE_QUARANTINE
from otagai.welcome.signups import actions, queries
from otagai.welcome.signups.actions import Caller, Wish
from otagai.welcome.signups.models import Participant, SignUp
from otagai.welcome.signups.queries import OwnSignUp, RollOfDay
from otagai.welcome.signups.tests.conftest import TUESDAY, Gym, the_worker_opens
from otagai.welcome.signups.words import News, Standing, Way
from tests.factories import NOW, TODAY, a_user, acting, an_organization, as_, as_public, as_worker

Comes = Callable[..., Posted]


def roll(gym: Gym, day: date = TUESDAY, who: Any = None) -> RollOfDay:
    who = who or gym.leader
    with as_(who):
        return queries.roll_of(gym.activity.pk, day, by=who)


def own(posted: Posted) -> OwnSignUp:
    with as_public():
        found = queries.own_sign_up(posted.receipt_number, on=TODAY)
    assert found is not None
    return found


def the_worker_tells(**more: timedelta) -> int:
    with as_worker():
        return actions.tell_news(by=WORKER, at=NOW + timedelta(**more))


def test_the_host_reads_who_comes_and_nobody_else_does(gym: Gym, comes: Comes) -> None:
    comes("浜ハナ", note="車いすです")
    assert (the_worker_opens(), the_worker_opens()) == (1, 0)
    line = roll(gym).lines[0]
    assert (line.name, line.phone, line.note, line.standing) == ("浜ハナ", "054-000-0000", "車いすです", Standing.IN)
    stranger = roll(gym, who=gym.stranger)
    assert (stranger.lines, stranger.sealed, stranger.circle_id) == ((), 1, None)
    with as_(gym.stranger), pytest.raises(Http404):
        queries.participant_for(gym.activity.pk, line.pk, by=gym.stranger)


def test_the_public_role_can_neither_read_names_nor_change_a_sign_up(gym: Gym, comes: Comes) -> None:
    posted = comes("浜ハナ")
    the_worker_opens()
    for statement in (
        "TABLE signups_participant", "TABLE signups_telling", "TABLE signups_roll", "SELECT sealed FROM letterbox_letter",
        "UPDATE signups_signup SET seats = 9", "DELETE FROM signups_signupend",
    ):  # fmt: skip
        with pytest.raises(ProgrammingError), as_public(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert "浜ハナ".encode() not in bytes(Letter.objects.get(receipt_number=posted.receipt_number).sealed)


def test_whoever_no_longer_holds_the_activity_reads_no_name_at_once(gym: Gym, comes: Comes) -> None:
    """Before the worker has been round: the database asks for the hosts of today."""
    other = an_organization("山手地区社協")
    theirs = acting(a_user(Duty.ORGANIZATION_LEADER, organization=other))
    Hosting.objects.create(activity=gym.activity, organization=other, position=1)
    comes("浜ハナ")
    the_worker_opens()
    assert roll(gym, who=theirs).lines[0].name == "浜ハナ"
    Hosting.objects.filter(organization=other).delete()
    assert roll(gym, who=theirs).lines == ()
    Hosting.objects.create(activity=gym.activity, organization=other, position=1)
    with as_worker():
        actions.keep_circles(by=WORKER, at=NOW)
    assert len(roll(gym, who=theirs).lines) == 1


def test_pressing_twice_is_one_place_and_one_number(gym: Gym) -> None:
    submission, wish, caller = uuid.uuid4(), Wish(gym.activity.pk, TUESDAY), Caller("浜ハナ", "054-000-0000")
    with as_public():
        first, second = (actions.sign_up(wish, caller, submission=submission, at=NOW) for _ in range(2))
    assert first == second
    assert first.passphrase
    assert SignUp.objects.count() == Letter.objects.count() == 1


def test_the_third_waits_moves_up_when_one_leaves_and_is_told_by_mail(gym: Gym, comes: Comes) -> None:
    first, _, third = comes("一の人"), comes("二の人"), comes("三の人", phone="", mail="three@example.test")
    the_worker_opens()
    assert (own(third).standing, own(third).place) == (Standing.WAITING, 1)
    assert the_worker_tells() == 0
    with as_public():
        assert actions.take_back(first.receipt_number, first.passphrase, at=NOW)
        assert actions.take_back(first.receipt_number, first.passphrase, at=NOW)
    assert (own(first).standing, own(third).standing) == (Standing.ENDED, Standing.IN)
    assert [line.news for line in roll(gym).lines] == [None, None, News.MOVED_UP]
    assert (the_worker_tells(), the_worker_tells()) == (1, 0)
    assert mail.outbox[0].to == ["three@example.test"]
    said = mail.outbox[0].subject + mail.outbox[0].body
    assert not any(word in said for word in ("三の人", third.receipt_number, "浜の体操", "小川"))
    told = roll(gym).lines[2]
    assert (told.news, told.told[0][:2]) == (None, (News.MOVED_UP, Way.MAIL))


def test_a_wrong_passphrase_takes_nothing_back(gym: Gym, comes: Comes) -> None:
    posted = comes("浜ハナ")
    with as_public():
        assert not actions.take_back(posted.receipt_number, "0000-0000-0000", at=NOW)
        assert not actions.take_back("R8-000099-9", posted.passphrase, at=NOW)
    assert own(posted).standing is Standing.IN


def test_nobody_is_silently_not_told_when_a_day_is_called_off(gym: Gym, comes: Comes) -> None:
    comes("電話の人")
    comes("メールの人", phone="", mail="mail@example.test")
    the_worker_opens()
    with as_(gym.leader):
        activities.call_off(gym.activity.pk, by=gym.leader, day=TUESDAY, said="雨のため")
    assert roll(gym).untold == 2
    assert the_worker_tells() == 1
    waiting = [line for line in roll(gym).lines if line.news]
    assert [(line.name, line.news) for line in waiting] == [("電話の人", News.CALLED_OFF)]
    with as_worker():
        notices = list(Notice.objects.filter(user=gym.leader.user).values_list("text", flat=True))
    assert "活動に 申し込んだ人 1人に、電話などで知らせてください" in notices
    assert not any("電話の人" in text or "浜の体操" in text for text in notices)
    with as_(gym.leader):
        actions.told(gym.activity.pk, waiting[0].pk, by=gym.leader, news=News.CALLED_OFF, way=Way.PHONE, at=NOW)
        activities.hold_after_all(gym.activity.pk, by=gym.leader, day=TUESDAY)
    assert [line.news for line in roll(gym).lines] == [News.HELD, News.HELD]


def test_they_are_told_as_well_when_the_day_is_simply_gone(gym: Gym, comes: Comes) -> None:
    comes("浜ハナ")
    the_worker_opens()
    with as_(gym.leader):
        gym.activity.refresh_from_db()
        activities.set_days(gym.activity.pk, by=gym.leader, seen_version=gym.activity.version, recurrences=[])
    assert not roll(gym).is_held
    assert roll(gym).lines[0].news is News.CALLED_OFF


def test_a_mail_that_does_not_leave_comes_back_to_the_host(
    gym: Gym, comes: Comes, monkeypatch: pytest.MonkeyPatch
) -> None:
    comes("メールの人", phone="", mail="mail@example.test")
    the_worker_opens()
    with as_(gym.leader):
        activities.call_off(gym.activity.pk, by=gym.leader, day=TUESDAY, said="雨のため")

    def refuse(*_given: Any, **_more: Any) -> int:
        raise OSError("no way out")

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", refuse)
        assert the_worker_tells() == 0
    line = roll(gym).lines[0]
    assert (line.news, line.mail_failed) == (News.CALLED_OFF, True)
    assert the_worker_tells() == 0, "not again in the same minute"
    assert the_worker_tells(minutes=31) == 1


def test_one_signs_up_only_while_it_is_open(gym: Gym, comes: Comes) -> None:
    with pytest.raises(RuleBroken):
        comes("水曜の人", day=TUESDAY + timedelta(days=1))
    with pytest.raises(RuleBroken):
        comes("大ぜいの人", seats=3)
    with pytest.raises(RuleBroken):
        comes("手伝う人", slot=999)
    with as_(gym.leader):
        activities.set_terms_of_day(
            gym.activity.pk, by=gym.leader, day=TUESDAY, capacity=None, closes_on=None, is_closed=True
        )
    with pytest.raises(RuleBroken) as broken:
        comes("おそい人")
    assert "もう受けていません" in broken.value.reasons[0]
    assert SignUp.objects.count() == 0


def test_who_helps_stands_in_a_line_of_its_own(gym: Gym, comes: Comes) -> None:
    from datetime import time

    with as_(gym.leader):
        slot = activities.add_slot(gym.activity.pk, by=gym.leader, task="受付", start=time(9), end=time(10), wanted=1)
    helping, late = comes("手伝う人", slot=slot), comes("おそい人", slot=slot)
    guest = comes("来る人")
    assert [own(one).standing for one in (helping, late, guest)] == [Standing.IN, Standing.WAITING, Standing.IN]
    assert own(helping).task == "受付"


def test_whoever_telephones_stands_in_the_same_line(gym: Gym, comes: Comes) -> None:
    comes("一の人")
    with as_(gym.leader):
        made = actions.enter(Wish(gym.activity.pk, TUESDAY), Caller("電話の人", "054-111-1111"), by=gym.leader, at=NOW)
        assert not made.waited
    the_worker_opens()
    assert [line.name for line in roll(gym).lines] == ["一の人", "電話の人"]
    with as_(gym.stranger), pytest.raises(RuleBroken):
        actions.enter(Wish(gym.activity.pk, TUESDAY), Caller("よその人", "054-111-1111"), by=gym.stranger, at=NOW)
    with as_(gym.leader):
        actions.end(gym.activity.pk, made.pk, by=gym.leader, at=NOW)
    assert roll(gym).lines[1].standing is Standing.ENDED


def test_after_the_term_the_names_are_gone_also_what_was_sealed(gym: Gym, comes: Comes) -> None:
    posted = comes("浜ハナ", mail="hana@example.test", note="ひみつ")
    the_worker_opens()
    with as_worker(), transaction.atomic():
        assert actions.let_names_go(by=WORKER, on=TUESDAY + timedelta(days=30)) == 0
        assert actions.let_names_go(by=WORKER, on=TUESDAY + timedelta(days=31)) == 1
        who = Participant.objects.get()
        assert (who.name, who.phone, who.mail, who.note) == ("", "", "", "")
        assert bytes(Letter.objects.get(receipt_number=posted.receipt_number).sealed) == b""
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM audit_version WHERE changes::text LIKE '%浜ハナ%'")
            assert cursor.fetchone() == (0,)
    assert roll(gym).lines == ()


def test_a_machine_takes_no_seats_away_and_the_next_house_is_not_its_neighbour(gym: Gym, comes: Comes) -> None:
    for number in range(LETTERS_BEFORE_QUARANTINE):
        comes(f"浜{number}", address="192.0.2.1")
    for number in range(3):
        with pytest.raises(RuleBroken, match="短い間に"):
            comes(f"機械{number}", address="192.0.2.1")
    with as_worker():
        assert SignUp.objects.count() == Letter.objects.count() == LETTERS_BEFORE_QUARANTINE
    comes("浜ハナ", address="192.0.2.2")


def test_how_many_hands_are_wanted_is_counted_without_those_who_wait_and_without_whoever_left(
    gym: Gym, comes: Comes
) -> None:
    tea, door = (
        HelpingSlot.objects.create(activity=gym.activity, task=task, starts_at="09:00", ends_at="10:00", wanted=wanted)
        for task, wanted in (("お茶", 3), ("受付", 1))
    )

    def missing() -> int:
        with as_public():
            return queries.hands_missing([gym.activity.pk], [TUESDAY])[gym.activity.pk, TUESDAY]

    assert missing() == 4
    first = comes("一の人", slot=tea.pk)
    assert missing() == 3
    comes("二人連れ", slot=tea.pk, seats=2)
    comes("受付の人", slot=door.pk)
    assert missing() == 0
    comes("待つ人", slot=tea.pk, seats=2)
    with as_public():
        actions.take_back(first.receipt_number, first.passphrase, at=NOW)
    assert missing() == 0, "one place is free, and two wait for it: whoever comes now comes after them"
    HelpingSlot.objects.filter(pk=tea.pk).update(is_open=False)
    assert missing() == 0
    HelpingSlot.objects.filter(pk=door.pk).update(wanted=2)
    assert missing() == 1
