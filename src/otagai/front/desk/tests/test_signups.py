"""申し込み at the desk: how one signs up, who did, who was told; four people at every door."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from otagai.base.accounts.words import Duty
from otagai.base.audit.models import Reading
from otagai.front.desk.tests.town_at_the_desk import somebody, sql_of, text_of
from otagai.town.activities import actions as activities
from otagai.town.activities.models import Activity, HelpingSlot, Hosting, SignUpTerms
from otagai.town.organizations.models import Organization
from otagai.welcome.signups.models import SignUp, Telling
from otagai.welcome.signups.words import News
from tests.factories import a_town, a_user, acting, an_activity, an_organization, as_, as_worker

pytestmark = pytest.mark.django_db
DAY = "2026-11-24"
MOST_SQL = 26


@pytest.fixture
def host() -> Organization:
    a_town()
    return an_organization("小川地区社協")


@pytest.fixture
def gym(host: Organization) -> Activity:
    activity = an_activity("浜の体操")
    Hosting.objects.create(activity=activity, organization=host, position=0)
    return activity


@pytest.fixture
def leader(host: Organization) -> Client:
    return somebody(Duty.ORGANIZATION_LEADER, host)


def at(name: str, gym: Activity, *more: int) -> str:
    return reverse(f"desk:{name}", args=[gym.pk, *more])


def opens(leader: Client, gym: Activity, **changed: str) -> None:
    """The leader takes sign-ups: two seats."""
    typed = {"act": "terms", "takes_guests": "on", "capacity": "2", "closes_days": "0", "most_together": "4", **changed}
    assert leader.post(at("activity_terms", gym), typed).status_code == 302


def telephones(leader: Client, gym: Activity, name: str, *, what: str = "guest") -> SignUp:
    """Somebody is written down."""
    typed = {"key": str(uuid.uuid4()), "name": name, "phone": "0540001234", "what": what, "seats": "1"}
    answer = leader.post(f"{at('activity_roll', gym)}?day={DAY}", typed)
    assert answer.status_code == 302
    return SignUp.objects.latest("pk")


def test_four_people_at_the_door(gym: Activity, leader: Client) -> None:
    opens(leader, gym)
    made = telephones(leader, gym, "浜ハナ")
    for address in (at("activity_terms", gym), at("activity_roll", gym)):
        assert Client().get(address).status_code == 302
        assert somebody(Duty.COUNSELLOR).get(address).status_code == 403
        assert somebody(Duty.ORGANIZATION_LEADER).get(address).status_code == 403
        assert leader.get(address).status_code == 200
    elsewhere = somebody(Duty.CSW)  # keeps the calendar of the town, stands not in the circle of the list
    page = text_of(elsewhere.get(at("activity_roll", gym), {"day": DAY}))
    assert "浜ハナ" not in page and "1件は ここでは 名前が見えません" in page
    for name in ("sign_up_told", "sign_up_end"):
        assert elsewhere.post(at(name, gym, made.pk), {"news": "called_off", "way": "phone"}).status_code == 404
        assert leader.post(at(name, gym, 10**9), {"news": "called_off", "way": "phone"}).status_code == 404


def test_a_child_of_another_activity_is_not_reached_through_this_one(
    gym: Activity, leader: Client, host: Organization
) -> None:
    opens(leader, gym)
    made = telephones(leader, gym, "浜ハナ")
    other = an_activity("べつの会")
    Hosting.objects.create(activity=other, organization=host, position=0)
    slot = HelpingSlot.objects.create(activity=gym, task="受付", starts_at="09:00", ends_at="10:00", wanted=1)
    assert leader.post(at("sign_up_end", other, made.pk)).status_code == 404
    assert leader.post(at("activity_slot_close", other, slot.pk)).status_code == 404


def test_the_leader_opens_the_door_adds_a_task_and_closes_it(gym: Activity, leader: Client) -> None:
    assert "まだ 申し込みを受けていません" in text_of(leader.get(at("activity_roll", gym)))
    opens(leader, gym, word="上ばきを 持ってきてください")
    typed = {
        "act": "slot", "key": str(uuid.uuid4()), "slot-task": "お茶くばり", "slot-times_start": "09:00", "slot-times_end": "10:00",
        "slot-wanted": "2",
    }  # fmt: skip
    for _ in range(2):
        assert leader.post(at("activity_terms", gym), typed).status_code == 302
    slot = HelpingSlot.objects.get()
    page = text_of(leader.get(at("activity_terms", gym)))
    assert "お茶くばり" in page and "上ばきを" in page and "小川地区社協" in page
    assert leader.post(at("activity_slot_close", gym, slot.pk)).status_code == 302
    assert leader.post(at("activity_slot_close", gym, slot.pk)).status_code == 404
    assert "お茶くばり" not in text_of(leader.get(at("activity_terms", gym)))


def test_who_telephones_brings_at_most_as_many_as_the_leader_said(gym: Activity, leader: Client) -> None:
    opens(leader, gym, most_together="3")
    page = leader.get(at("activity_roll", gym), {"day": DAY}).content.decode()
    assert 'max="3"' in re.search(r'<input[^>]*name="seats"[^>]*>', page)[0]
    typed = {"key": str(uuid.uuid4()), "name": "浜ハナ", "phone": "0540001234", "what": "guest", "seats": "4"}
    answer = leader.post(f"{at('activity_roll', gym)}?day={DAY}", typed)
    assert answer.status_code == 422 and "人数は 1人から 3人までに" in text_of(answer)
    assert not SignUp.objects.exists()


def test_one_day_has_its_own_capacity(gym: Activity, leader: Client) -> None:
    opens(leader, gym)
    typed = {"act": "day", "day-day": DAY, "day-capacity": "9", "day-closes_on": "2026-11-22"}
    assert leader.post(at("activity_terms", gym), typed).status_code == 302
    assert "2026年11月24日(火)：定員 9人 しめきり 2026年11月22日(日)" in text_of(leader.get(at("activity_terms", gym)))
    late = leader.post(at("activity_terms", gym), {**typed, "day-closes_on": "2026-12-30"})
    assert late.status_code == 422 and "しめきりは その日まで" in text_of(late)


def test_whoever_wrote_meanwhile_is_not_overwritten(gym: Activity, leader: Client) -> None:
    opens(leader, gym)
    opens(leader, gym, capacity="3", version="2")
    stale = leader.post(
        at("activity_terms", gym),
        {
            "act": "terms",
            "takes_guests": "on",
            "capacity": "9",
            "closes_days": "0",
            "most_together": "4",
            "version": "1",
        },
    )
    assert stale.status_code == 409
    assert SignUpTerms.objects.get().capacity == 3


def test_nonsense_leaves_what_was_typed(gym: Activity, leader: Client) -> None:
    opens(leader, gym)
    typed = {"key": str(uuid.uuid4()), "name": "浜ハナ", "phone": "", "what": "guest", "seats": "1"}
    answer = leader.post(f"{at('activity_roll', gym)}?day={DAY}", typed)
    assert answer.status_code == 422
    assert "電話か メール" in text_of(answer) and "浜ハナ" in text_of(answer)


def test_pressing_twice_writes_down_one(gym: Activity, leader: Client) -> None:
    opens(leader, gym)
    typed = {"key": str(uuid.uuid4()), "name": "浜ハナ", "phone": "0540001234", "what": "guest", "seats": "1"}
    for _ in range(2):
        leader.post(f"{at('activity_roll', gym)}?day={DAY}", typed)
    assert SignUp.objects.count() == 1


def test_who_was_not_told_stands_there_until_somebody_says_so(
    gym: Activity, leader: Client, host: Organization
) -> None:
    opens(leader, gym)
    made = telephones(leader, gym, "浜ハナ")
    who = acting(a_user(Duty.ORGANIZATION_LEADER, organization=host))
    with as_(who):
        activities.call_off(gym.pk, by=who, day=made.day, said="雨のため")
    page = text_of(leader.get(at("activity_roll", gym), {"day": DAY}))
    assert "まだ知らせていません：その日は ない（中止など）" in page and "電話で知らせた" in page
    assert leader.post(at("sign_up_told", gym, made.pk), {"news": "called_off", "way": "phone"}).status_code == 302
    assert leader.post(at("sign_up_told", gym, made.pk), {"news": "called_off", "way": "mail"}).status_code == 302
    with as_worker():
        assert Telling.objects.get().news == News.CALLED_OFF
    page = text_of(leader.get(at("activity_roll", gym), {"day": DAY}))
    assert "まだ知らせていません" not in page and "電話で伝えた" in page


def test_each_opening_of_the_list_is_a_reading(gym: Activity, leader: Client) -> None:
    opens(leader, gym)
    telephones(leader, gym, "浜ハナ")
    leader.get(at("activity_roll", gym), {"day": DAY})
    with as_worker():
        assert Reading.objects.filter(subject="activity", subject_id=gym.pk, page="desk.activity_roll").count() == 1


def test_a_long_list_needs_no_more_questions(gym: Activity, leader: Client) -> None:
    opens(leader, gym)
    telephones(leader, gym, "ひとりめ")
    few = len(sql_of(leader, at("activity_roll", gym), day=DAY))
    for number in range(6):
        telephones(leader, gym, f"人{number}")
    assert len(sql_of(leader, at("activity_roll", gym), day=DAY)) == few <= MOST_SQL


def test_the_list_prints_by_task_with_a_box_for_whoever_came_and_is_copied_without_telephones(
    gym: Activity, leader: Client
) -> None:
    opens(leader, gym, capacity="1")
    slot = HelpingSlot.objects.create(activity=gym, task="受付", starts_at="09:00", ends_at="10:00", wanted=2)
    telephones(leader, gym, "浜ハナ")
    telephones(leader, gym, "待つ人")
    telephones(leader, gym, "手伝う人", what=str(slot.pk))
    page = leader.get(at("activity_roll", gym), {"day": DAY}).content.decode()
    assert "受付 9:00–10:00：1人 ／ 2人" in page and "あと 1人" in page
    captions = re.findall(r"<caption>([^<]+)<", page)
    assert captions == ["参加", "手伝い：受付", "順番待ち"] and page.count("<td>□</td>") == 3
    copy = re.search(r"<textarea[^>]*readonly[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert copy is not None and "浜ハナ　1人" in copy[1] and "054" not in copy[1]
    with as_worker():
        assert Reading.objects.filter(page="desk.activity_roll").exists(), "opening the list is traced, printed or not"
