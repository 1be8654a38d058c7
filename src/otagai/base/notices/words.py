"""Kinds of notices and states of a message."""

from otagai.kernel.words import Word


class NoticeKind(Word):
    """What a notice is about; its text names a receipt number, never a person."""

    URGENT = "urgent", "今日中の相談"
    ARRIVED = "arrived", "新しく届いた"
    REFERRAL = "referral", "つなぎ"
    ANSWER = "answer", "返事"
    OVERDUE = "overdue", "期限をすぎた"
    ESCALATED = "escalated", "引き上げ"
    UNDELIVERED = "undelivered", "届かなかったお知らせ"
    DIGEST = "digest", "今日のまとめ"
    ACCOUNT = "account", "アカウント"
    PLACES = "places", "たしかめる場所"
    SIGN_UPS = "sign_ups", "活動の申し込み"
    STARTUPS = "startups", "企画"
    GRANTS = "grants", "助成"


class MessageState(Word):
    """Where an outgoing message is."""

    WAITING = "waiting", "送るのを待っている"
    SENT = "sent", "送った"
    FAILED = "failed", "届かなかった"
    GIVEN_UP = "given_up", "届かなかった（人が確認）"
