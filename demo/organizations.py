"""The thirty organisations of the sample town, what they take on, and where they can be called (numbers that do not exist)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from demo.rows import Rows
from otagai.town.areas.models import Area
from otagai.town.areas.words import LayerKind
from otagai.town.organizations.models import Desk, Organization, ServiceArea
from otagai.town.organizations.words import Capacity
from otagai.town.organizations.words import OrganizationKind as K
from otagai.welcome.intake.words import Theme as T

WEEKDAYS = "平日 8:30〜17:15"


@dataclass(frozen=True)
class Entry:
    """One organisation as it is listed: a key for the stories, and what everybody may know of it."""

    key: str
    kind: K
    name: str
    kana: str
    themes: tuple[T, ...] = ()
    takes_on: str = ""
    hours: str = WEEKDAYS
    capacity: Capacity = Capacity.OPEN
    capacity_note: str = ""
    schools: tuple[str, ...] = ()


HOUKATSU = (T.CARE, T.HEALTH, T.LONELY, T.RIGHTS)
CARE_WORK = "65歳以上の方と家族の相談。介護、もの忘れ、退院のあとの暮らし。まず訪問します。"
ENTRIES = (
    Entry("shakyo", K.SHAKYO, "社会福祉協議会", "しゃかいふくしきょうぎかい", tuple(T), "どんな相談も はじめに うかがいます。",
          "平日 8:30〜17:15（緊急は いつでも電話）"),
    Entry("welfare", K.CITY_SECTION, "福祉総務課", "ふくしそうむか", (T.MONEY, T.DISABILITY, T.OTHER), "制度の申請、緊急の短期入所の調整。"),
    Entry("elder", K.CITY_SECTION, "長寿福祉課", "ちょうじゅふくしか", (T.CARE,), "介護保険、配食、緊急通報装置。"),
    Entry("housing", K.CITY_SECTION, "住宅政策課", "じゅうたくせいさくか", (T.HOME,), "市営住宅、居住支援、空き家。"),
    Entry("planning", K.OTHER, "地域共生企画課", "ちいききょうせいきかくか", (), "計画と統計（個人の記録は扱いません）。"),
    Entry("system", K.OTHER, "デジタル推進課", "でじたるすいしんか", (), "システムの管理（個人の記録は扱いません）。"),
    Entry("houkatsu_e", K.COMMUNITY_SUPPORT_CENTER, "東地域包括支援センター", "ひがしちいきほうかつしえんせんたー", HOUKATSU, CARE_WORK,
          schools=("焼津東小学校", "東益津小学校", "港小学校")),
    Entry("houkatsu_w", K.COMMUNITY_SUPPORT_CENTER, "西地域包括支援センター", "にしちいきほうかつしえんせんたー", HOUKATSU, CARE_WORK,
          schools=("焼津西小学校", "豊田小学校", "焼津南小学校")),
    Entry("houkatsu_s", K.COMMUNITY_SUPPORT_CENTER, "南地域包括支援センター", "みなみちいきほうかつしえんせんたー", HOUKATSU, CARE_WORK,
          capacity=Capacity.LIMITED, capacity_note="新しい訪問は 週2件まで", schools=("小川小学校", "黒石小学校", "大富小学校", "和田小学校")),
    Entry("houkatsu_o", K.COMMUNITY_SUPPORT_CENTER, "大井川地域包括支援センター", "おおいがわちいきほうかつしえんせんたー", HOUKATSU, CARE_WORK,
          schools=("大井川東小学校", "大井川西小学校", "大井川南小学校")),
    Entry("disability", K.DISABILITY_COUNSELLING, "障害者相談支援センター はまかぜ", "しょうがいしゃそうだんしえんせんたーはまかぜ", (T.DISABILITY, T.MIND),
          "手帳、ヘルパー、通う場所、きょうだいの相談。", capacity=Capacity.LIMITED, capacity_note="訪問は 来月から枠が増えます"),
    Entry("disability_2", K.DISABILITY_COUNSELLING, "相談支援事業所 なみおと", "そうだんしえんじぎょうしょなみおと", (T.DISABILITY,),
          "計画相談。発達の相談。", capacity=Capacity.FULL, capacity_note="計画相談は 三か月待ち"),
    Entry("child", K.CHILD_FAMILY_CENTER, "こども家庭センター", "こどもかていせんたー", (T.CHILDREN, T.VIOLENCE, T.MIND), "妊娠から18歳まで。虐待の連絡も。"),
    Entry("livelihood", K.LIVELIHOOD_COUNSELLING, "自立相談支援窓口 ここから", "じりつそうだんしえんまどぐちここから", (T.MONEY, T.WORK, T.HOME),
          "家賃、仕事、借金、食べるもの。お金はかかりません。"),
    Entry("rights", K.RIGHTS_CENTER, "権利擁護センター", "けんりようごせんたー", (T.RIGHTS, T.MONEY), "通帳の手伝い、成年後見、訪問販売。",
          capacity=Capacity.LIMITED, capacity_note="面談は 二か月待ち"),
    Entry("health", K.HEALTH, "健康づくり課（保健センター）", "けんこうづくりか", (T.HEALTH, T.MIND, T.CHILDREN), "保健師の訪問、産後ケア、こころの相談。"),
    Entry("school", K.SCHOOL, "学校教育課（スクールソーシャルワーカー）", "がっこうきょういくか", (T.CHILDREN,), "学校に行きにくい、家のこと。"),
    Entry("minsei", K.MINSEI_COUNCIL, "民生委員児童委員協議会", "みんせいいいんじどういいんきょうぎかい", (T.LONELY, T.OTHER), "身近な相談役。"),
    Entry("district", K.DISTRICT_SHAKYO, "小川地区社協", "こがわちくしゃきょう", (T.WISH_MEET, T.WISH_START, T.LONELY), "公会堂の使い方、集まりの立ち上げ。",
          schools=("小川小学校", "黒石小学校")),
    Entry("district_2", K.DISTRICT_SHAKYO, "大富地区社協", "おおとみちくしゃきょう", (T.WISH_MEET, T.WISH_START), "見守りと集まり。",
          schools=("大富小学校",)),
    Entry("district_3", K.DISTRICT_SHAKYO, "大井川地区社協", "おおいがわちくしゃきょう", (T.WISH_MEET, T.WISH_START), "見守りと集まり。",
          schools=("大井川東小学校", "大井川西小学校", "大井川南小学校")),
    Entry("abroad", K.NPO, "日本語ひろば わをん", "にほんごひろばわをん", (T.CHILDREN, T.LONELY), "やさしい日本語での相談、学校の手紙。", "土・日 10:00〜16:00"),
    Entry("npo_home", K.NPO, "居住支援 ひとつ屋根", "きょじゅうしえんひとつやね", (T.HOME,), "貸してもらいにくい方の住まい探し。", "平日 10:00〜18:00"),
    Entry("npo_child", K.NPO, "子どもの居場所 しおかぜ", "こどものいばしょしおかぜ", (T.CHILDREN,), "学校に行きにくい子の昼間。", "火〜土 10:00〜17:00"),
    Entry("npo_food", K.NPO, "フードバンク わけっこ", "ふーどばんくわけっこ", (T.MONEY,), "食べものの配布。", "火曜 13:00〜16:00"),
    Entry("npo_help", K.NPO, "ちょっとお助け隊", "ちょっとおたすけたい", (T.HOME, T.WISH_HELP), "電球、草取り、粗大ごみ。", "平日 9:00〜16:00"),
    Entry("facility", K.WELFARE_FACILITY, "特別養護老人ホーム みなと苑", "とくべつようごろうじんほーむみなとえん", (T.CARE,), "ショートステイ、地域食堂。", "毎日 9:00〜17:00"),
    Entry("facility_2", K.WELFARE_FACILITY, "就労支援 うみねこ工房", "しゅうろうしえんうみねここうぼう", (T.DISABILITY, T.WORK), "働く体験、見学。"),
    Entry("company", K.COMPANY, "なかみなと水産（株）", "なかみなとすいさん", (T.WISH_HELP,), "空き会議室の貸し出し、相談カードの配布。"),
    Entry("salon", K.SALON, "ふれあいサロン連絡会", "ふれあいさろんれんらくかい", (T.WISH_MEET, T.LONELY), "地域の福祉相談窓口の人たちの集まり。", "毎月第1木曜"),
)  # fmt: skip
CASEWORK = ("shakyo", "houkatsu_e", "houkatsu_w", "houkatsu_s", "houkatsu_o", "disability", "child", "livelihood")
"""Those who write people down."""


def found(rows: Rows, *, today: date) -> dict[str, Organization]:
    """The organisations with their desks and the areas they serve, by key."""
    made: dict[str, Organization] = {}
    for number, entry in enumerate(ENTRIES, 1):
        phone = "0120-000-000" if entry.key == "shakyo" else f"054-000-{1000 + number}"
        made[entry.key] = rows.add(
            Organization(
                kind=entry.kind, name=entry.name, kana=entry.kana, phone=phone, themes=[str(theme) for theme in entry.themes],
                takes_on=entry.takes_on, capacity=entry.capacity, capacity_note=entry.capacity_note,
                capacity_updated_on=today - timedelta(days=number * 3 % 40), since=date(2015, 4, 1),
            )
        )  # fmt: skip
        rows.add(Desk(organization=made[entry.key], name=f"{entry.name} 相談係", phone=phone, hours=entry.hours))
    serve(rows, made)
    return made


def serve(rows: Rows, made: dict[str, Organization]) -> None:
    """Each 包括 and each 地区社協 serves its school districts."""
    for area in Area.objects.filter(layer__kind=LayerKind.ELEMENTARY, valid_until__isnull=True).order_by("pk"):
        for entry in ENTRIES:
            if area.name in entry.schools:
                rows.add(ServiceArea(organization=made[entry.key], area=area, since=date(2018, 4, 1)))


def support_center_of(area_name: str) -> str:
    """The key of the 包括 that serves a school district; the eastern one where the district is not known."""
    centers = (entry for entry in ENTRIES if entry.kind is K.COMMUNITY_SUPPORT_CENTER)
    return next((entry.key for entry in centers if area_name in entry.schools), "houkatsu_e")
