"""Thirty activities as such a town holds them: every week, every month, once a year. The buildings are real, the activities are not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from demo.rows import Rows
from demo.windows import SITES
from otagai.kernel.opening import openings
from otagai.kernel.opening_reader import read_opening
from otagai.town.activities.models import Activity, ActivityDay, Hosting, Recurrence
from otagai.town.activities.words import ActivityKind as K
from otagai.town.activities.words import ActivityState as S
from otagai.town.areas.models import Area
from otagai.town.areas.words import LayerKind
from otagai.town.organizations.models import Organization
from otagai.town.places.models import Place


@dataclass(frozen=True)
class Entry:
    """One activity: when it is held again and again (in words), or in how many weeks, on which weekday, from–to."""

    title: str
    kind: K
    hosts: str
    school: str
    where: str
    when: str | tuple[int, int, int, int]
    what: str
    fee: str = "無料"
    bring: str = ""
    who_for: str = ""
    helpers: tuple[str, ...] = ()
    state: S = S.PUBLISHED
    said: str = ""


SUN, SAT = 6, 5
ENTRIES = (
    Entry("港ラジオ体操の会", K.EXERCISE, "minsei", "港小学校", "港地域交流センター 前の広場", "毎週月火水木金土 6:30-7:00",
          "ラジオ体操第1・第2と、ひとことあいさつ。いすにすわったままでも。雨の日は休みます。"),
    Entry("しゃきっと百歳体操", K.EXERCISE, "houkatsu_e health", "焼津東小学校", "焼津地域交流センター", "毎週火曜 10:00-11:00",
          "おもりをつけて ゆっくり動きます。おもりは貸します。", bring="飲みもの、上ばき"),
    Entry("大村百歳体操", K.EXERCISE, "houkatsu_w", "焼津西小学校", "大村地域交流センター", "毎週木曜 13:30-14:30", "いすにすわってできる体操です。", bring="飲みもの"),
    Entry("浜歩き ウォーキングの日", K.EXERCISE, "health district", "小川小学校", "小川地域交流センター 玄関前", "第2土曜 9:00-10:30",
          "3キロを ゆっくり歩きます。車いす・ベビーカーの道も あります。", bring="帽子、飲みもの", helpers=("列のうしろを歩く人 2人",)),
    Entry("ノルディックウォーク体験", K.EXERCISE, "health", "大富小学校", "大富地域交流センター", "第4金曜 9:30-11:00", "ポールは貸します。はじめての方に教えます。", fee="100円（保険）"),
    Entry("小川お茶会 おしゃべりの日", K.EXCHANGE, "district salon", "小川小学校", "小川地域交流センター", "第1・第3水曜 13:30-15:30",
          "お茶とおしゃべり。とちゅうで帰っても大丈夫です。", fee="100円（お茶代）", helpers=("お茶をいれる人 2人（13時から）",)),
    Entry("男のコーヒー部", K.EXCHANGE, "district_2", "大富小学校", "大富地域交流センター", "第2土曜 10:00-12:00", "豆をひくところから。だまって飲んで帰っても かまいません。",
          fee="200円", who_for="男性。付きそいの方も"),
    Entry("多文化こうりゅうカフェ", K.EXCHANGE, "abroad npo_child", "港小学校", "港地域交流センター", "最終日曜 14:00-16:00",
          "いろいろな国の人と お茶を飲みます。やさしい日本語で話します。", helpers=("いっしょに話す人 5人",)),
    Entry("認知症カフェ なぎさ", K.EXCHANGE, "houkatsu_s facility", "和田小学校", "和田地域交流センター", "第3金曜 13:30-15:30",
          "本人も 家族も 近所の人も。相談もできます。", fee="100円（お茶代）"),
    Entry("囲碁と将棋の日", K.EXCHANGE, "salon", "豊田小学校", "豊田地域交流センター", "毎週水曜 13:00-16:00", "こどもも おとなも。はじめての人には 教えます。"),
    Entry("うたごえ広場", K.EXCHANGE, "district_3 salon", "大井川西小学校", "大井川福祉センター", "第2木曜 13:30-15:00", "なつかしい歌を みんなで。歌の本は あります。", fee="100円"),
    Entry("手話であいさつ", K.LEARNING, "disability shakyo", "焼津西小学校", "総合福祉会館", "第1・第3土曜 10:00-11:30", "名前とあいさつから。耳の聞こえない人が 先生です。"),
    Entry("スマートフォンの小さな教室", K.LEARNING, "system npo_help", "焼津東小学校", "焼津地域交流センター", "第2・第4月曜 10:00-11:30",
          "電話、写真、災害の知らせ。自分のを 持ってきてください。", bring="自分のスマートフォン", helpers=("となりで いっしょに見る人 3人",)),
    Entry("にほんごの会", K.LEARNING, "abroad", "港小学校", "港地域交流センター", "毎週土曜 10:00-11:30", "話すことを たいせつにします。学校の手紙も いっしょに読みます。",
          helpers=("いっしょに話す人 何人でも",)),
    Entry("宿題の日", K.LEARNING, "npo_child", "黒石小学校", "小川地域交流センター", "毎週水曜 15:30-17:30", "宿題をして、あそびます。", who_for="小学生・中学生",
          helpers=("丸つけ・見守り 2人",)),
    Entry("つくろいもの教室", K.LEARNING, "facility_2", "東益津小学校", "東益津地域交流センター", "第1火曜 13:30-15:30", "ボタンつけ、すそ上げ。直したい服を 持ってきてください。",
          bring="直したい服", fee="100円（糸と布）"),
    Entry("みんなの食堂 しおかぜ", K.FOOD, "npo_child npo_food", "港小学校", "港地域交流センター", "第2・第4金曜 17:00-19:00",
          "だれでも来られる食堂です。子どもだけでも どうぞ。", fee="子ども無料、おとな300円", helpers=("料理 4人（15時から）", "皿あらい 2人（18時から）")),
    Entry("朝ごはんの会", K.FOOD, "district_3", "大井川東小学校", "大井川地域交流センター", "第1日曜 7:30-9:00", "ごはん、みそ汁、たまご焼き。", fee="200円", bring="はし"),
    Entry("フードバンクの日", K.FOOD, "npo_food shakyo", "焼津西小学校", "総合福祉会館", "第3土曜 10:00-12:00",
          "食べものを 持ってくる人も、持ってかえる人も。わけは 聞きません。", helpers=("箱をならべる人 3人（9時から）",)),
    Entry("親子の広場 ぴよぴよ", K.CHILDREN, "child", "焼津南小学校", "焼津地域交流センター", "毎週木曜 10:00-11:30", "あそびと、困ったことの相談。保健師が来ます。",
          who_for="0〜3歳と家の人", bring="バスタオル"),
    Entry("おはなし会", K.CHILDREN, "salon school", "豊田小学校", "豊田地域交流センター", "第4土曜 10:30-11:30", "絵本と紙しばい。読んでみたい人も どうぞ。", helpers=("絵本を読む人 1人",)),
    Entry("浜そうじ", K.CLEANING, "district company", "小川小学校", "石津浜公園 駐車場", "第1日曜 8:00-9:00", "1時間だけ、拾えるだけ。ごみ袋は あります。",
          bring="軍手、帽子", helpers=("ごみ袋を配る人 2人",)),
    Entry("年の暮れの 町内いっせい清掃", K.CLEANING, "district_2 district", "大富小学校", "各町内の集会所", (2, SUN, 8, 10), "側溝と公園。重いものは みんなで運びます。",
          bring="軍手、スコップ"),
    Entry("花いっぱい運動 苗植え", K.CLEANING, "facility_2 district_3", "大井川南小学校", "大井川地域交流センター 花だん", (1, SAT, 9, 11), "パンジーの苗を植えます。すわってできる作業も あります。"),
    Entry("地区防災訓練", K.DISASTER, "district minsei company", "小川小学校", "小川小学校 校庭", (2, SUN, 9, 11),
          "安否の確認、けむりの部屋、炊き出し。車いすで逃げる練習も。", bring="上ばき", helpers=("炊き出し 6人（8時から）", "車いすを押す人 4人")),
    Entry("夜の避難所 とまってみる会", K.DISASTER, "district_2 shakyo", "大富小学校", "大富小学校 体育館", (3, SAT, 17, 21), "段ボールの寝床を作ってみます。",
          bring="毛布、懐中電灯", state=S.CANCELLED, said="体育館の工事のため、中止します。春に あらためて行います。"),
    Entry("家具の固定 相談会", K.DISASTER, "npo_help housing", "和田小学校", "和田地域交流センター", (4, SAT, 10, 12), "家の図を かいて 持ってきてください。"),
    Entry("もちつきと しめ縄づくり", K.TRADITION, "district salon", "小川小学校", "小川地域交流センター", (5, SAT, 9, 12),
          "もちが食べにくい方には、だんごを用意します。しめ縄のわらは あります。", fee="子ども無料、おとな200円", bring="エプロン",
          helpers=("もち米を蒸す人 3人（7時から）", "しめ縄を教える人 2人")),
    Entry("春まつりの 太鼓のけいこ", K.TRADITION, "district_3", "大井川南小学校", "大井川福祉センター", "毎週金曜 19:00-20:30", "年上の子が 年下の子に教えます。見るだけでも。"),
    Entry("どんど焼き", K.TRADITION, "district_2 minsei", "大富小学校", "栃山川の河原", (8, SUN, 7, 9), "お正月のかざりを 持ってきてください。雨のときは つぎの日曜。", state=S.DRAFT),
)  # fmt: skip
WITH_CHILDREN = frozenset(
    {
        "みんなの食堂 しおかぜ",
        "親子の広場 ぴよぴよ",
        "おはなし会",
        "浜そうじ",
        "もちつきと しめ縄づくり",
        "多文化こうりゅうカフェ",
        "フードバンクの日",
        "地区防災訓練",
    }
)
BY_WHEELCHAIR = frozenset(
    {
        "しゃきっと百歳体操",
        "大村百歳体操",
        "浜歩き ウォーキングの日",
        "認知症カフェ なぎさ",
        "花いっぱい運動 苗植え",
        "地区防災訓練",
        "うたごえ広場",
        "みんなの食堂 しおかぜ",
    }
)
CALLED_OFF, WHY_OFF = "浜歩き ウォーキングの日", "道の工事のため中止します。次の月は あります。"


def hold(rows: Rows, organizations: dict[str, Organization], *, today: date) -> None:
    """Write the activities with their hosts and days."""
    schools = {
        area.name: area
        for area in Area.objects.filter(layer__kind=LayerKind.ELEMENTARY, valid_until__isnull=True).defer("geometry")
    }
    halls = {place.name: place for place in Place.objects.public().filter(name__in=SITES).order_by("pk")}
    for entry in ENTRIES:
        hosts = [organizations[key] for key in entry.hosts.split()]
        hall, _, corner = entry.where.partition(" ")
        place = halls.get(hall)
        activity = rows.add(
            Activity(
                kind=entry.kind, title=entry.title, what=entry.what, who_for=entry.who_for, any_age=not entry.who_for, with_children=entry.title in WITH_CHILDREN, wheelchair=entry.title in BY_WHEELCHAIR,
                area=schools.get(entry.school), place=place, meeting_point=corner if place else entry.where, fee=entry.fee,
                bring=entry.bring, helpers_wanted=list(entry.helpers), contact=hosts[0].name, phone=hosts[0].phone,
                state=entry.state, said=entry.said,
            )
        )  # fmt: skip
        for position, host in enumerate(hosts):
            rows.add(Hosting(activity=activity, organization=host, position=position))
        set_days(rows, activity, entry, today)


def set_days(rows: Rows, activity: Activity, entry: Entry, today: date) -> None:
    """The rules that the words mean, or the one day; one time of one activity is called off."""
    if isinstance(entry.when, tuple):
        weeks, weekday, start, end = entry.when
        monday = today - timedelta(days=today.weekday())
        day = monday + timedelta(days=7 * weeks + weekday)
        rows.add(ActivityDay(activity=activity, day=day, opens_at=time(start), closes_at=time(end)))
        return
    rules = read_opening(entry.when)
    if rules is None:
        raise ValueError(entry.when)
    for rule in rules:
        rows.add(
            Recurrence(
                activity=activity, weekdays=sorted(rule.weekdays), weeks=sorted(rule.nth), opens_at=rule.start,
                closes_at=rule.end, on_holidays=rule.holidays.value, closed_at_year_end=rule.closed_at_year_end,
                valid_from=date(today.year - 1, 4, 1) if entry.kind is K.LEARNING else None,
            )
        )  # fmt: skip
    if entry.title == CALLED_OFF:
        first = openings(rules, (), today + timedelta(days=1), 62)[0]
        rows.add(
            ActivityDay(
                activity=activity, day=first.on, opens_at=first.start, closes_at=first.end, note=WHY_OFF, is_called_off=True
            )
        )  # fmt: skip
