"""Why somebody stands in a circle."""

from otagai.kernel.words import Word


class Basis(Word):
    """Legal basis on which an organisation or a person sees the records of a circle."""

    RECEIVED = "received", "相談を受け止めた"
    ACCEPTED = "accepted", "引受（つなぎを受けた）"
    JOINED = "joined", "一緒に対応"
    CONSENT = "consent", "本人の同意"
    ARTICLE_106_6 = "article_106_6", "社会福祉法106条の6（支援会議）"
    DISASTER_49_11 = "disaster_49_11", "災害対策基本法49条の11"
    VITAL_INTEREST = "vital_interest", "生命・身体の保護（個人情報保護法27条1項2号等）"
    SIGNED_UP = "signed_up", "本人が活動に申し込んだ（開く団体）"
    REFERRED = "referred", "つなぎの送り先（返事があるまで）"
    NAMED = "named", "名前をあげた人"
