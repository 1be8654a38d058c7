"""What is said of a place: by staff, or on the paper that a group returned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from otagai.base.ui.fields import offer
from otagai.base.ui.widgets import BigCheckboxes
from otagai.kernel.geo import read_point
from otagai.kernel.text import clean
from otagai.town.places.models import Place
from otagai.town.places.words import Access, Doing, PlaceForm, PlaceKind, Yes

Choices = Sequence[tuple[Any, Any]]
SEVERAL = ("doings", "has", "has_not")


def several(label: str, choices: Choices, **more: Any) -> forms.MultipleChoiceField:
    """Any number of words."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=BigCheckboxes(layout="across"), **more
    )


TEXTS = (
    "kind", "form", "name", "kana", "phone", "url", "what", "who_for", "fee", "open_text", "how_to_come", "welcomer",
    "wheelchair", "toilet", "parking", "around", "welcome_note", "goes_along",
)  # fmt: skip


class PlaceDetails(forms.Form):
    """What is said of a place; `version` is the one that was seen."""

    kind = forms.ChoiceField(label="種類", choices=PlaceKind.choices)
    form = forms.ChoiceField(label="かたち", choices=PlaceForm.choices, initial=PlaceForm.FIXED)
    name = forms.CharField(label="名前", max_length=120)
    kana = forms.CharField(label="かな", max_length=160, required=False)
    organization = forms.TypedChoiceField(label="運営する団体", coerce=int, empty_value=None, required=False)
    address = forms.CharField(
        label="住所",
        max_length=200,
        required=False,
        help_text="「個人のお宅」では 職員だけが見ます。住民には公開しません。",
    )
    around = forms.CharField(
        label="町の名前（個人のお宅のとき 住民に見せる）", max_length=60, required=False,
        help_text="例: 焼津市本町。空けておくと 住所の 番地の前までを 使います。",
    )  # fmt: skip
    point = forms.CharField(
        label="緯度, 経度", required=False, help_text="例: 34.8672, 138.3229（地図から写せます。なくてもかまいません）"
    )
    phone = forms.CharField(label="電話", max_length=40, required=False, widget=forms.TextInput({"inputmode": "tel"}))
    url = forms.URLField(label="ホームページ", max_length=400, required=False, assume_scheme="https")
    what = forms.CharField(label="どんなところ", required=False, max_length=2000, widget=forms.Textarea({"rows": 3}))
    doings = several("できること", Doing.choices())
    who_for = forms.CharField(label="だれのため", max_length=120, required=False)
    fee = forms.CharField(label="参加費", max_length=80, required=False)
    capacity = forms.IntegerField(label="入れる人数（およそ）", min_value=1, max_value=5000, required=False)
    open_text = forms.CharField(label="開いている時（ことばで）", max_length=300, required=False)
    how_to_come = forms.CharField(label="行き方", max_length=300, required=False)
    welcomer = forms.CharField(label="むかえてくれる人", max_length=120, required=False)
    welcome_note = forms.CharField(
        label="はじめての方へ", max_length=300, required=False, widget=forms.Textarea({"rows": 2}),
        help_text="例: 玄関で「はじめてです」と声をかけてください。とちゅうで帰っても だいじょうぶです。",
    )  # fmt: skip
    goes_along = forms.CharField(
        label="はじめての日に いっしょに行く人", max_length=80, required=False,
        help_text="例: 社協の地区担当。電話番号は書きません（相談窓口の電話が のります）。",
    )  # fmt: skip
    wheelchair = forms.ChoiceField(label="車いす", choices=Yes.choices, initial=Yes.UNKNOWN)
    toilet = forms.ChoiceField(label="車いすで使えるトイレ", choices=Yes.choices, initial=Yes.UNKNOWN)
    parking = forms.ChoiceField(label="駐車場", choices=Yes.choices, initial=Yes.UNKNOWN)
    has = several("あるもの", Access.choices())
    has_not = several("ないと わかっているもの", Access.choices(), help_text="わからないものは どちらも 押しません。")
    is_public = forms.BooleanField(label="住民に知らせる", required=False, initial=True)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, organization_choices: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organization", organization_choices, none="なし")

    @staticmethod
    def shown(place: Place) -> dict[str, Any]:
        """The initial values of the form for a place."""
        point = "" if place.latitude is None else f"{place.latitude}, {place.longitude}"
        return {
            **{name: getattr(place, name) for name in TEXTS}, "address": place.address or place.private_address, "point": point,
            "organization": place.organization_id, "is_public": place.is_public, "version": place.version,
            **{name: getattr(place, name) for name in SEVERAL}, "capacity": place.capacity,
        }  # fmt: skip

    def clean_point(self) -> tuple[float | None, float | None]:
        """Latitude and longitude; the two swapped are put right."""
        parts = [
            part for part in self.cleaned_data["point"].replace("，", ",").replace("、", ",").split(",") if part.strip()
        ]
        if not parts:
            return None, None
        if len(parts) != 2:
            raise forms.ValidationError("「緯度, 経度」の ふたつを 書いてください")
        try:
            found = read_point(*parts).point
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong
        return found.lat, found.lon

    def clean(self) -> dict[str, Any]:
        """Nothing is there and not there."""
        typed = super().clean() or {}
        if both := set(typed.get("has", ())) & set(typed.get("has_not", ())):
            names = "・".join(Access(item).label for item in sorted(both))
            self.add_error("has_not", f"「ある」と「ない」の 両方に なっています: {names}")
        return typed

    def fields_typed(self) -> dict[str, Any]:
        """What was typed, as `actions.add_place` and `actions.change_place` want it."""
        typed = self.cleaned_data
        latitude, longitude = typed["point"]
        return {
            **{name: clean(typed[name]).strip() for name in TEXTS}, "address": clean(typed["address"]).strip(),
            "latitude": latitude, "longitude": longitude, "organization_id": typed["organization"],
            "is_public": typed["is_public"], **{name: typed[name] for name in SEVERAL}, "capacity": typed["capacity"],
        }  # fmt: skip


class PaperForm(forms.Form):
    """What came back on paper from a group; empty fields mean that nothing changed."""

    hours = forms.CharField(label="開いている時", max_length=300, required=False)
    days = forms.CharField(label="お休みの日・時間がちがう日", max_length=500, required=False)
    what = forms.CharField(label="どんなところ", max_length=2000, required=False, widget=forms.Textarea({"rows": 3}))
    welcomer = forms.CharField(label="むかえてくれる人", max_length=120, required=False)
    who_for = forms.CharField(label="だれのため", max_length=120, required=False)
    fee = forms.CharField(label="参加費", max_length=80, required=False)
    how_to_come = forms.CharField(label="行き方", max_length=300, required=False)
    phone = forms.CharField(label="電話", max_length=40, required=False, widget=forms.TextInput({"inputmode": "tel"}))
    welcome_note = forms.CharField(label="はじめての方へ", max_length=300, required=False)
    note = forms.CharField(label="そのほか", max_length=500, required=False)

    def said(self) -> dict[str, str]:
        """What was written, field by field."""
        return {name: clean(text).strip() for name, text in self.cleaned_data.items() if text.strip()}
