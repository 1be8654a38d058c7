"""A resident signs up on a phone, the next one waits and moves up, the host telephones; a group tries what another group does."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from otagai.base.accounts.acting import WORKER
from otagai.base.accounts.models import User
from otagai.base.accounts.words import Duty
from otagai.town.activities.models import Activity, Hosting, KnowHow
from otagai.town.activities.words import ActivityKind, ActivityState
from otagai.town.organizations.models import Organization
from otagai.town.organizations.words import OrganizationKind
from otagai.welcome.signups import actions
from tests.factories import a_user, an_activity, an_organization, as_worker
from tests.journeys.conftest import Story
from tests.journeys.walking import DESKTOP, PHONE, Walker

Walk = Callable[..., Walker]
TITLE = "スマートフォンの教室"


@pytest.fixture
def group(town: Story) -> Organization:
    """A group with an account of its own."""
    return an_organization("小川地区社協", kind=OrganizationKind.OTHER)


@pytest.fixture
def host(group: Organization) -> User:
    """Who answers for the group."""
    return a_user(Duty.ORGANIZATION_LEADER, organization=group, name="小川 代表")


@pytest.fixture
def lesson(group: Organization) -> Activity:
    """A lesson every day, so that the next one is near."""
    activity = an_activity(TITLE, weekdays=range(7), kind=ActivityKind.LEARNING, any_age=True, wheelchair=True)
    Hosting.objects.create(activity=activity, organization=group, position=0)
    activity.recurrences.update(on_holidays="open", closed_at_year_end=False)
    return activity


def the_worker_comes() -> None:
    """What the worker does every few seconds and every minute."""
    with as_worker():
        actions.open_letters(by=WORKER, at=timezone.localtime())
        actions.tell_news(by=WORKER, at=timezone.localtime())


def looks(walker: Walker, name: str) -> None:
    """Keep a picture where somebody wants to look at the pages."""
    if folder := os.environ.get("OTAGAI_PICTURES"):
        walker.page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("scripts", "size"), [(False, PHONE), (True, DESKTOP)], ids=["on a phone without scripts", "at a computer"]
)
def test_signing_up_waiting_moving_up_and_being_told(
    town: Story, lesson: Activity, host: User, walk: Walk, scripts: bool, size: tuple[int, int]
) -> None:
    leader = walk(host)
    day = she_opens_the_door(leader, lesson)
    first, second = walk(size=size, scripts=scripts), walk(size=size, scripts=scripts)
    number, passphrase = signs_up(first, "浜 ハナ", "申し込みました")
    signs_up(second, "沖 なみ", "順番待ちの 1番目です")
    the_worker_comes()
    leader.goes_to(f"/desk/activities/{lesson.pk}/roll/?day={day}")
    leader.sees("浜 ハナ", "沖 なみ", "順番待ち", "参加 1人 ／ 定員 1人")
    assert leader.fits()
    takes_it_back(first, number, passphrase)
    the_worker_comes()
    leader.goes_to(f"/desk/activities/{lesson.pk}/roll/?day={day}")
    leader.sees("まだ知らせていません：順番が来て 参加できる")
    looks(leader, "roll")
    leader.presses("電話で知らせた")
    leader.sees("順番が来て 参加できる：電話で伝えた")
    leader.does_not_see("まだ知らせていません")


def she_opens_the_door(leader: Walker, lesson: Activity) -> date:
    """One seat a time, and hands wanted for one task; the day that one signs up for first."""
    leader.goes_to(f"/desk/activities/{lesson.pk}/")
    leader.follows("定員・しめきり・手伝いの枠を決める")
    leader.ticks("参加の申し込みを 受ける")
    leader.writes("定員（1回に来られる人数）", "1")
    leader.presses("このきまりにする")
    leader.writes("してほしいこと", "となりで いっしょに見る")
    leader.page.locator("[name=slot-times_start]").select_option("10:00")
    leader.page.locator("[name=slot-times_end]").select_option("11:00")
    leader.presses("枠を足す")
    leader.sees("となりで いっしょに見る", "小川地区社協")
    assert leader.fits()
    looks(leader, "terms")
    now = timezone.localtime()
    return now.date() if now.time() < time(12) else now.date() + timedelta(days=1)


def signs_up(resident: Walker, name: str, then: str) -> tuple[str, str]:
    """From the calendar to the receipt; the number and the passphrase."""
    resident.goes_to("/activities/?needs=signing_up&needs=wheelchair")
    resident.follows(TITLE)
    resident.sees("となりで いっしょに見る", "車いすで来られる")
    assert resident.fits()
    looks(resident, f"activity_{resident.scripts}")
    resident.page.locator("section").filter(has_text="申し込む").get_by_role("link").first.click()
    resident.looks_around()
    resident.sees("名前と連絡先を見るのは 小川地区社協 だけです")
    resident.writes("名前", name)
    resident.presses("申し込みを送る")
    resident.sees("電話か メールの どちらか")
    resident.writes("電話", "054-000-0001")
    assert resident.fits()
    looks(resident, f"sign_up_{resident.scripts}")
    resident.presses("申し込みを送る")
    resident.sees("申し込みを 受けとりました", then)
    assert resident.fits()
    looks(resident, f"signed_up_{resident.scripts}")
    page = resident.page.content()
    number, passphrase = re.search(r"R\d+-\d{6}-\d", page), re.search(r"\d{4}-\d{4}-\d{4}", page)
    assert number and passphrase
    return number[0], passphrase[0]


def takes_it_back(resident: Walker, number: str, passphrase: str) -> None:
    """With the number and the passphrase alone."""
    resident.goes_to("/reply/")
    resident.writes("受付番号", number)
    resident.writes("合言葉", passphrase)
    resident.presses("返事を見る")
    resident.sees("あなたの申し込み", TITLE)
    assert resident.fits()
    looks(resident, f"own_{resident.scripts}")
    resident.presses("申し込みを取りやめる")
    resident.sees("取りやめました")


@pytest.mark.django_db(transaction=True)
def test_a_group_tries_what_another_group_does(town: Story, host: User, walk: Walk) -> None:
    writer = walk(town.leader)
    writer.goes_to("/desk/know-how/")
    writer.follows("カードを書く")
    writer.writes("名前", "そうめん流し")
    writer.page.get_by_label("種類").select_option(label=ActivityKind.TRADITION.label)
    writer.page.get_by_label("書いた団体").select_option(label=town.shakyo.name)
    writer.writes("することの順番", "前の日に 竹を割る\n当日 9時に組む")
    writer.writes("必要な人（役割と人数）", "火の番 2人")
    writer.ticks("公開してよいと 団体が言っている")
    writer.presses("保存する")
    writer.sees("第1版", "公開")
    looks(writer, "know_how_edit")
    reader = walk(size=PHONE, scripts=False)
    reader.goes_to("/activities/")
    reader.follows("みんなの やり方")
    reader.writes("さがすことば", "竹")
    reader.presses("さがす")
    reader.follows("そうめん流し")
    reader.sees("前の日に 竹を割る", "火の番 2人")
    assert reader.fits()
    looks(reader, "know_how")
    other = walk(host)
    other.goes_to(reader.page.url.removeprefix(reader.home))
    other.follows("使ってみる")
    other.writes("活動の名前", "小川の そうめん流し")
    other.presses("下書きを作る")
    other.sees("小川の そうめん流し", "下書き")
    other.goes_to("/desk/know-how/")
    other.sees("小川の そうめん流し", f"もとのカード：{town.shakyo.name}「そうめん流し」")
    assert Activity.objects.get(title="小川の そうめん流し").state == ActivityState.DRAFT
    assert KnowHow.objects.get(title="小川の そうめん流し").steps == "前の日に 竹を割る\n当日 9時に組む"
