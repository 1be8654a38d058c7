"""地域の活動の暦: which days, what, where, for whom. Nothing is required; what makes no sense is left out."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from otagai.base.ui.fields import offer
from otagai.base.ui.widgets import BigCheckboxes
from otagai.front.portal.sayings import choices
from otagai.front.portal.search_form import SearchForm
from otagai.town.activities.queries import Wanted
from otagai.town.activities.words import ActivityKind

SPANS = {
    "week": _("きょうから 7日"),
    "next": _("つぎの 7日"),
    "month": _("今月"),
    "following": _("来月"),
}
NEEDS = (
    ("any_age", _("年齢を問わず だれでも")), ("with_children", _("子ども連れで来られる")), ("wheelchair", _("車いすで来られる")),
    ("signing_up", _("ここから申し込める")), ("helpers", _("手伝う人を さがしている")),
)  # fmt: skip


@dataclass(frozen=True)
class Span:
    """Some days from a first one on."""

    start: date
    days: int

    @property
    def end(self) -> date:
        """The last day."""
        return self.start + timedelta(days=self.days - 1)


def span(name: str, *, today: date) -> Span:
    """The days of 「week」「next」, or all those of this month or the following one; a week for anything else."""
    if name in ("month", "following"):
        first = today.replace(day=1)
        if name == "following":
            first = (first + timedelta(days=31)).replace(day=1)
        return Span(first, monthrange(first.year, first.month)[1])
    return Span(today + timedelta(days=7), 7) if name == "next" else Span(today, 7)


class ActivitiesForm(SearchForm):
    """The questions of the calendar."""

    closer = ("weekday", "band", "needs", "kinds")
    area = forms.TypedChoiceField(label=_("地区"), coerce=int, empty_value=None, required=False)
    needs = forms.MultipleChoiceField(
        label=_("ほしいこと"), choices=NEEDS, widget=BigCheckboxes(layout="across"), required=False
    )
    kinds = forms.MultipleChoiceField(
        label=_("どんな活動"),
        choices=lambda: choices(ActivityKind),
        widget=BigCheckboxes(layout="across"),
        required=False,
    )

    def __init__(self, *args: Any, areas: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = dict(areas)
        offer(self, "area", areas, none=_("まち全体"))

    @property
    def area_name(self) -> str:
        """The chosen area; empty for the whole town."""
        chosen = self.said.get("area")
        return self.names.get(chosen, "") if chosen else ""

    def wanted(self) -> Wanted:
        """The question to the calendar."""
        said = self.said
        needs = said.get("needs", [])
        return Wanted(
            kinds=tuple(ActivityKind(kind) for kind in said.get("kinds", [])),
            area_id=said.get("area"),
            **dict.fromkeys(needs, True),
            weekday=self.day,
            band=self.hours,
        )
