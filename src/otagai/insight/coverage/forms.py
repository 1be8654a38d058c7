"""The question about 徒歩圏 as a form: every choice from a list, so that any address can be read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from otagai.base.ui.widgets import BigCheckboxes
from otagai.insight.coverage import queries
from otagai.insight.coverage.rules import DETOURS, GATHERING_KINDS, MINUTES, MOST_NEXT, Question
from otagai.insight.coverage.words import CLASSES, Ages, Band
from otagai.kernel.geo import DETOUR
from otagai.kernel.reach.pace import DISTANCES, pace_at
from otagai.town.places.words import PlaceKind

WEEKDAYS = [("", "いつでも"), *((str(number), f"{day}曜日") for number, day in enumerate("月火水木金土日"))]

PACE = (
    "年齢ごとの速さで はかります。1分に "
    + "、".join(f"{label} {pace_at(age):g} m" for age, label in CLASSES)
    + "（めやす・未確認）"
)


def layers() -> list[tuple[str, str]]:
    """The layers of today."""
    return [("", "自治会"), *((str(pk), name) for pk, name in queries.layer_choices(timezone.localdate()))]


class Keys(forms.Field):
    """Numbers of places, as an address carries them: opened=3&opened=5."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> tuple[int, ...]:
        """The numbers; whatever is none is left out."""
        texts = value if isinstance(value, list) else []
        return tuple(
            dict.fromkeys(int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 10)
        )


class QuestionForm(forms.Form):
    """Who, how far, to what, when; what would be if some places opened or closed."""

    ages = forms.ChoiceField(label="だれ", choices=Ages.choices, initial=Ages.FROM_75)
    metres = forms.TypedChoiceField(
        label="歩く距離", coerce=int, choices=[(metres, f"{metres} m") for metres in DISTANCES], initial=500
    )
    minutes = forms.TypedChoiceField(
        label="歩く時間で 聞く", coerce=int, empty_value=None, required=False,
        choices=[("", "聞かない（距離で聞く）"), *((minutes, f"{minutes}分") for minutes in MINUTES)], help_text=PACE,
    )  # fmt: skip
    detour = forms.TypedChoiceField(
        label="まわり道", coerce=float, choices=[(factor, f"直線×{factor:g}" if factor > 1 else "直線のまま") for factor in DETOURS],
        initial=DETOUR,
    )  # fmt: skip
    straight = forms.BooleanField(label="道のりではなく 直線×まわり道で はかる", required=False)
    slope = forms.BooleanField(label="坂は 遠く数える", required=False)
    gentle = forms.BooleanField(label="階段と急な坂（8%をこえる）を通らない（車いす・手押し車）", required=False)
    layer = forms.TypedChoiceField(label="区切り", coerce=int, empty_value=None, choices=layers, required=False)
    weekday = forms.TypedChoiceField(label="曜日", coerce=int, empty_value=None, choices=WEEKDAYS, required=False)
    band = forms.ChoiceField(label="時間", choices=[("", "いつでも"), *Band.choices()], required=False)
    count = forms.TypedChoiceField(
        label="次に開く数",
        coerce=int,
        choices=[(number, f"{number}か所") for number in range(1, MOST_NEXT + 1)],
        initial=3,
    )
    fair = forms.BooleanField(label="場所の少ない地区から先に", required=False)
    kinds = forms.MultipleChoiceField(
        label="どんな場所", choices=PlaceKind.choices, widget=BigCheckboxes, initial=list(GATHERING_KINDS)
    )
    opened = Keys(required=False)
    closed = Keys(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        streets, heights = queries.has_streets()
        unasked = () if heights else ("slope",) if streets else ("straight", "slope", "gentle")
        for name in unasked:
            del self.fields[name]
        if streets:
            self.fields["detour"].label = "まわり道（直線で はかるとき）"
        if streets and not heights:
            self.fields["gentle"].label = "階段を通らない（坂のことは 道の図形に ありません）"

    def question(self) -> Question:
        """The question that was asked."""
        typed = self.cleaned_data
        return Question(**{**typed, "kinds": tuple(typed["kinds"])})


class ScenarioForm(forms.Form):
    """The name under which a question is kept."""

    name = forms.CharField(label="この問いの名前", max_length=60, help_text="例：いまのまま、大富に1か所")
