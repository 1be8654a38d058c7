"""What residents read for the words of the house, in the language they chose; the Japanese words live in words.py."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from otagai.kernel.words import Word
from otagai.together.startups.words import PreparationKind, ProposalKind, ProposalState
from otagai.town.activities.words import ActivityKind
from otagai.town.places.words import (
    Access,
    AgeBand,
    CheckWish,
    DayPart,
    Doing,
    NearMiss,
    PhotoPeople,
    PhotoState,
    PlaceForm,
    PlaceKind,
    Yes,
)
from otagai.welcome.intake.words import PUBLIC_THEMES, About, Kind, Knows, ReplyBy, Theme, Urgency
from otagai.welcome.letterbox.words import SafeState
from otagai.welcome.signups.words import Standing

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

SPOKEN: tuple[Word, ...] = (
    *PUBLIC_THEMES, *Kind, *About, *Knows, *Urgency, *ReplyBy, *SafeState, *PlaceKind, *PlaceForm, *Yes, *ActivityKind,
    *Access, *Doing, *Standing, *AgeBand, *DayPart, *NearMiss, *CheckWish, *PhotoPeople, *PhotoState,
    *ProposalKind, *ProposalState, *PreparationKind,
)  # fmt: skip
"""Words whose labels residents meet; the test of the catalogue walks them."""

ICONS: dict[str, str] = {
    Theme.HEALTH: "health", Theme.MIND: "mind", Theme.CARE: "care", Theme.DISABILITY: "disability",
    Theme.CHILDREN: "child", Theme.WORK: "work", Theme.MONEY: "bill", Theme.HOME: "house", Theme.VIOLENCE: "safety",
    Theme.RIGHTS: "rights", Theme.LONELY: "lonely", Theme.OTHER: "other",
    Kind.WORRY: "talk", Kind.WISH: "wish", Kind.NOTICE: "watch",
    Urgency.TODAY: "danger", Urgency.THIS_WEEK: "calendar", Urgency.ANYTIME: "clock",
}  # fmt: skip

FORM_SAID: dict[PlaceForm, StrPromise] = {
    PlaceForm.TOURING: _("会場は 日によって 変わります。行く前に たしかめてください。"),
    PlaceForm.PRIVATE_HOME: _("個人のお宅です。くわしい場所は 電話で 聞いてください。"),
    PlaceForm.ONLINE: _("オンラインです。家から 参加できます。"),
}
"""What one should know of a place that does not simply stand somewhere."""
STATE_MEANS: dict[SafeState, StrPromise] = {
    SafeState.ARRIVED: _("あなたの声は 届いています。担当の人が これから読みます。"),
    SafeState.RECEIVED: _("担当の人が 読みました。どうしたらよいか いっしょに考えています。"),
    SafeState.CONNECTED: _("力になれる人や窓口に つなぎました。"),
    SafeState.WATCHING: _("すぐにできることは すみました。そのあとも 気にかけています。"),
    SafeState.ENDED: _("この相談は ひとまず終わりました。また困ったら いつでも 書いてください。"),
}
BADGES: dict[SafeState, str] = {
    SafeState.ARRIVED: "new",
    SafeState.RECEIVED: "held",
    SafeState.CONNECTED: "supporting",
    SafeState.WATCHING: "watching",
    SafeState.ENDED: "ended",
}


SOUGHT_SAID: dict[PreparationKind, StrPromise] = {
    PreparationKind.PEOPLE: _("いっしょに する人"),
    PreparationKind.PLACE: _("使える場所"),
    PreparationKind.NEWS: _("まわりに 広めてくれる人"),
}
"""What residents can help a beginning with."""
GATHERING = (
    PlaceKind.SALON, PlaceKind.STATION, PlaceKind.COMMUNITY_CENTER, PlaceKind.WELFARE_HALL, PlaceKind.LIBRARY,
    PlaceKind.CHILD_SUPPORT, PlaceKind.COOL_SPOT, PlaceKind.PARK,
)  # fmt: skip
"""Kinds one goes to in order to meet; shown when nobody chose a kind."""
OFFERED = (
    *GATHERING, PlaceKind.CITY_OFFICE, PlaceKind.CARE_FACILITY, PlaceKind.TOILET, PlaceKind.SHELTER,
    PlaceKind.EVACUATION_SPACE, PlaceKind.SANDBAGS, PlaceKind.WELL,
)  # fmt: skip
BANDS = (("morning", _("午前")), ("afternoon", _("午後")), ("evening", _("夕方から")))
DAYS = (
    _("月曜日"), _("火曜日"), _("水曜日"), _("木曜日"), _("金曜日"), _("土曜日"), _("日曜日"),
)  # fmt: skip


def label(word: Word) -> StrPromise:
    """The label of a word in the reader's language."""
    return _(word.label)


def choices(words: Iterable[Word]) -> list[tuple[str, StrPromise]]:
    """Pairs (value, label in the reader's language) for a form."""
    return [(word.value, label(word)) for word in words]
