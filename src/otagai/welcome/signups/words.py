"""Words of signing up."""

from otagai.kernel.words import Word


class Standing(Word):
    """Where somebody who signed up stands."""

    IN = "in", "申し込みました"
    WAITING = "waiting", "順番待ちです"
    ENDED = "ended", "取りやめました"


class EndedBy(Word):
    """Who ended a sign-up."""

    PERSON = "person", "本人"
    HOST = "host", "開く団体（本人から聞いて）"


class News(Word):
    """What somebody who signed up has to learn; nobody is silently not told."""

    MOVED_UP = "moved_up", "順番が来て 参加できる"
    CALLED_OFF = "called_off", "その日は ない（中止など）"
    HELD = "held", "やはり行う"


class Way(Word):
    """How they were told."""

    MAIL = "mail", "メールを出した"
    PHONE = "phone", "電話で伝えた"
    FACE = "face", "会って伝えた"
