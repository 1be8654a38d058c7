"""Words about places, windows and banners."""

from otagai.kernel.words import Word


class PlaceKind(Word):
    """What kind of place it is."""

    SALON = "salon", "サロン・居場所"
    STATION = "station", "地域共生ステーション"
    COMMUNITY_CENTER = "community_center", "地域交流センター・公民館"
    WELFARE_HALL = "welfare_hall", "福祉会館"
    CITY_OFFICE = "city_office", "市役所・センター"
    LIBRARY = "library", "図書館"
    CHILD_SUPPORT = "child_support", "子育て支援"
    COOL_SPOT = "cool_spot", "まちなか涼みどころ"
    PARK = "park", "公園"
    SHELTER = "shelter", "避難所"
    EVACUATION_SPACE = "evacuation_space", "指定緊急避難場所"
    TOILET = "toilet", "公衆トイレ"
    CARE_FACILITY = "care_facility", "福祉施設"
    OTHER = "other", "その他"


class PlaceForm(Word):
    """How a place is there."""

    FIXED = "fixed", "決まった場所"
    TOURING = "touring", "巡回"
    PRIVATE_HOME = "private_home", "個人のお宅（住所は公開しない）"
    ONLINE = "online", "オンライン"


class Yes(Word):
    """Known yes, known no, or nobody has looked yet."""

    YES = "yes", "あり"
    NO = "no", "なし"
    UNKNOWN = "unknown", "未確認"


class WindowState(Word):
    """地域の福祉相談窓口: where the accreditation stands."""

    CANDIDATE = "candidate", "候補"
    ASKED = "asked", "依頼"
    BRIEFED = "briefed", "説明会済"
    OPEN = "open", "掲揚中"
    PAUSED = "paused", "休止"
    RETURNED = "returned", "返納"


class NewsState(Word):
    """What became of what a group said of its place."""

    UNCHANGED = "unchanged", "変わりなし"
    WAITING = "waiting", "見てもらうのを待っている"
    ACCEPTED = "accepted", "取り入れた"
    DECLINED = "declined", "取り入れなかった"


class BannerState(Word):
    """のぼり旗: where a banner is."""

    IN_STOCK = "in_stock", "保管中"
    HANDED_OUT = "handed_out", "貸出中"
    LOST = "lost", "紛失"
    RETIRED = "retired", "廃棄"
