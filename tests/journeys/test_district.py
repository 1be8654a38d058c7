"""A 地区担当 opens わたしの地区 before a meeting: notes a visit and a next step, prints the profile, and takes it along."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from otagai.base.accounts.words import Duty
from otagai.insight.coverage.tests.a_town_to_walk_in import found
from otagai.insight.profiles.models import AgreedStep
from otagai.town.areas.models import Area
from tests.factories import a_user, an_activity
from tests.journeys.conftest import Story
from tests.journeys.walking import DESKTOP, PHONE, Walker

Walk = Callable[..., Walker]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("size", "scripts"),
    [(DESKTOP, True), (PHONE, True), (PHONE, False)],
    ids=["desk", "phone", "phone without scripts"],
)
def test_a_district_officer_gets_ready_for_a_meeting(
    town: Story, walk: Walk, size: tuple[int, int], scripts: bool
) -> None:
    found()
    harbour = Area.objects.get(name="港自治会")
    an_activity("港の体操", area=harbour)
    officer = walk(a_user(Duty.DISTRICT_OFFICER, area=harbour, name="北川 遥"), on=size, scripts=scripts)
    officer.goes_to("/desk/profiles/mine/")
    officer.sees("港自治会", "約束していることは ありません", "まだ ありません")
    officer.follows("訪問を書く")
    officer.sees("だれのことか わかることは 書かないでください")
    officer.writes("どこで・だれと", "港サロン")
    officer.writes("聞いたこと", "朝の席が 足りないとのこと")
    officer.presses("書きとめる")
    officer.sees("訪問を 書きとめました", "朝の席が 足りないとのこと")
    officer.follows("次の一歩を書く")
    officer.writes("何をするか", "公会堂を下見する")
    officer.writes("だれと決めたか", "港地区社協")
    officer.writes("いつまで", "2099-01-31")
    officer.presses("書きとめる")
    officer.sees("次の一歩を 書きました", "公会堂を下見する")
    officer.follows("引き継ぎメモを書く")
    officer.writes("次の人への引き継ぎ", "会長会は 第2月曜")
    officer.presses("書きとめる")
    officer.sees("会長会は 第2月曜", "第1版")
    assert officer.fits()
    officer.follows("地区カルテを見る")
    officer.sees("720人", "港サロン", "港の体操", "この地区のお宝と声")
    assert officer.fits()
    officer.follows("お宝を加える")
    officer.writes("この地区のお宝", "朝の見守りが 30年つづいている")
    officer.writes("だれから・どこで聞いたか", "会長会")
    officer.presses("加える")
    officer.sees("朝の見守りが 30年つづいている")
    officer.writes("いつの ようすを見ますか", "2025-04-01")
    officer.presses("この日のようすを見る")
    officer.sees("2025年4月1日(火)のようす", "この日のことで わからないこと", "この日までの人口の一覧が ありません")
    assert officer.fits()
    officer.follows("きょうにもどす")
    officer.sees("720人")
    pdf = officer.page.request.get(f"/desk/profiles/{harbour.pk}/paper/")
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.body().startswith(b"%PDF")
    officer.goes_to("/desk/profiles/?q=港")
    officer.sees("港自治会")
    officer.goes_to(f"/desk/profiles/{harbour.pk}/work/print/")
    officer.sees("公会堂を下見する", "会長会は 第2月曜")
    assert AgreedStep.objects.get().agreed_with == "港地区社協"
