"""Words of the letterbox."""

from otagai.kernel.words import Word


class LetterKind(Word):
    """What a sealed letter is."""

    FORM = "form", "相談フォーム"
    CARD = "card", "つながりカード（窓口のスマートフォン）"
    AGAIN = "again", "続きの手紙"
    SIGN_UP = "sign_up", "活動の申し込み"


class SafeState(Word):
    """What a window may know of its own card; nothing about the person (domain/casework.md §5.8)."""

    ARRIVED = "arrived", "届きました"
    RECEIVED = "received", "受け止めました"
    CONNECTED = "connected", "つなぎました"
    WATCHING = "watching", "見守りを続けています"
    ENDED = "ended", "終わりました"
