"""What words and marks in a cell mean: kinds of places and organisations, ○ and ×, the code of a town."""

from __future__ import annotations

import re
from collections.abc import Mapping

from otagai.kernel.cells import flag
from otagai.kernel.text import narrow
from otagai.town.organizations.words import OrganizationKind
from otagai.town.places.words import Hazard, PlaceForm, PlaceKind, Yes

_PLACE_KINDS = (
    ("土のう|dono_station", PlaceKind.SANDBAGS),
    ("協力井戸|support_ido", PlaceKind.WELL),
    ("(子ども|こども)を守る家|(子ども|こども)110番", PlaceKind.SAFE_HOUSE),
    ("涼みどころ|暑熱避難|クーリングシェルター|machinaka", PlaceKind.COOL_SPOT),
    ("緊急避難場所|evacuation_space|避難タワー|津波避難", PlaceKind.EVACUATION_SPACE),
    ("避難所|hinan|shelter", PlaceKind.SHELTER),
    ("トイレ|便所|toilet", PlaceKind.TOILET),
    ("図書館|library", PlaceKind.LIBRARY),
    ("公民館|交流センター|コミュニティセンター|community_center", PlaceKind.COMMUNITY_CENTER),
    ("福祉会館|福祉センター|welfare", PlaceKind.WELFARE_HALL),
    ("サロン|居場所|カフェ|salon", PlaceKind.SALON),
    ("共生ステーション", PlaceKind.STATION),
    ("要配慮者|介護|デイサービス|就労|障害|障がい|老人|保育|幼稚園|yohairyo", PlaceKind.CARE_FACILITY),
    ("子育て|児童|こども|子ども|child", PlaceKind.CHILD_SUPPORT),
    ("公園|緑地|広場|park", PlaceKind.PARK),
    ("市役所|庁舎|出張所|市民サービスセンター|smartmap", PlaceKind.CITY_OFFICE),
)
_ORGANIZATION_KINDS = (
    ("地区社協|地区社会福祉", OrganizationKind.DISTRICT_SHAKYO),
    ("社会福祉協議会|社協", OrganizationKind.SHAKYO),
    ("包括支援", OrganizationKind.COMMUNITY_SUPPORT_CENTER),
    ("障害.*相談|障がい.*相談|基幹相談", OrganizationKind.DISABILITY_COUNSELLING),
    ("こども家庭センター|子育て支援|家庭児童", OrganizationKind.CHILD_FAMILY_CENTER),
    ("自立相談|生活困窮|くらし", OrganizationKind.LIVELIHOOD_COUNSELLING),
    ("権利擁護|成年後見", OrganizationKind.RIGHTS_CENTER),
    ("民生委員|民児協", OrganizationKind.MINSEI_COUNCIL),
    ("自治会|町内会", OrganizationKind.NEIGHBOURHOOD),
    ("サロン|居場所", OrganizationKind.SALON),
    ("学校|教育委員会", OrganizationKind.SCHOOL),
    ("病院|診療所|クリニック|医院|保健", OrganizationKind.HEALTH),
    ("NPO|ボランティア|特定非営利", OrganizationKind.NPO),
    ("社会福祉法人|ホーム|デイサービス|作業所|事業所|福祉施設", OrganizationKind.WELFARE_FACILITY),
    ("株式会社|有限会社|商店|会社", OrganizationKind.COMPANY),
    ("課$|市役所|室$", OrganizationKind.CITY_SECTION),
)
_CHECK_WEIGHTS = (6, 5, 4, 3, 2)


def city_code(text: str) -> str:
    """全国地方公共団体コード in its full six digits: 92011 is 092011, 22212 gets its check digit; "" if it is none.

    Source of the check digit: 全国地方公共団体コード仕様 (総務省).
    """
    digits = narrow(text).removesuffix(".0")
    if not digits.isascii() or not digits.isdecimal() or not 4 <= len(digits) <= 6:
        return ""
    with_zero = digits.zfill(6)
    if _check_digit(with_zero[:5]) == with_zero[5]:
        return with_zero
    prefix = digits.zfill(5)
    return prefix + _check_digit(prefix) if len(digits) <= 5 else ""


def _check_digit(five: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(five, _CHECK_WEIGHTS, strict=True))
    return str((11 - total % 11) % 10 if total >= 11 else 11 - total)


def guess_place_kind(*texts: str) -> PlaceKind | None:
    """The kind of place that the first telling text names: 種別, 備考, the name, the name of the file."""
    if texts and (said := kind_said(texts[0])):
        return said
    return next((kind for text in texts for pattern, kind in _PLACE_KINDS if text and re.search(pattern, text)), None)


def kind_said(text: str) -> PlaceKind | None:
    """The kind whose own label the text is, as our own files have it."""
    return next((kind for kind in PlaceKind if kind.label == text), None)


def form_said(text: str) -> PlaceForm | None:
    """How a place is there, as our own files have it; None when nothing is said."""
    return next((form for form in PlaceForm if form.label == text), None)


_HAZARDS = {
    Hazard.FLOOD: "災害種別_洪水 洪水 flood_L2", Hazard.LANDSLIDE: "災害種別_崖崩れ、土石流及び地滑り 土砂災害 sedimentDisaster",
    Hazard.STORM_SURGE: "災害種別_高潮 高潮 stormSurge", Hazard.EARTHQUAKE: "災害種別_地震 地震 earthquake",
    Hazard.TSUNAMI: "災害種別_津波 津波 tunami tsunami", Hazard.FIRE: "災害種別_大規模な火事 大規模な火事 fire",
    Hazard.INLAND_FLOOD: "災害種別_内水氾濫 内水氾濫 inundation", Hazard.VOLCANO: "災害種別_火山現象 火山現象",
}  # fmt: skip
_HAZARD_OF = {name: hazard for hazard, names in _HAZARDS.items() for name in names.split()}


def hazards_of(columns: Mapping[str, str]) -> list[str]:
    """Against which disasters one may flee there (header → value): only a plain ○ counts, 「△」 (2階以上なら) does not.

    Whoever flees by this list must not find water: what is unclear is no yes. Takamatsu's two columns of flood: the deeper one.
    """
    yes = {_HAZARD_OF[header] for header, text in columns.items() if header in _HAZARD_OF and flag(text)}
    return [hazard.value for hazard in Hazard if hazard in yes]


def guess_organization_kind(*texts: str) -> OrganizationKind | None:
    """The kind of organisation that the first telling text names."""
    return next(
        (kind for text in texts for pattern, kind in _ORGANIZATION_KINDS if text and re.search(pattern, text)), None
    )


def yes_or_no(text: str) -> Yes:
    """○・有・あり・可 is yes, ×・無・なし・不可 is no; anything else nobody has looked at yet."""
    plain = narrow(text)
    if re.fullmatch("[○◯〇1]|有り?|あり|可|はい|TRUE|true", plain) or re.search("あり|有り|できます|対応", plain):
        return Yes.YES
    if re.fullmatch("[×✕0]|無し?|なし|不可|いいえ|FALSE|false", plain) or re.search("なし|無し|ありません", plain):
        return Yes.NO
    return Yes.UNKNOWN


_WITH_A_WHEELCHAIR = "多機能|多目的|バリアフリー|車椅子|車いす|身障者"


def toilet_of(columns: Mapping[str, str]) -> Yes:
    """Whether a toilet can be used with a wheelchair, from columns about toilets (header → value)."""
    told = {header: value for header, value in columns.items() if "トイレ" in header}
    texts = [value for header, value in told.items() if not re.search("総数|オストメイト", header)]
    named = {yes_or_no(value) for header, value in told.items() if re.search(_WITH_A_WHEELCHAIR, header)}
    if Yes.YES in named or any(re.search(_WITH_A_WHEELCHAIR, text) for text in texts):
        return Yes.YES
    if named:
        return Yes.NO if Yes.NO in named else Yes.UNKNOWN
    return Yes.NO if texts and all(yes_or_no(text) is Yes.NO for text in texts if text) and any(texts) else Yes.UNKNOWN
