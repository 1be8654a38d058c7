"""Forms about places, opening hours, windows, flags and links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from otagai.base.ui.fields import TimeRangeField
from otagai.base.ui.widgets import BigCheckboxes, BigRadios, TimeRange, WarekiDateInput
from otagai.kernel.geo import read_point
from otagai.kernel.opening import END_OF_DAY, LAST, OnHolidays, OpeningException, OpeningRule
from otagai.kernel.opening_reader import read_opening
from otagai.kernel.text import clean
from otagai.kernel.wareki import WEEKDAYS
from otagai.town.places import rules
from otagai.town.places.models import Place, Window
from otagai.town.places.words import PlaceForm, PlaceKind, WindowState, Yes

Choices = Sequence[tuple[Any, Any]]
TEXTS = (
    "kind", "form", "name", "kana", "phone", "url", "what", "who_for", "fee", "open_text", "how_to_come", "welcomer",
    "wheelchair", "toilet", "parking",
)  # fmt: skip
WEEKS = [("1", "第1"), ("2", "第2"), ("3", "第3"), ("4", "第4"), ("5", "第5"), (str(LAST), "最終")]


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
    point = forms.CharField(
        label="緯度, 経度", required=False, help_text="例: 34.8672, 138.3229（地図から写せます。なくてもかまいません）"
    )
    phone = forms.CharField(label="電話", max_length=40, required=False, widget=forms.TextInput({"inputmode": "tel"}))
    url = forms.URLField(label="ホームページ", max_length=400, required=False, assume_scheme="https")
    what = forms.CharField(label="どんなところ", required=False, max_length=2000, widget=forms.Textarea({"rows": 3}))
    who_for = forms.CharField(label="だれのため", max_length=120, required=False)
    fee = forms.CharField(label="参加費", max_length=80, required=False)
    open_text = forms.CharField(label="開いている時（ことばで）", max_length=300, required=False)
    how_to_come = forms.CharField(label="行き方", max_length=300, required=False)
    welcomer = forms.CharField(label="むかえてくれる人", max_length=120, required=False)
    wheelchair = forms.ChoiceField(label="車いす", choices=Yes.choices, initial=Yes.UNKNOWN)
    toilet = forms.ChoiceField(label="車いすで使えるトイレ", choices=Yes.choices, initial=Yes.UNKNOWN)
    parking = forms.ChoiceField(label="駐車場", choices=Yes.choices, initial=Yes.UNKNOWN)
    is_public = forms.BooleanField(label="住民に知らせる", required=False, initial=True)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, organization_choices: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = [("", "なし"), *organization_choices]  # type: ignore[attr-defined]

    @staticmethod
    def shown(place: Place) -> dict[str, Any]:
        """The initial values of the form for a place."""
        point = "" if place.latitude is None else f"{place.latitude}, {place.longitude}"
        return {
            **{name: getattr(place, name) for name in TEXTS}, "address": place.address or place.private_address, "point": point,
            "organization": place.organization_id, "is_public": place.is_public, "version": place.version,
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

    def fields_typed(self) -> dict[str, Any]:
        """What was typed, as `actions.add_place` and `actions.change_place` want it."""
        typed = self.cleaned_data
        latitude, longitude = typed["point"]
        return {
            **{name: clean(typed[name]).strip() for name in TEXTS}, "address": clean(typed["address"]).strip(),
            "latitude": latitude, "longitude": longitude, "organization_id": typed["organization"],
            "is_public": typed["is_public"],
        }  # fmt: skip


class AllHours(TimeRange):
    """From any half hour of the day to any other, or to midnight."""

    def __init__(self) -> None:
        super().__init__(hours=range(24))
        until = self.widgets[1]
        until.choices = [*until.choices, (f"{END_OF_DAY:%H:%M}", "24:00")]  # type: ignore[attr-defined]


class OpeningForm(forms.Form):
    """One rule: on which weekdays, in which weeks of the month, from when to when."""

    weekdays = forms.TypedMultipleChoiceField(
        label="曜日", coerce=int, choices=list(enumerate(WEEKDAYS)), widget=BigCheckboxes(layout="across")
    )
    weeks = forms.TypedMultipleChoiceField(
        label="第何週", coerce=int, choices=WEEKS, required=False, widget=BigCheckboxes(layout="across"),
        help_text="選ばなければ 毎週です。",
    )  # fmt: skip
    times = TimeRangeField(label="時間", widget=AllHours)
    on_holidays = forms.ChoiceField(
        label="祝日は", choices=[("closed", "休み"), ("open", "開く"), ("only", "祝日だけ開く")], initial="closed"
    )
    open_at_year_end = forms.BooleanField(label="年末年始も開く", required=False)

    @staticmethod
    def shown(rule: OpeningRule) -> dict[str, Any]:
        """The initial values of the form for a rule."""
        return {
            "weekdays": sorted(rule.weekdays), "weeks": sorted(rule.nth), "times": [f"{rule.start:%H:%M}", f"{rule.end:%H:%M}"],
            "on_holidays": rule.holidays.value, "open_at_year_end": not rule.closed_at_year_end,
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A rule that can be: it ends after it begins."""
        typed = super().clean() or {}
        if typed.get("weekdays") and typed.get("times"):
            try:
                self.rule()
            except ValueError as wrong:
                self.add_error("times", str(wrong))
        return typed

    def rule(self) -> OpeningRule:
        """The rule as `actions.set_openings` wants it."""
        typed = self.cleaned_data
        start, end = typed["times"]
        return OpeningRule(
            frozenset(typed["weekdays"]), start, end, frozenset(typed["weeks"]), OnHolidays(typed.get("on_holidays", "closed")),
            not typed.get("open_at_year_end"),
        )  # fmt: skip


class ExceptionForm(forms.Form):
    """One day that is different: closed, or other hours."""

    day = forms.DateField(label="日にち", widget=WarekiDateInput)
    times = TimeRangeField(label="時間", widget=AllHours, required=False, help_text="空けておくと 休みです。")
    note = forms.CharField(label="わけ", max_length=120, required=False)

    def exception(self) -> OpeningException:
        """The day as `actions.set_openings` wants it."""
        start, end = self.cleaned_data["times"] or (None, None)
        return OpeningException(self.cleaned_data["day"], start, end, clean(self.cleaned_data["note"]))


OpeningForms = forms.formset_factory(OpeningForm, extra=1, can_delete=True)
ExceptionForms = forms.formset_factory(ExceptionForm, extra=1, can_delete=True)


def rules_typed(given: forms.BaseFormSet[OpeningForm]) -> list[OpeningRule]:
    """The rules of a valid set of forms: neither empty nor ticked to go."""
    return [form.rule() for form in given if form.cleaned_data and not form.cleaned_data.get("DELETE")]


def exceptions_typed(given: forms.BaseFormSet[ExceptionForm]) -> list[OpeningException]:
    """The exceptional days of a valid set of forms."""
    return [form.exception() for form in given if form.cleaned_data and not form.cleaned_data.get("DELETE")]


class SpokenHoursForm(forms.Form):
    """Opening hours in one line of words, read only when they are clear."""

    text = forms.CharField(label="開いている時", max_length=300, help_text="例: 第2・第4火曜 10:00–12:00（祝日は休み）")

    def clean_text(self) -> tuple[OpeningRule, ...]:
        """The rules that the words mean."""
        found = read_opening(self.cleaned_data["text"])
        if found is None:
            raise forms.ValidationError("はっきり読めませんでした。下の欄で 曜日と時間を 選んでください")
        return found


class WindowForm(forms.Form):
    """Who the host of a window is."""

    organization = forms.TypedChoiceField(label="団体", coerce=int, empty_value=None, required=False)
    host_name = forms.CharField(label="窓口の人", max_length=80, required=False)
    host_phone = forms.CharField(
        label="連絡先", max_length=20, required=False, widget=forms.TextInput({"inputmode": "tel"})
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, organization_choices: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = [("", "なし"), *organization_choices]  # type: ignore[attr-defined]

    @staticmethod
    def shown(window: Window) -> dict[str, Any]:
        """The initial values of the form for a window."""
        return {
            "organization": window.organization_id, "host_name": window.host_name, "host_phone": window.host_phone,
            "version": window.version,
        }  # fmt: skip

    def fields_typed(self) -> dict[str, Any]:
        """What was typed, as `actions.change_window` wants it."""
        typed = self.cleaned_data
        return {
            "organization_id": typed["organization"], "host_name": clean(typed["host_name"]), "host_phone": typed["host_phone"],
        }  # fmt: skip


class WindowStepForm(forms.Form):
    """The next step of a window; only steps that can follow are offered."""

    to = forms.TypedChoiceField(label="次の段階", coerce=WindowState, widget=BigRadios)
    on = forms.DateField(label="いつ", widget=WarekiDateInput)
    note = forms.CharField(label="ひとこと", max_length=200, required=False)

    def __init__(self, *args: Any, now: WindowState, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        following = [state for state in WindowState if state in rules.WINDOW_NEXT[now]]
        self.fields["to"].choices = [(state.value, state.label) for state in following]  # type: ignore[attr-defined]


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
    note = forms.CharField(label="そのほか", max_length=500, required=False)

    def said(self) -> dict[str, str]:
        """What was written, field by field."""
        return {name: clean(text).strip() for name, text in self.cleaned_data.items() if text.strip()}


class DayForm(forms.Form):
    """The day of a pledge, a yearly check, or of looking again."""

    on = forms.DateField(label="いつ", widget=WarekiDateInput)
    note = forms.CharField(label="ひとこと", max_length=200, required=False)


class BannersForm(forms.Form):
    """New flags."""

    first = forms.CharField(label="最初の番号", max_length=20, help_text="例: Y-001")
    count = forms.IntegerField(label="本数", min_value=1, max_value=500)


class HandOutForm(forms.Form):
    """Which flag goes to a window."""

    banner = forms.TypedChoiceField(label="旗の番号", coerce=int)

    def __init__(self, *args: Any, banner_choices: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["banner"].choices = list(banner_choices)  # type: ignore[attr-defined]


class LinkForm(forms.Form):
    """A new link for somebody of a window."""

    holder = forms.CharField(label="だれに渡しますか", max_length=80)
    expires_on = forms.DateField(label="いつまで使えますか", required=False, widget=WarekiDateInput)
