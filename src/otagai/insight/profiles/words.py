"""Words about 地区カルテ: families of themes, kinds of お宝, where a step agreed with the district stands."""

from otagai.kernel.words import Word


class Family(Word):
    """Themes that are counted together, so that fewer cells are small."""

    BODY = "body", "からだ・介護・障害のこと"
    HEART = "heart", "こころ・ひとり・つながりのこと"
    HOME = "home", "子育て・家族のこと"
    LIVING = "living", "仕事・お金・住まい・手続きのこと"
    OTHER = "other", "その他・わからない"
    WISH = "wish", "やってみたいこと"


class TreasureKind(Word):
    """What kind of strength it is (地域のお宝)."""

    PEOPLE = "people", "人・団体のつながり"
    PLACE = "place", "場所"
    EVENT = "event", "行事・伝統"
    KNOW_HOW = "know_how", "くふう・知恵"
    NATURE = "nature", "自然・ながめ・食べもの"
    VOICE = "voice", "住民の声（だれの声か わからない形で）"


class StepState(Word):
    """Where a step agreed with the district stands."""

    OPEN = "open", "これから"
    DONE = "done", "できた"
    DROPPED = "dropped", "やめた"
