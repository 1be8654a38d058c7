"""Words about beginnings: from a wish to something that goes on."""

from otagai.kernel.words import Word


class ProposalKind(Word):
    """What somebody wants to begin: サロン活動, 見守り, 買い物・ゴミ出し・外出 are those of the seed (seed 002 §1)."""

    SALON = "salon", "居場所・サロン"
    WATCH = "watch", "見守り・声かけ"
    HELP = "help", "手助け（買い物・ごみ出し・外出など）"
    ACTIVITY = "activity", "みんなでする活動"
    OTHER = "other", "そのほか"


class ProposalState(Word):
    """Where a proposal stands; to rest and to stop are as good as to go on."""

    IDEA = "idea", "思いつき"
    PREPARING = "preparing", "準備中"
    STARTED = "started", "始まった"
    GOING = "going", "続いている"
    RESTING = "resting", "お休み"
    STOPPED = "stopped", "やめた"


class PreparationKind(Word):
    """What usually has to be found before one begins."""

    PEOPLE = "people", "仲間"
    PLACE = "place", "場所"
    INSURANCE = "insurance", "保険"
    MONEY = "money", "資金"
    NEWS = "news", "周知"
    PRACTICE = "practice", "練習"


class Readiness(Word):
    """How far a step is."""

    OPEN = "open", "これから"
    DONE = "done", "できた"
    NOT_NEEDED = "not_needed", "いらない"


class Agreed(Word):
    """How it was agreed that the title and the words may be shown to those who help beginnings in the town."""

    SPOKEN = "spoken", "本人・言い出した人から 口頭で"
    WRITTEN = "written", "本人・言い出した人から 書面で"
    NOBODYS = "nobodys", "だれか一人のことではない（団体・職員の考え）"
