"""Words about activities."""

from otagai.kernel.words import Word


class ActivityKind(Word):
    """What people do together."""

    EXCHANGE = "exchange", "交流・お茶"
    EXERCISE = "exercise", "体操・健康"
    LEARNING = "learning", "学び・教室"
    FOOD = "food", "みんなで食べる"
    CHILDREN = "children", "子ども・子育て"
    CLEANING = "cleaning", "まちをきれいに"
    DISASTER = "disaster", "防災"
    TRADITION = "tradition", "まつり・伝統行事"
    OTHER = "other", "そのほかの活動"


class ActivityState(Word):
    """Where an activity stands."""

    DRAFT = "draft", "下書き"
    PUBLISHED = "published", "公開中"
    CANCELLED = "cancelled", "中止"
    ENDED = "ended", "終わり"
