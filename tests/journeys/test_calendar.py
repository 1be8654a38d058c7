"""An activity is written down at the desk, found on a phone, and called off before anybody comes in vain."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from otagai.town.areas.models import Area
from tests.factories import an_area
from tests.journeys.conftest import Story
from tests.journeys.walking import DESKTOP, PHONE, Walker

Walk = Callable[..., Walker]
TITLE = "浜そうじ"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("scripts", "size"),
    [(True, DESKTOP), (True, PHONE), (False, PHONE)],
    ids=["at a computer", "on a phone", "without scripts"],
)
def test_a_leader_announces_a_resident_finds_and_a_day_is_called_off(
    town: Story, walk: Walk, scripts: bool, size: tuple[int, int]
) -> None:
    area = an_area("港小学校区")
    leader = walk(town.leader)
    she_announces(leader, area)
    resident = walk(size=size, scripts=scripts)
    he_finds(resident, area)
    she_calls_off(leader)
    resident.goes_to("/activities/?span=following")
    resident.sees(TITLE, "中止", "高波のため")
    assert resident.fits()


def she_announces(leader: Walker, area: Area) -> None:
    """A draft, its days, and out."""
    leader.goes_to("/desk/")
    leader.page.locator(".desk-nav summary").click()
    leader.follows("活動の暦")
    leader.follows("活動を加える")
    leader.writes("名前", TITLE)
    leader.page.get_by_label("種類").select_option(label="まちをきれいに")
    leader.page.get_by_label("地区").select_option(label=area.name)
    leader.writes("集まるところ", "石津浜 駐車場")
    leader.writes("手伝ってほしいこと", "ごみ袋を配る人 2人")
    leader.writes("問い合わせの電話", "054-000-0001")
    leader.presses("保存する")
    leader.ticks("日")
    leader.ticks("第1")
    leader.page.locator("[name=rules-0-times_start]").select_option("08:00")
    leader.page.locator("[name=rules-0-times_end]").select_option("09:00")
    leader.presses("保存する")
    leader.sees("第1日曜 8:00–9:00", "下書き")
    leader.ticks("公開する")
    leader.presses("この状態にする")
    leader.sees("公開中", "住民が見るページ")


def he_finds(resident: Walker, area: Area) -> None:
    """From the front page to the page of the activity."""
    resident.goes_to("/")
    resident.follows("地域の活動の暦")
    resident.page.get_by_label("地区").select_option(label=area.name)
    resident.presses("さがす")
    resident.follows("来月")
    resident.sees("2026年12月6日(日)", TITLE)
    assert resident.fits()
    resident.follows(TITLE)
    resident.sees("石津浜 駐車場", "ごみ袋を配る人 2人", "港市社会福祉協議会")
    assert resident.fits()


def she_calls_off(leader: Walker) -> None:
    """One day, with a word."""
    leader.page.locator("summary", has_text="1日だけ 中止にする").click()
    leader.page.get_by_label("中止にする日").select_option(label="2026年12月6日(日)")
    leader.page.locator("[name=off-said]").fill("高波のため")
    leader.presses("この日を中止にする")
    leader.sees("中止", "高波のため", "やはり行う")
