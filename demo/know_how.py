"""Three groups tell how they do it; one of them learnt it from another."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from demo.rows import Rows
from otagai.town.activities.models import Activity, KnowHow, KnowHowEdition
from otagai.town.activities.words import ActivityKind as K
from otagai.town.organizations.models import Organization


@dataclass(frozen=True)
class Card:
    """One card: whose, about which activity (if any), what it tells."""

    title: str
    kind: K
    group: str
    about: str = ""
    origin: str = ""
    is_public: bool = True
    said: dict[str, str] = field(default_factory=dict)


CARDS = (
    Card("もちつきと しめ縄づくりの やり方", K.TRADITION, "district", "もちつきと しめ縄づくり", said={
        "steps": "2か月前：会場をとり、もち米を注文する\n前の日：もち米を洗って 水につける。うすに水を張る\n当日7時：火をおこし、蒸しはじめる\n9時：子どもから つく。1うす 10分\n11時：しめ縄の部屋を開く\n12時：うすを洗って 干してから しまう",
        "tools": "うす2・きね4（公民館の倉庫）、せいろ6段、かまど1、わら 2束（農協に聞く）",
        "roles": "火の番 2人\n蒸す人 3人\nつく人 何人でも\n丸める人 8人（すわってできます）\nしめ縄を教える人 2人",
        "time_before": "10月はじめに 会場。11月に 回覧板。",
        "cost": "もち米 20キロ 1万2千円、わら 3千円、保険 2千円。おとな200円を集める。",
        "tips": "だんごを用意しておくと、もちが食べにくい人も いっしょに食べられる。しめ縄は 右ねじりを 先に見せる。",
        "safety": "もちは 小さく切り、お茶を先に。手を洗う場所を 入口に。火のそばに 水を2杯。食べもののアレルギーを 紙に書いて貼る。",
    }),
    Card("だれでも食堂の 始めかた", K.FOOD, "npo_child", "みんなの食堂 しおかぜ", said={
        "steps": "3か月前：調理室と 検便・保健所への届け\n前の週：こんだてを決め、フードバンクに もらえるものを聞く\n当日15時：料理を始める\n17時：開ける。名前は聞かない\n19時：片づけ、あしたの人に ひとこと書く",
        "tools": "調理室、なべ 大3、配る容器、名札（好きな名前でよい）",
        "roles": "料理 4人\n皿あらい 2人\n入口で むかえる人 1人\n子どもと あそぶ人 2人",
        "time_before": "はじめは 3か月。なれたら 2週間。",
        "cost": "1回 40食で 8千円。子どもは無料、おとな300円、残りは寄付。",
        "tips": "「手伝いに来た」ことにすると 来やすい人がいる。ひとりで来た子には まず席を。",
        "safety": "食品の温度を はかって書く。保険に入る。気になることは 福祉相談窓口へ。",
    }),
    Card("大富の もちつき", K.TRADITION, "district_2", origin="もちつきと しめ縄づくりの やり方", said={
        "steps": "前の日：もち米を洗って 水につける\n当日8時：蒸しはじめる\n10時：つく\n12時：片づけ",
        "tools": "うす1・きね2（小川地区から借りる）",
        "roles": "火の番 2人\n蒸す人 2人\n丸める人 5人",
        "tips": "小川地区の人に 1回目だけ 来てもらった。",
        "safety": "もちは 小さく切り、お茶を先に。",
    }),
    Card("うたごえ広場の 歌の本", K.EXCHANGE, "district_3", "うたごえ広場", is_public=False, said={"steps": "歌の本を配る\nリクエストを聞く"}),
)  # fmt: skip


def hand_on(rows: Rows, organizations: dict[str, Organization], *, today: date) -> None:
    """Write the cards; one was written anew in spring, and the earlier edition is kept."""
    activities = {each.title: each for each in rows.all_of(Activity)}
    made: dict[str, KnowHow] = {}
    for card in CARDS:
        first = card is CARDS[0]
        made[card.title] = rows.add(
            KnowHow(
                title=card.title, kind=card.kind, organization=organizations[card.group], activity=activities.get(card.about),
                origin=made.get(card.origin), is_public=card.is_public, changed_on=today - timedelta(days=40),
                version=2 if first else 1, **card.said,
            )
        )  # fmt: skip
    earlier = {**CARDS[0].said, "tips": "しめ縄は 右ねじりを 先に見せる。"}
    rows.add(KnowHowEdition(know_how=made[CARDS[0].title], number=1, said=earlier, on=today - timedelta(days=330)))
