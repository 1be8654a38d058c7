"""Words about 徒歩圏: whom the question is about, when places are open, where a search stands."""

from otagai.kernel.words import Word


class Ages(Word):
    """Whom the question is about."""

    ALL = "all", "すべての人"
    FROM_65 = "from_65", "65歳以上"
    FROM_75 = "from_75", "75歳以上"


CLASSES = ((0, "64歳まで"), (65, "65〜74歳"), (75, "75歳以上"))
"""The classes people are counted in: from which age on, and what they are called."""


class Band(Word):
    """Part of the day in which a place must be open."""

    MORNING = "morning", "午前"
    AFTERNOON = "afternoon", "午後"
    EVENING = "evening", "夕方から"


class SearchState(Word):
    """Where the long search for the best next places stands."""

    WAITING = "waiting", "順番を待っています"
    RUNNING = "running", "計算しています"
    DONE = "done", "終わりました"
    FAILED = "failed", "終わりませんでした"
