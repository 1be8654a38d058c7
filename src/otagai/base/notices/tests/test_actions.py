"""Notices arrive once, mails hold nothing, and nobody stays unreached without somebody knowing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from otagai.base.accounts.models import User
from otagai.base.accounts.words import Duty, Permission
from otagai.base.notices import actions, jobs, queries
from otagai.base.notices.models import Heartbeat, Message, Notice
from otagai.base.notices.words import MessageState, NoticeKind
from tests.factories import a_user, acting, an_organization, as_, as_worker

pytestmark = pytest.mark.django_db
BROKEN_MAIL = "otagai.base.notices.tests.broken_mail.BrokenMail"
NOTHING_SPECIAL = actions.About(circle_id=0)
TEXT = "相談 R8-000123-4 が届きました"


def with_mail(user: User) -> User:
    user.email, user.phone = f"{user.username}@example.jp", "054-000-0001"
    user.save()
    return user


def give(user: User, *, by: User, key: str = "one") -> None:
    with as_(acting(by)):
        actions.give([user.pk], kind=NoticeKind.ARRIVED, text=TEXT, url="/desk/", key=key, by=acting(by))


def test_the_same_notice_is_given_once() -> None:
    giver, user = a_user(), a_user()
    give(user, by=giver)
    give(user, by=giver)
    with as_(acting(user)):
        assert queries.unread_count(acting(user)) == 1


def test_a_notice_is_seen_by_its_receiver_alone() -> None:
    giver, user = a_user(), a_user()
    give(user, by=giver)
    with as_(acting(giver)):
        assert not Notice.objects.exists()
        actions.mark_read(by=acting(giver), at=timezone.now())
    with as_(acting(user)):
        assert queries.unread_count(acting(user)) == 1
        actions.mark_read(by=acting(user), at=timezone.now())
        assert queries.unread_count(acting(user)) == 0


def test_everybody_on_duty_who_can_take_it_is_called() -> None:
    center = an_organization()
    able = {a_user(Duty.COUNSELLOR, organization=center).pk, a_user(Duty.CSW, organization=center).pk}
    a_user(Duty.WINDOW_HOST, organization=center)
    a_user(Duty.COUNSELLOR)
    giver = a_user()
    with as_(acting(giver)):
        told = actions.give_to_duty(
            center.pk, permission=Permission.RECEIVE_CONSULTATION, kind=NoticeKind.URGENT, text=TEXT, url="/", key="k",
            about=NOTHING_SPECIAL,
        )  # fmt: skip
    with as_worker():
        assert set(Notice.objects.values_list("user_id", flat=True)) == able
    assert told == 2


def test_when_there_is_no_leader_the_coordinators_are_called() -> None:
    center = an_organization()
    coordinator = a_user(Duty.MULTI_AGENCY_COORDINATOR, organization=center)
    a_user(Duty.COUNSELLOR, organization=center)
    with as_worker():
        actions.give_to_duty(
            center.pk, permission=Permission.COORDINATE, kind=NoticeKind.ESCALATED, text=TEXT, url="/", key="k",
            only_leaders=True, about=NOTHING_SPECIAL,
        )  # fmt: skip
        assert list(Notice.objects.values_list("user_id", flat=True)) == [coordinator.pk]


def test_where_nobody_may_receive_it_those_who_give_duties_learn_that_once_a_day_and_not_what() -> None:
    forsaken, keeper = an_organization("だれもいない課"), a_user(Duty.SYSTEM_ADMINISTRATOR)
    with as_worker():
        for key in ("one", "two"):
            told = actions.give_to_duty(
                forsaken.pk, permission=Permission.RECEIVE_CONSULTATION, kind=NoticeKind.ARRIVED, text=TEXT, url="/",
                key=key, about=NOTHING_SPECIAL,
            )  # fmt: skip
            assert told == 0
        [notice] = Notice.objects.all()
    assert notice.user_id == keeper.pk
    assert "「だれもいない課」に" in notice.text
    assert "R8-000123-4" not in notice.text


def test_a_mail_leaves_with_a_link_and_nothing_personal() -> None:
    giver, user = a_user(), with_mail(a_user())
    give(user, by=giver)
    give(user, by=giver, key="two")
    assert jobs.outbox(0) == 1
    [sent] = mail.outbox
    assert sent.to == [user.email]
    assert "R8-000123-4" not in sent.subject + sent.body
    assert "/desk/notices/" in sent.body
    assert jobs.outbox(0) == 0
    assert len(mail.outbox) == 1


def test_nobody_without_an_address_or_with_a_closed_account_gets_mail() -> None:
    giver, closed = a_user(), with_mail(a_user())
    closed.is_active = False
    closed.save()
    give(closed, by=giver)
    give(a_user(), by=giver)
    assert jobs.outbox(0) == 0


@override_settings(EMAIL_BACKEND=BROKEN_MAIL)
def test_a_mail_that_never_arrives_is_tried_five_times_and_then_people_are_told() -> None:
    home = an_organization()
    giver, user = a_user(), with_mail(a_user(Duty.COUNSELLOR, organization=home))
    leader = a_user(Duty.ORGANIZATION_LEADER, organization=home)
    give(user, by=giver)
    at = timezone.now()
    with as_worker():
        actions.fill_outbox(at=at)
        for _ in range(5):
            assert actions.deliver_waiting(at=at) == 0
            message = Message.objects.get()
            at = message.next_try_at
        assert (message.state, message.attempts) == (MessageState.GIVEN_UP, 5)
        told = Notice.objects.filter(kind=NoticeKind.UNDELIVERED)
        assert set(told.values_list("user_id", flat=True)) == {giver.pk, leader.pk}
        assert not told.filter(for_outbox=True).exists()
    with as_(acting(giver)):
        [mine] = queries.undelivered_of(acting(giver), at=at)
        assert (mine.to_whom, mine.attempts, mine.next_try_at) == (user.display_name, 5, None)
    with as_(acting(leader)):
        [theirs] = queries.undelivered_of(acting(leader), at=at)
        assert (theirs.to_whom, theirs.phone) == (user.display_name, "054-000-0001")
        assert queries.undelivered_of(acting(leader), at=at + timedelta(days=15)) == []
    for other in (user, a_user(Duty.ORGANIZATION_LEADER), a_user(Duty.CSW, organization=home)):
        with as_(acting(other)):
            assert queries.undelivered_of(acting(other), at=at) == []


@override_settings(EMAIL_BACKEND=BROKEN_MAIL)
def test_the_page_that_the_leader_is_led_to_names_whom_the_worker_did_not_reach() -> None:
    home = an_organization()
    user, leader = (
        with_mail(a_user(Duty.COUNSELLOR, organization=home)),
        a_user(Duty.ORGANIZATION_LEADER, organization=home),
    )
    keeper = a_user(Duty.SYSTEM_ADMINISTRATOR, organization=home)
    with as_worker():
        actions.give([user.pk], kind=NoticeKind.OVERDUE, text=TEXT, url="/desk/", key="late")
        at = timezone.now()
        actions.fill_outbox(at=at)
        Message.objects.update(state=MessageState.GIVEN_UP, attempts=5)
        assert Message.objects.get().sender_id is None
    with as_(acting(keeper)):
        assert queries.undelivered_of(acting(keeper), at=at) == [], "somebody nearer answers for them"
    client = Client()
    client.force_login(leader)
    session = client.session
    session["second_factor"] = True
    session.save()
    page = client.get(reverse("notices:list")).content.decode()
    assert f"{user.display_name}さんへ" in page and "054-000-0001" in page
    leader.assignments.update(duty=Duty.CSW)
    with as_(acting(keeper)):
        assert len(queries.undelivered_of(acting(keeper), at=at)) == 1


@override_settings(EMAIL_BACKEND=BROKEN_MAIL)
def test_between_two_tries_the_mail_waits() -> None:
    giver, user = a_user(), with_mail(a_user())
    give(user, by=giver)
    at = timezone.now()
    with as_worker():
        actions.fill_outbox(at=at)
        actions.deliver_waiting(at=at)
        actions.deliver_waiting(at=at + timedelta(seconds=30))
        assert Message.objects.get().attempts == 1


def test_the_worker_leaves_a_sign_of_life() -> None:
    assert queries.worker_health(now=timezone.now()).is_silent
    jobs.outbox(0)
    assert not queries.worker_health(now=timezone.now()).is_silent
    Heartbeat.objects.update(at=timezone.now() - timedelta(minutes=6))
    assert queries.worker_health(now=timezone.now()).is_silent
