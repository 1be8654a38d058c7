"""Kinds of organisations, what they can take on now."""

from otagai.kernel.words import Word


class OrganizationKind(Word):
    """What an organisation is."""

    SHAKYO = "shakyo", "社会福祉協議会"
    CITY_SECTION = "city_section", "市の課"
    COMMUNITY_SUPPORT_CENTER = "community_support_center", "地域包括支援センター"
    DISABILITY_COUNSELLING = "disability_counselling", "障害者相談支援"
    CHILD_FAMILY_CENTER = "child_family_center", "こども家庭センター・子育て支援"
    LIVELIHOOD_COUNSELLING = "livelihood_counselling", "自立相談支援（生活困窮）"
    RIGHTS_CENTER = "rights_center", "権利擁護・成年後見"
    HEALTH = "health", "保健・医療"
    SCHOOL = "school", "学校・教育"
    MINSEI_COUNCIL = "minsei_council", "民生委員児童委員協議会"
    DISTRICT_SHAKYO = "district_shakyo", "地区社協"
    NEIGHBOURHOOD = "neighbourhood", "自治会"
    SALON = "salon", "サロン・居場所の団体"
    NPO = "npo", "NPO・ボランティア団体"
    WELFARE_FACILITY = "welfare_facility", "福祉施設"
    COMPANY = "company", "企業・商店"
    OTHER = "other", "その他"


class Capacity(Word):
    """Whether an organisation can take on new people now."""

    OPEN = "open", "受けられます"
    LIMITED = "limited", "少しなら受けられます"
    FULL = "full", "今はいっぱいです"
