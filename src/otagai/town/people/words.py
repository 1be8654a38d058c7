"""Words about people and households."""

from otagai.kernel.words import Word


class Sex(Word):
    """ISO 5218 codes, as 自治体標準 uses them; not asked unless needed."""

    NOT_KNOWN = "0", "不明"
    MALE = "1", "男性"
    FEMALE = "2", "女性"
    NOT_APPLICABLE = "9", "その他・答えない"


class ContactKind(Word):
    """How somebody can be reached."""

    PHONE = "phone", "電話（自宅）"
    MOBILE = "mobile", "電話（携帯）"
    MAIL = "mail", "メール"
    VIA = "via", "取り次ぎ"


class Safety(Word):
    """Whether it is safe to call. Unknown is treated as not safe to leave a message."""

    SAFE = "safe", "連絡してよい"
    CAREFUL = "careful", "気をつけて（時間・名乗り方）"
    NEVER = "never", "連絡しない"
    UNKNOWN = "unknown", "まだ聞いていない"


class Relation(Word):
    """続柄, seen from the head of the household."""

    HEAD = "head", "世帯主"
    SPOUSE = "spouse", "配偶者"
    CHILD = "child", "子"
    PARENT = "parent", "親"
    GRANDPARENT = "grandparent", "祖父母"
    GRANDCHILD = "grandchild", "孫"
    SIBLING = "sibling", "きょうだい"
    OTHER_RELATIVE = "other_relative", "その他の親族"
    NOT_RELATED = "not_related", "同居人"
