"""市の企画担当 asks who has no place within walking distance, keeps two answers and compares them before a council."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from otagai.base.accounts.words import Duty
from otagai.insight.coverage import jobs
from otagai.insight.coverage.models import Search
from otagai.insight.coverage.tests.a_town_to_walk_in import found
from tests.factories import a_user
from tests.journeys.conftest import Story
from tests.journeys.walking import DESKTOP, PHONE, Walker

Walk = Callable[..., Walker]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("size", "scripts"), [(DESKTOP, True), (PHONE, False)], ids=["desk", "phone without scripts"])
def test_a_planner_compares_two_scenarios(town: Story, walk: Walk, size: tuple[int, int], scripts: bool) -> None:
    found()
    planner = walk(a_user(Duty.POLICY_PLANNER), on=size, scripts=scripts)
    planner.goes_to("/desk/reach/")
    planner.sees("この場所なら 新たに63人")
    planner.sees("直線×1.3")
    planner.follows("この問いに名前をつけて残す")
    planner.writes("この問いの名前", "いまのまま")
    planner.presses("名前をつけて残す")
    planner.sees("「いまのまま」を 残しました")
    planner.presses("確かめる計算を頼む")
    planner.sees("順番を待っています")
    jobs.find_best(Search.objects.get().pk)
    if not scripts:
        planner.follows("いまのようすを見る")
    planner.sees("これより よい選び方は ない、と 確かめました")
    planner.follows("名前を変える")
    planner.writes("この問いの名前", "令和8年のまま")
    planner.presses("この名前にする")
    planner.sees("名前を 変えました")
    planner.follows("この場所が開いたとして 数えなおす")
    planner.sees("加えた場所：山手公園")
    planner.follows("この問いに名前をつけて残す")
    planner.writes("この問いの名前", "公園に開く")
    planner.presses("名前をつけて残す")
    planner.ticks("令和8年のまま")
    planner.ticks("公園に開く")
    planner.presses("ならべて くらべる")
    planner.sees("地区ごとに、範囲に場所がない人")
    planner.sees("＋63人")
    planner.follows("徒歩圏に もどる")
    planner.follows("新たに63人")
    planner.sees("山手公園のまわり")
    planner.sees("いま行く場所がない人は 63人")
    planner.follows("徒歩圏に もどる")
    planner.follows("数のもとになった地点を見る")
    planner.sees("山手・山の端")
    planner.goes_to("/desk/reach/")
    planner.follows("：公園に開く")
    planner.presses("しまう")
    planner.sees("しまった問いです")
    planner.presses("一覧に もどす")
    planner.sees("一覧に もどしました")
