"""What the 地区担当 of the sample town wrote about a district, and the お宝 of several. Groups only, no person."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from demo.accounts import DISTRICT_OF_OFFICER
from demo.rows import Rows
from otagai.base.accounts.models import User
from otagai.insight.profiles.models import AgreedStep, DistrictVisit, HandoverNote, Treasure
from otagai.insight.profiles.words import StepState
from otagai.insight.profiles.words import TreasureKind as K
from otagai.town.areas.models import Area
from otagai.town.areas.words import LayerKind

OFFICER = "kita"
TREASURES: tuple[tuple[str, K, str, str, int], ...] = (
    ("小川小学校", K.PEOPLE, "登校の見守りに 20人が立ち、帰りに そのままお茶を飲む", "小川地区社協の役員会", 40),
    ("小川小学校", K.PLACE, "公会堂の縁側に いつも だれかがいる", "小川ひだまりサロン", 95),
    ("小川小学校", K.VOICE, "夕方に寄れるところが ほしいという声が つづいている", "地区の懇談会", 150),
    ("小川小学校", K.EVENT, "秋まつりの前の週に 路地をみんなで掃く", "自治会長会", 410),
    ("大富小学校", K.KNOW_HOW, "回覧板に「困りごと ひとことらん」をつけている", "大富地区社協", 60),
    ("大富小学校", K.NATURE, "畑の野菜が よりあい処に とどく", "大富よりあい処", 120),
    ("港小学校", K.PEOPLE, "水産の会社が 休けい室を 昼の集まりに 貸している", "港の懇談会", 75),
    ("港小学校", K.KNOW_HOW, "ラジオ体操の出席カードで 三日来ない人に 声をかける", "体操の会", 30),
    ("大井川南小学校", K.EVENT, "夏まつりの やぐらを 中学生と いっしょに組む", "大井川地区社協", 130),
    ("東益津小学校", K.PLACE, "お寺の庭が 雨の日も 使える", "石脇の集まり", 200),
)
NOTES = (
    (300, "役員会は 毎月第2月曜の夜。会場の鍵は 地域交流センターの窓口。\n夕方の居場所の話が 出はじめた。"),
    (
        20,
        "役員会は 毎月第2月曜の夜。会場の鍵は 地域交流センターの窓口。\n夕方の居場所は、公会堂の下見まで来ている。鍵と暖房のことを 自治会と相談中。\n"
        "秋まつりの前の週は 忙しいので、話し合いは さける。",
    ),
)
VISITS = (
    (75, "小川ひだまりサロン", "冬は 公会堂が寒く、来る人が 減る。灯油代の相談をしたい。"),
    (48, "自治会長会", "夕方に公会堂を開けるなら、鍵を預かる人を 3人決めたい。"),
    (26, "小川地区社協の役員会", "下見の日を決めた。子どもも来られるよう、五時からにしたい。"),
    (6, "小川地域交流センター", "冬のあいだ、和室を 夕方に使ってよいとのこと。"),
)
STEPS: tuple[tuple[str, str, int, int, StepState, str], ...] = (
    ("公会堂を 夕方に開ける下見をする", "小川地区社協", -48, -20, StepState.DONE, "5人で見てきた。暖房が いる"),
    ("鍵を預かる人を 3人決める", "自治会長会", -26, -5, StepState.OPEN, ""),
    ("灯油代の助成を 調べて 役員会で話す", "小川地区社協", -26, 18, StepState.OPEN, ""),
)
"""What, with whom, agreed and due so many days from today, where it stands."""


def write(rows: Rows, *, today: date) -> None:
    """Write all of it; nothing in a town without areas."""
    schools = {
        area.name: area
        for area in Area.objects.filter(layer__kind=LayerKind.ELEMENTARY, valid_until__isnull=True).defer("geometry")
    }
    officer = next(user for user in rows.all_of(User) if user.username == OFFICER)
    for school, kind, text, source, ago in TREASURES:
        if area := schools.get(school):
            on = today - timedelta(days=ago)
            rows.add(Treasure(area=area, kind=kind, text=text, source=source, on=on, by=officer, at=noon(on)))
    if area := schools.get(DISTRICT_OF_OFFICER):
        of_the_officer(rows, area, officer, today)


def of_the_officer(rows: Rows, area: Area, officer: User, today: date) -> None:
    """Note, visits and steps of the district of the 地区担当."""
    for version, (ago, text) in enumerate(NOTES, 1):
        rows.add(HandoverNote(area=area, version=version, text=text, by=officer, at=noon(today - timedelta(days=ago))))
    for ago, where, heard in VISITS:
        on = today - timedelta(days=ago)
        rows.add(DistrictVisit(area=area, on=on, where=where, heard=heard, by=officer, at=noon(on)))
    for text, agreed_with, agreed, due, state, outcome in STEPS:
        closed = None if state is StepState.OPEN else today + timedelta(days=due)
        rows.add(
            AgreedStep(
                area=area, text=text, agreed_with=agreed_with, agreed_on=today + timedelta(days=agreed),
                due=today + timedelta(days=due), state=state, outcome=outcome, closed_on=closed, by=officer,
                closed_by=officer if closed else None, at=noon(today + timedelta(days=agreed)),
            )
        )  # fmt: skip


def noon(day: date) -> datetime:
    """Midday of a day."""
    return timezone.make_aware(datetime.combine(day, time(12)))
