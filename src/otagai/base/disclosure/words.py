"""What may leave, and on which basis."""

from otagai.kernel.words import Word


class Item(Word):
    """One kind of fact about a person that can be passed on; consent is given item by item."""

    GIST = "gist", "相談の要点"
    NAME = "name", "お名前"
    KANA = "kana", "ふりがな"
    BIRTH = "birth", "生年月日"
    SEX = "sex", "性別"
    PHONE = "phone", "電話"
    SAFE_CONTACT = "safe_contact", "連絡してよい方法と時間"
    ADDRESS = "address", "住所"
    HOUSEHOLD = "household", "世帯のようす"
    THEMES = "themes", "困りごとの種類"
    WORDS = "words", "相談のことば（全文）"
    RECORDS = "records", "これまでの対応の記録"


class LegalBasis(Word):
    """On which legal basis something leaves the organisation."""

    CONSENT = "consent", "本人の同意"
    ARTICLE_106_6 = "article_106_6", "社会福祉法106条の6（支援会議）"
    VITAL_INTEREST = "vital_interest", "生命・身体・財産の保護のため（本人の同意を得ることが困難）"
    LAW = "law", "その他の法令にもとづく提供"
    OWN_REQUEST = "own_request", "本人からの請求"


class Means(Word):
    """How it left."""

    LETTER = "letter", "つなぎの手紙（画面）"
    PRINT = "print", "印刷"
    EXPORT = "export", "ファイル"
