"""開催の記録, in the reader's language."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from otagai.base.ui.fields import offer
from otagai.front.portal.sayings import choices, label
from otagai.town.places.forms import SessionForm
from otagai.town.places.rules import sessions as rules
from otagai.town.places.words import AgeBand, DayPart, NearMiss

LABELS = {
    "held_on": _("いつ"), "part": _("時間"), "times": _("何時から何時まで"),
    "first_timers": _("このうち はじめて来た人"), "hosts": _("ひらいた人・手伝った人"),
    "near_misses": _("ヒヤリとしたこと"), "near_miss_note": _("ヒヤリのこと"),
}  # fmt: skip
REASONS = {
    rules.NOT_YET_HELD: _("これからの日は まだ 書けません"),
    rules.TOO_LONG_AGO: _("1年より前の日です。日にちを たしかめてください"),
    rules.MORE_NEW_THAN_CAME: _("はじめて来た人は、来た人の数までです"),
    rules.OTHER_PART: _("何時から・何時まで が、えらんだ「午前・午後・夕方から」と 合いません"),
    rules.ALREADY_TOLD: _("この日の この時間の記録は もう あります。直したいときは 相談窓口に お電話ください"),
}


class GroupSessionForm(SessionForm):
    """The form of the staff with the words of the portal; it begins with today."""

    def __init__(self, typed: Any, *, today: date) -> None:
        super().__init__(typed, initial={"held_on": today})
        for name, said in LABELS.items():
            self.fields[name].label = said
        for band in AgeBand:
            self.fields[band.value].label = label(band)
        offer(self, "part", choices(DayPart))
        offer(self, "near_misses", choices(NearMiss))
        self.fields["times"].help_text = _("空けておくと、いつもの 開いている時間です。")
        self.fields["near_miss_note"].help_text = _("だれのことかは 書かないでください。")
