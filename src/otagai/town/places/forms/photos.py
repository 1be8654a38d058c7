"""A photo of a place: the picture, words for whoever does not see it, and who was asked."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from otagai.base.safekeeping.pictures import PictureField
from otagai.base.ui.widgets import BigRadios, WarekiDateInput
from otagai.kernel.text import clean
from otagai.town.places.rules import photos as rules
from otagai.town.places.words import PhotoPeople

ALT_HELP = (
    "見えない人は、このことばを 声で聞きます。電話で話すように 書いてください。例：畳の部屋で お茶の用意をした 長い机"
)
HOME_LABEL = "外から見た家・表札・窓の外の景色は 写っていません。どの家か わかりません"


class PhotoForm(forms.Form):
    """One photo. `is_home`: of a private home, which nobody may recognise."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    picture = PictureField(
        label="写真", help_text="JPEG・PNG・WebP、10 MBまで。とった場所などの記録は 消してから しまいます。"
    )
    alt = forms.CharField(
        label="写真のことば（何が写っていますか）", max_length=rules.LONGEST_ALT, help_text=ALT_HELP,
        error_messages={"required": rules.NO_ALT},
    )  # fmt: skip
    people = forms.TypedChoiceField(
        label="人は 写っていますか", coerce=PhotoPeople, choices=PhotoPeople.choices, widget=BigRadios
    )
    asker = forms.CharField(
        label="聞いた人", max_length=80, required=False, help_text="人が写っているとき。例：代表の山田"
    )
    asked = forms.CharField(
        label="だれに 聞きましたか", max_length=120, required=False,
        help_text="名前は いりません。例：その日に来た12人 全員（子どもは 保護者にも）",
    )  # fmt: skip
    asked_on = forms.DateField(label="いつ 聞きましたか", required=False, widget=WarekiDateInput)
    home_hidden = forms.BooleanField(label=HOME_LABEL, required=False)

    def __init__(self, *args: Any, is_home: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_home:
            del self.fields["home_hidden"]

    def told(self) -> rules.Told:
        """What was told with the photo; about people only where somebody is in it."""
        typed = self.cleaned_data
        people = typed["people"]
        is_asked = people is PhotoPeople.ASKED
        return rules.Told(
            alt=clean(typed["alt"]).strip(), people=people, asker=clean(typed["asker"]).strip() if is_asked else "",
            asked=clean(typed["asked"]).strip() if is_asked else "", asked_on=typed["asked_on"] if is_asked else None,
            home_hidden=typed.get("home_hidden", False),
        )  # fmt: skip
