"""Words of the front door. Append-only; sources beside the lists."""

from otagai.kernel.words import Word


class Kind(Word):
    """What somebody brings: wishes are as welcome as worries."""

    WORRY = "worry", "困りごと"
    WISH = "wish", "やってみたいこと"
    NOTICE = "notice", "気づき"


class Door(Word):
    """入口: how it came (row R1)."""

    CARD = "card", "つながりカード"
    WEB = "web", "ウェブ"
    PHONE = "phone", "電話"
    VISIT = "visit", "来所"
    OUTREACH = "outreach", "訪問・アウトリーチ"
    WATCH = "watch", "見守り"
    COURSE = "course", "講座"
    SURVEY = "survey", "アンケート"
    ORGANIZATION = "organization", "機関・団体から"
    OTHER = "other", "その他"


class Urgency(Word):
    """急ぎ."""

    TODAY = "today", "今日"
    THIS_WEEK = "this_week", "今週"
    ANYTIME = "anytime", "いつでも"


class State(Word):
    """Where a consultation is; the same words everywhere (screens.md)."""

    ARRIVED = "arrived", "届きました"
    RECEIVED = "received", "受け止めました"
    REFERRING = "referring", "つないでいます"
    SUPPORTING = "supporting", "支えています"
    WATCHING = "watching", "見守っています"
    ENDED = "ended", "終わりました"


class Theme(Word):
    """困りごとの種類, as the people say it. Source: 岡山市「つなぐシート」Ver.2019 お困りごと (令和5年版厚生労働白書), plus wishes."""

    HEALTH = "health", "病気・からだのこと"
    MIND = "mind", "こころのこと"
    CARE = "care", "介護のこと"
    DISABILITY = "disability", "障害のこと"
    CHILDREN = "children", "子育て・学校のこと"
    WORK = "work", "仕事・収入のこと"
    MONEY = "money", "支払い・借金のこと"
    HOME = "home", "住まいのこと"
    VIOLENCE = "violence", "暴力・虐待のこと"
    RIGHTS = "rights", "お金の管理・手続きのこと"
    LONELY = "lonely", "ひとりで心細い・近所づきあい"
    OTHER = "other", "その他・わからない"
    WISH_MEET = "wish_meet", "人と会いたい・集まりたい"
    WISH_HELP = "wish_help", "手伝いたい・役に立ちたい"
    WISH_START = "wish_start", "何かをはじめたい"


THEME_SOURCE = "岡山市「つなぐシート」Ver.2019（令和5年版厚生労働白書 所収）をもとに、住民のことばに言い換え"
THEME_VERIFIED = False  # the wording of the original sheet has not been checked against the form itself
PUBLIC_THEMES = tuple(theme for theme in Theme if not theme.startswith("wish_"))
WISH_THEMES = tuple(theme for theme in Theme if theme.startswith("wish_"))


class About(Word):
    """だれのことか."""

    SELF = "self", "自分のこと"
    FAMILY = "family", "家族のこと"
    NEIGHBOUR = "neighbour", "近所・知り合いのこと"
    UNSAID = "unsaid", "言わない・わからない"


class Knows(Word):
    """Whether the person knows that somebody is asking for them."""

    YES = "yes", "知っている"
    NO = "no", "知らない"
    UNSURE = "unsure", "わからない"


class ReplyBy(Word):
    """How the answer is wanted."""

    PHONE = "phone", "電話で"
    MAIL = "mail", "メールで"
    NUMBER = "number", "この番号で見に来る"
    NONE = "none", "返事はいらない"


class Origin(Word):
    """Who must hear what became of it."""

    PERSON = "person", "本人"
    FAMILY = "family", "家族・知人"
    WINDOW = "window", "福祉相談窓口"
    ORGANIZATION = "organization", "機関・団体"
    ANONYMOUS = "anonymous", "名前を言わない人"


class RecordKind(Word):
    """What a record of the story is."""

    CONTACT = "contact", "連絡・面談"
    NO_ANSWER = "no_answer", "不在・応答なし"
    NOTE = "note", "メモ"
    ANSWER = "answer", "返事"
    WROTE_AGAIN = "wrote_again", "本人からの続き"
    DECISION = "decision", "決めたこと"


class Method(Word):
    """方法 of a contact (支援経過記録: domain/casework.md §3.5 [M], unverified)."""

    PHONE = "phone", "電話"
    VISIT = "visit", "訪問"
    DESK = "desk", "来所"
    ACCOMPANY = "accompany", "同行"
    LETTER = "letter", "手紙"
    MAIL = "mail", "メール・SNS"
    MEETING = "meeting", "会議"
    INQUIRY = "inquiry", "他機関への照会"
    NUMBER = "number", "受付番号のページ"


class Outcome(Word):
    """結果: how a consultation ended."""

    SETTLED = "settled", "困りごとがおさまった"
    INFORMED = "informed", "情報提供・助言で終わった"
    CONNECTED = "connected", "制度・機関につながった"
    PLACE_FOUND = "place_found", "居場所・役割が見つかった"
    HELPED = "helped", "地域の手助けで解決した"
    WISH_STARTED = "wish_started", "やってみたいことが始まった"
    CASE_OPENED = "case_opened", "事例（継続支援）にした"
    NOT_WANTED = "not_wanted", "本人が望まない（また声をかける）"
    OUT_OF_REACH = "out_of_reach", "連絡がとれない"
    MOVED_AWAY = "moved_away", "転出・逝去"
    DUPLICATE = "duplicate", "同じ相談があった"


class Timer(Word):
    """Steps that have a deadline. Defaults: domain/casework.md §4 [P] (a proposal; no national number was found)."""

    ACKNOWLEDGE = "acknowledge", "受け止め"
    FIRST_CONTACT = "first_contact", "最初の連絡"
    TAKE_URGENT = "take_urgent", "今日中の相談を引き取る"
    NEXT_STEP = "next_step", "次の一歩"
    WATCHING_CHECK = "watching_check", "見守りの確認"
    ANSWER_ORIGIN = "answer_origin", "書いた人へのお知らせ"
    REFERRAL_ANSWER = "referral_answer", "つなぎへの返事"
    REFERRAL_CONTACT = "referral_contact", "つなぎ先の最初の連絡"
    TELL_COORDINATOR = "tell_coordinator", "期限をすぎて 調整役に知らせるまで"
    TELL_MANAGER = "tell_manager", "期限をすぎて 責任者に知らせるまで"


class Level(Word):
    """Who is told when something is overdue, in order."""

    HOLDER = "holder", "担当"
    COORDINATOR = "coordinator", "調整役"
    MANAGER = "manager", "責任者"


class Turn(Word):
    """Whose turn it is: the short lists of the desk, also as a way to narrow the long one."""

    URGENT = "urgent", "今日中"
    ANSWER_DUE = "answer_due", "返事を待たせている"
    OVERDUE = "overdue", "期限をすぎた"
    AT_COORDINATOR = "at_coordinator", "調整役の机"
    WRITTEN_AGAIN = "written_again", "続きの手紙が届いた"
