"""How consent was given, and what became of it."""

from otagai.kernel.words import Word


class ConsentMethod(Word):
    """How the person said yes."""

    WRITTEN = "written", "書面で"
    SPOKEN = "spoken", "口頭で"
    ASSISTED = "assisted", "支えを受けて（代筆・意思決定支援）"


class ConsentGiver(Word):
    """Who said yes."""

    PERSON = "person", "本人"
    GUARDIAN = "guardian", "法定代理人"
    FAMILY = "family", "家族（本人に確認予定）"
