"""Why somebody reads, and what a version records."""

from otagai.kernel.words import Word


class Purpose(Word):
    """Purpose of reading a page about a person; written into the access log."""

    CASEWORK = "casework", "相談への対応"
    REFERRAL = "referral", "つなぎの確認"
    SEARCH = "search", "同じ人かどうかの確認"
    PRINT = "print", "印刷"
    OVERSIGHT = "oversight", "監査・開示請求"
