"""A wish becomes a salon with a grant: from the consultation to the payment list and the report on paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from otagai.together.grants.models import Application, Programme, Terms
from otagai.together.startups.models import Proposal
from otagai.town.places.models import Place
from otagai.welcome.intake.words import Kind
from tests.factories import a_consultation, as_worker
from tests.journeys.conftest import Story
from tests.journeys.walking import DESKTOP, PHONE, Walker

Walk = Callable[..., Walker]
TITLE = "雨の日ウォーキング"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("scripts", "on"), [(True, DESKTOP), (False, PHONE)], ids=["at a computer", "phone, no scripts"]
)
def test_a_wish_becomes_a_salon_with_a_grant(town: Story, walk: Walk, scripts: bool, on: tuple[int, int]) -> None:
    programme = Programme.objects.create(name="サロン助成", giver=town.shakyo)
    Terms.objects.create(programme=programme, since="2026-04-01", sessions_min=1, startup_max=10_000)
    at = timezone.now()
    wish = a_consultation(town.acting(town.sato), "雨の日も歩ける場所がほしい。夫を亡くして", at=at, kind=Kind.WISH)
    sato = walk(town.sato, on=on, scripts=scripts)
    she_makes_it_a_proposal(sato, wish.pk)
    it_begins(sato)
    she_asks_for_money(sato)
    leader = walk(town.leader, on=on, scripts=scripts)
    he_decides_and_pays(leader)
    they_meet_and_report(sato)
    what_is_left_over_comes_back(leader)
    assert Place.objects.get(name=TITLE).what == "屋内の廊下を ゆっくり歩きます"


def day(days: int) -> str:
    """A day from today."""
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def she_makes_it_a_proposal(sato: Walker, consultation: int) -> None:
    """From the page of the consultation; its words stay there."""
    sato.goes_to(f"/desk/consultations/{consultation}/")
    sato.follows("企画にする・企画を見る")
    assert sato.fits()
    sato.writes("企画の名前", TITLE)
    sato.writes("どんなこと", "屋内の廊下を ゆっくり歩きます")
    sato.page.locator("[name=agreed]").select_option("spoken")
    sato.page.locator("[name=coordinator]").select_option(label="佐藤 みどり")
    sato.writes("次にすること", "場所をさがす")
    sato.writes("いつまで", day(14))
    sato.presses("保存する")
    sato.sees("企画にしました", "手伝う人たちに", "の相談", "6つの準備")
    assert sato.fits()


def it_begins(sato: Walker) -> None:
    """Company, a room, insurance; then it stands in the town."""
    sato.ticks("準備をはじめる")
    sato.page.locator("[name=move-next_step]").fill("保険を申し込む")
    sato.page.locator("[name=move-next_date]").fill(day(14))
    sato.presses("この状態にする")
    sato.sees("始める前に：仲間・場所・保険")
    for step in ("仲間", "場所", "保険"):
        sato.follows(step, within="main")
        sato.ticks("できた")
        sato.writes("できた日", day(0))
        sato.presses("保存する")
    sato.follows("始まった", within="main")
    assert sato.fits()
    sato.ticks("居場所の案内に 新しくのせる")
    sato.writes("住所", "港1-2-3")
    sato.writes("いつまで", day(30))
    sato.presses("始まった")
    sato.sees("おめでとうございます", "始まった日")


def she_asks_for_money(sato: Walker) -> None:
    """An application with its budget, sent."""
    sato.follows("この企画の助成を申請する")
    assert sato.fits()
    sato.page.locator("[name=terms]").select_option(index=1)
    sato.page.locator("[name=purpose]").select_option("startup")
    sato.writes("いつから", day(0))
    sato.writes("いつまで", day(120))
    sato.writes("申請する額", "10000")
    for number, amount in enumerate(("10000", "2000", "12000")):
        sato.page.locator(f"[name=lines-{number}-amount]").fill(amount)
    sato.presses("下書きを保存する")
    sato.sees("収入の合計", "12,000円")
    sato.presses("申請する")
    sato.sees("申請しました", "決定を待っています")
    assert sato.fits()


def he_decides_and_pays(leader: Walker) -> None:
    """Decided in full, paid, and in the list."""
    grant = Application.objects.get()
    leader.goes_to(f"/desk/grants/{grant.pk}/")
    leader.ticks("決定する")
    leader.presses("これで決める")
    leader.page.locator("summary", has_text="支払を のせる").click()
    leader.page.locator("[name=pay-planned_on]").fill(day(7))
    leader.presses("支払一覧に のせる")
    leader.presses("支払った")
    leader.goes_to("/desk/grants/payments/")
    leader.sees(TITLE, "支払ずみ 10,000円")
    assert leader.fits()
    with leader.page.expect_download() as waiting:
        leader.page.get_by_role("link", name="Excel").click()
    assert waiting.value.suggested_filename == "payments.xlsx"


def what_is_left_over_comes_back(leader: Walker) -> None:
    """The report shows 1,000 yen unspent: another hand decides, it stands in the list, and it comes."""
    grant = Application.objects.get()
    leader.goes_to(f"/desk/grants/{grant.pk}/")
    leader.sees("決算では 1,000円 使われていません")
    leader.page.locator("summary", has_text="返還を決める").click()
    leader.page.locator("[name=back-because]").fill("使わなかった分")
    leader.page.locator("[name=back-due_on]").fill(day(30))
    leader.presses("返還を決める")
    leader.sees("返還を決めて、支払一覧に のせました", "使わなかった分", "これから")
    assert leader.fits()
    leader.goes_to("/desk/grants/payments/?kind=repayment")
    leader.sees("返還 これから 1,000円", TITLE)
    leader.goes_to(f"/desk/grants/{grant.pk}/")
    leader.presses("受け取った")
    leader.sees("受け取りました", "受取ずみ")


def they_meet_and_report(sato: Walker) -> None:
    """One meeting, told once at the place; for the grant only what it cost; what everything came to, and the paper."""
    grant = Application.objects.get()
    sato.goes_to(f"/desk/grants/{grant.pk}/")
    sato.follows("開催の記録を書く・見る")
    sato.ticks("午前")
    sato.writes("75歳から", "12")
    sato.presses("記録する")
    sato.goes_to(f"/desk/grants/{grant.pk}/")
    sato.sees("数えられる回 1・のべ 12人", "記録は 要件を みたしています", "居場所の記録")
    sato.follows("書きたす", within="main")
    assert sato.fits()
    sato.writes("したこと", "歩いて、お茶")
    sato.writes("かかったお金", "800")
    sato.presses("書きたす")
    sato.sees("書きたしました", "800円", "歩いて、お茶")
    assert sato.fits()
    sato.page.locator("[name=met-on]").fill(day(0))
    sato.page.locator("[name=met-people]").fill("14")
    sato.presses("記録する")
    sato.sees("この日の 居場所の開催の記録が もう あります", "数えられる回 1・のべ 12人")
    sato.follows("実績報告", within="main")
    for line, amount in zip(grant.lines.order_by("position"), ("10000", "2000", "11000"), strict=True):
        sato.page.locator(f"[name=actual_{line.pk}]").fill(amount)
    sato.presses("報告する")
    sato.sees("実績を報告しました", "実績報告ずみ")
    paper = sato.context.request.get(f"{sato.home}/desk/grants/{grant.pk}/report.pdf")
    assert paper.headers["content-type"] == "application/pdf" and paper.body()[:4] == b"%PDF"
    with as_worker():
        assert Proposal.objects.get().place_id is not None
