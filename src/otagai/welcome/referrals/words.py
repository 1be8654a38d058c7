"""Words of handing the baton. 「断る」 does not exist."""

from otagai.kernel.words import Word


class ReferralState(Word):
    """Where a referral is (domain/casework.md §4)."""

    DRAFT = "draft", "下書き"
    SENT = "sent", "送りました"
    RECEIVED = "received", "受け取りました"
    ACCEPTED = "accepted", "引受"
    JOINED = "joined", "一緒に対応"
    HANDED_BACK = "handed_back", "差戻し"
    TAKEN_BACK = "taken_back", "取り戻し"
    CONTACTED = "contacted", "最初の連絡をしました"
    REPORTED = "reported", "結果を知らせました"
    DONE = "done", "完了"


class HandBackReason(Word):
    """Why a referral comes back. A suggestion is always needed with it."""

    OTHER_FITS_BETTER = "other_fits_better", "ほかの機関のほうが合う"
    FULL_NOW = "full_now", "今は受けきれない"
    OUT_OF_AREA = "out_of_area", "担当する区域がちがう"
    NOT_ENOUGH_KNOWN = "not_enough_known", "もう少し聞き取りが必要"
    PERSON_DOES_NOT_WANT = "person_does_not_want", "本人が望んでいない"
    OTHER = "other", "その他"
