"""Kinds of area layers. Layers overlap; none is the parent of another."""

from otagai.kernel.words import Word


class LayerKind(Word):
    """What a layer of areas means in town."""

    MUNICIPALITY = "municipality", "市町村"
    JUNIOR_HIGH = "junior_high", "中学校区"
    ELEMENTARY = "elementary", "小学校区"
    NEIGHBOURHOOD = "neighbourhood", "自治会"
    DISASTER_GROUP = "disaster_group", "自主防災会"
    DAILY_LIFE_AREA = "daily_life_area", "日常生活圏域"
    COUNCIL_TIER_1 = "council_tier_1", "協議体 第1層"
    COUNCIL_TIER_2 = "council_tier_2", "協議体 第2層"
    COUNCIL_TIER_3 = "council_tier_3", "協議体 第3層"
    MINSEI_DISTRICT = "minsei_district", "民生委員の担当区"
    OTHER = "other", "その他"
