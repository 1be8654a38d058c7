"""行く場所をさがす: where I am, when, what, what I need. Nothing is required; what makes no sense is left out."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from otagai.base.ui.widgets import BigCheckboxes
from otagai.front.portal.sayings import GATHERING, OFFERED, choices
from otagai.front.portal.search_form import SearchForm
from otagai.kernel.geo import Point
from otagai.kernel.postcode import read_postcode
from otagai.town.places.queries import Near, Wanted
from otagai.town.places.words import PlaceKind

NEEDS = (
    ("window", _("相談できる（のぼり旗）")),
    ("wheelchair", _("車いすで入れる")),
    ("toilet", _("車いすで使えるトイレ")),
    ("slowly", _("ゆっくり歩く（目安の時間を長めに）")),
)


class FinderForm(SearchForm):
    """The questions of the finder."""

    closer = ("weekday", "band", "needs", "kinds", "text")
    where = forms.CharField(
        label=_("どこから"),
        max_length=60,
        required=False,
        help_text=_("町や自治会の名前、郵便番号、近くの建物の名前。書かなくても さがせます。"),
        widget=forms.TextInput({"list": "areas", "autocomplete": "off"}),
    )
    needs = forms.MultipleChoiceField(
        label=_("ほしいこと"), choices=NEEDS, widget=BigCheckboxes(layout="across"), required=False
    )
    kinds = forms.MultipleChoiceField(
        label=_("どんな場所"),
        choices=lambda: choices(OFFERED),
        widget=BigCheckboxes(layout="across"),
        required=False,
    )
    text = forms.CharField(
        label=_("することや名前"), max_length=60, required=False, help_text=_("例：体操、お茶、将棋、子ども")
    )
    lat = forms.FloatField(widget=forms.HiddenInput, required=False, min_value=20, max_value=46.5)
    lon = forms.FloatField(widget=forms.HiddenInput, required=False, min_value=122, max_value=154.5)

    @property
    def tapped(self) -> Point | None:
        """The point somebody tapped or was located at."""
        lat, lon = self.said.get("lat"), self.said.get("lon")
        return Point(lat, lon) if lat is not None and lon is not None else None

    @property
    def has_place(self) -> bool:
        """Whether anything was said about where, sensible or not."""
        return any(self.data.get(name) for name in ("where", "lat", "lon"))

    @property
    def postcode(self) -> str:
        """The postal code in 「どこから」, as 425-0021; "" when it is none."""
        return read_postcode(self.said.get("where", ""))

    def wanted(self, point: Point | None) -> Wanted:
        """The question to the finder; without a kind, the places where people meet."""
        said = self.said
        needs = said.get("needs", [])
        near = Near(point, slowly="slowly" in needs) if point else None
        return Wanted(
            kinds=tuple(PlaceKind(kind) for kind in said.get("kinds", [])) or self.usual(needs),
            weekday=self.day,
            band=self.hours,
            wheelchair="wheelchair" in needs,
            toilet="toilet" in needs,
            window="window" in needs,
            text=said.get("text", ""),
            near=near,
        )

    @staticmethod
    def usual(needs: list[str]) -> tuple[PlaceKind, ...]:
        """Where people meet; whoever looks for a place to talk finds it in any kind."""
        return () if "window" in needs else GATHERING
