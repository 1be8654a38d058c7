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
    SANDBAGS = "sandbags", "土のうステーション"
    WELL = "well", "災害時協力井戸"
    SAFE_HOUSE = "safe_house", "子どもを守る家"


FACILITIES = frozenset(
    {
        PlaceKind.COMMUNITY_CENTER, PlaceKind.WELFARE_HALL, PlaceKind.CITY_OFFICE, PlaceKind.LIBRARY, PlaceKind.PARK,
        PlaceKind.SHELTER, PlaceKind.EVACUATION_SPACE, PlaceKind.TOILET, PlaceKind.SANDBAGS, PlaceKind.WELL, PlaceKind.SAFE_HOUSE,
    }
)  # fmt: skip
"""Buildings, grounds and things that the town or the city keeps, or knows by a list that it publishes."""
THINGS = frozenset({PlaceKind.TOILET, PlaceKind.SANDBAGS, PlaceKind.WELL, PlaceKind.SAFE_HOUSE})
"""What has a point of its own, and never is the hall or the park beside which it stands."""
KEPT_INSIDE = frozenset({PlaceKind.SAFE_HOUSE})
"""Homes of people, one like the other: children know them by the sign at the door, no list of ours leads there."""


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


class Access(Word):
    """What helps to come and to stay. Sourced: GIF アクセシビリティ and 自治体標準 A-05 (domain/community.md §2); see ACCESS_SOURCED."""

    NO_STEPS = "no_steps", "段差なし・スロープ"
    ELEVATOR = "elevator", "エレベーター"
    RESERVED_PARKING = "reserved_parking", "優先駐車場"
    OSTOMATE = "ostomate", "オストメイト対応トイレ"
    NURSING_ROOM = "nursing_room", "授乳室"
    DIAPERS = "diapers", "おむつ替えコーナー"
    STROLLER = "stroller", "ベビーカーで入れる"
    WRITING = "writing", "筆談"
    SIGN_LANGUAGE = "sign_language", "手話"
    SUBTITLES = "subtitles", "字幕"
    HEARING_LOOP = "hearing_loop", "磁気ループ（補聴器）"
    BRAILLE = "braille", "点字・音声の案内"
    ASSISTANCE_DOG = "assistance_dog", "補助犬"
    PLAIN_LANGUAGE = "plain_language", "やさしい日本語・外国語"
    QUIET = "quiet", "静かに休めるところ"
    PICK_UP = "pick_up", "送迎"


ACCESS_SOURCED = frozenset(
    {
        Access.RESERVED_PARKING, Access.OSTOMATE, Access.NURSING_ROOM, Access.DIAPERS, Access.STROLLER, Access.WRITING,
        Access.SUBTITLES,
    }
)  # fmt: skip
"""Items seen in the standards; the wording of the others is ours and unverified (the definition sheets were not obtained)."""


class Doing(Word):
    """What one can do there. The first four: 通いの場 survey (choices.yaml place_activity, partial); the others are ours, unverified."""

    EXERCISE = "exercise", "体操・運動"
    HOBBY = "hobby", "趣味の集まり"
    TEA = "tea", "お茶・おしゃべり"
    SHARP = "sharp", "頭の体操（認知症予防）"
    MEAL = "meal", "いっしょに食べる"
    CHILDREN = "children", "子どもと遊ぶ"
    LEARN = "learn", "教わる・学ぶ"
    MAKE = "make", "つくる・手仕事"
    TALK = "talk", "困りごとを話す"
    JUST_BE = "just_be", "ただ いるだけ"


class Hazard(Word):
    """災害種別: against what a 指定緊急避難場所 is designated (災害対策基本法施行令20条の4; A-03 of 自治体標準オープンデータセット)."""

    FLOOD = "flood", "洪水"
    LANDSLIDE = "landslide", "崖崩れ、土石流及び地滑り"
    STORM_SURGE = "storm_surge", "高潮"
    EARTHQUAKE = "earthquake", "地震"
    TSUNAMI = "tsunami", "津波"
    FIRE = "fire", "大規模な火事"
    INLAND_FLOOD = "inland_flood", "内水氾濫"
    VOLCANO = "volcano", "火山現象"


class DayPart(Word):
    """When on a day people met."""

    MORNING = "morning", "午前"
    AFTERNOON = "afternoon", "午後"
    EVENING = "evening", "夕方から"


class AgeBand(Word):
    """Who came, counted by age; never by name."""

    CHILDREN = "children", "18歳より下"
    ADULTS = "adults", "18〜64歳"
    SENIORS = "seniors", "65〜74歳"
    ELDERS = "elders", "75歳から"
    UNKNOWN = "unknown", "年齢は わからない"


class NearMiss(Word):
    """ヒヤリ: what nearly went wrong (ours, unverified)."""

    FALL = "fall", "ころんだ・ころびそうだった"
    UNWELL = "unwell", "ぐあいが わるくなった"
    FOOD = "food", "食べもの・のどに つまりそう"
    INJURY = "injury", "けが・やけど"
    WAY = "way", "行き帰りの道"
    THINGS = "things", "道具・建物"
    OTHER = "other", "そのほかのヒヤリ"


class Changed(Word):
    """What changed of a place, a window or an activity, for those who send people there. LISTED: it came with a list."""

    ADDED = "added", "新しくできました"
    LISTED = "listed", "一覧から入りました"
    NAME = "name", "名前・種類が 変わりました"
    WHERE = "where", "ところが 変わりました"
    HOURS = "hours", "開いている時が 変わりました"
    CONTACT = "contact", "電話・ホームページが 変わりました"
    WHAT = "what", "どんなところか が変わりました"
    FOR_WHOM = "for_whom", "だれのため・お金が 変わりました"
    COMING = "coming", "行き方・むかえる人・はじめての方へ が変わりました"
    ACCESS = "access", "車いす・設備が 変わりました"
    RESTING = "resting", "たしかめられず、案内を お休みしています"
    BACK = "back", "案内に もどりました"
    ENDED = "ended", "なくなりました"
    WINDOW_OPEN = "window_open", "福祉相談窓口に なりました（のぼり旗）"
    WINDOW_PAUSED = "window_paused", "福祉相談窓口を お休みしています"
    WINDOW_RETURNED = "window_returned", "福祉相談窓口を やめました"
    PUBLISHED = "published", "暦に のりました"
    CALLED_OFF = "called_off", "中止に なりました"
    CHANGED = "changed", "中身が 変わりました"


class WindowState(Word):
    """地域の福祉相談窓口: where the accreditation stands."""

    CANDIDATE = "candidate", "候補"
    ASKED = "asked", "依頼"
    BRIEFED = "briefed", "説明会済"
    OPEN = "open", "掲揚中"
    PAUSED = "paused", "休止"
    RETURNED = "returned", "返納"


class CheckHow(Word):
    """年次確認: how a window answered."""

    LINK = "link", "リンク"
    PAPER = "paper", "紙"
    PHONE = "phone", "電話"
    VISIT = "visit", "訪問"


class CheckWish(Word):
    """年次確認: how a window wants to go on."""

    GO_ON = "go_on", "このまま続ける"
    PAUSE = "pause", "しばらく お休みしたい"
    STOP = "stop", "やめたい（旗を返す）"


class NewsState(Word):
    """What became of what a group said of its place."""

    UNCHANGED = "unchanged", "変わりなし"
    WAITING = "waiting", "見てもらうのを待っている"
    ACCEPTED = "accepted", "取り入れた"
    DECLINED = "declined", "取り入れなかった"


class PhotoPeople(Word):
    """Whether somebody is in a photo; everybody in it was asked."""

    NOBODY = "nobody", "人は 写っていません"
    ASKED = "asked", "写っている人 全員に 聞きました"


class PhotoState(Word):
    """What became of a photo of a place."""

    WAITING = "waiting", "見てもらうのを待っている"
    SHOWN = "shown", "のせている"
    DECLINED = "declined", "のせなかった"
    TAKEN_DOWN = "taken_down", "下げた"


class BannerState(Word):
    """のぼり旗: where a banner is."""

    IN_STOCK = "in_stock", "保管中"
    HANDED_OUT = "handed_out", "貸出中"
    LOST = "lost", "紛失"
    RETIRED = "retired", "廃棄"
