"""What every search of the portal asks: weekday and time. Nothing is required; what makes no sense is left out."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from otagai.front.portal.sayings import BANDS, DAYS
from otagai.town.places.queries import time_band

ANY = ("", _("いつでも"))


class SearchForm(forms.Form):
    """When; and which of the questions are the closer ones, folded until somebody answers one."""

    closer: tuple[str, ...] = ()
    weekday = forms.ChoiceField(
        label=_("曜日"), choices=[ANY, *((str(number), name) for number, name in enumerate(DAYS))], required=False
    )
    band = forms.ChoiceField(label=_("時間"), choices=[ANY, *BANDS], required=False)

    @property
    def said(self) -> dict[str, Any]:
        """What made sense."""
        self.is_valid()
        return self.cleaned_data

    @property
    def is_narrowed(self) -> bool:
        """Whether one of the closer questions is answered: then they stay unfolded."""
        return any(self.said.get(name) for name in self.closer)

    @property
    def day(self) -> int | None:
        """The weekday (0 = Monday); None for any."""
        chosen = self.said.get("weekday")
        return int(chosen) if chosen else None

    @property
    def hours(self) -> tuple[time, time] | None:
        """From–to of the band of hours; None for any."""
        return time_band(self.said.get("band", ""))
