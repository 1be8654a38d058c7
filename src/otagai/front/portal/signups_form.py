"""申し込む: for which day, to come or to help, how many, and how one can be told."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from otagai.base.ui.fields import offer
from otagai.base.ui.widgets import BigRadios
from otagai.front.portal.forms import TOO_LONG, line_field
from otagai.kernel.text import clean
from otagai.kernel.wareki import with_weekday
from otagai.town.activities.queries import Slot
from otagai.town.places.rules import why_not_phone
from otagai.welcome.signups.actions import Caller, Wish
from otagai.welcome.signups.queries import OpenDay
from otagai.welcome.signups.rules import Line

GUEST = "guest"


def spare(line: Line) -> str:
    """How much room is left, as residents read it; empty when as many may come as want."""
    if line.free is None:
        return ""
    if line.free == 0:
        return gettext("いっぱいです。順番待ちに なります")
    return gettext("あと %(number)s人") % {"number": line.free}


def day_in_words(day: OpenDay) -> str:
    """A day one may choose, with the room that is left for guests."""
    held = day.held
    words = f"{with_weekday(held.on)} {held.start:%-H:%M}–{held.end:%-H:%M}"
    left = spare(day.guests) if day.guests else ""
    return f"{words}（{left}）" if left else words


def task_in_words(slot: Slot) -> str:
    """What a helper does, from–to."""
    return f"{gettext('手伝う：')}{slot.task} {slot.start:%-H:%M}–{slot.end:%-H:%M}"


class SignUpForm(forms.Form):
    """A day, to come or to help, a name to be called by, and a telephone or an address; nothing else is asked."""

    day = forms.TypedChoiceField(label=_("いつ"), coerce=date.fromisoformat)
    what = forms.ChoiceField(label=_("すること"), widget=BigRadios)
    seats = forms.TypedChoiceField(
        label=_("何人で 来ますか"),
        coerce=int,
        initial=1,
        help_text=_("あなたも 入れた人数です。手伝う人は、手伝う人数です。"),
    )
    name = forms.CharField(
        label=_("名前"), max_length=80, help_text=_("よばれている名前で かまいません。"),
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("名前を書いてください（よばれている名前で かまいません）"), **TOO_LONG},
    )  # fmt: skip
    phone = line_field(
        40, label=_("電話"), help_text=_("電話か メールの どちらかを 書いてください。"),
        attributes={"inputmode": "tel", "autocomplete": "tel"},
    )  # fmt: skip
    mail = forms.EmailField(
        label=_("メール"), required=False, max_length=254,
        error_messages={"invalid": _("メールの書きかたを たしかめてください（例：hana@example.jp）")},
    )  # fmt: skip
    note = line_field(
        400,
        label=_("知っておいてほしいこと"),
        help_text=_("書かなくても かまいません。例：車いすで行きます、卵は食べられません"),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, days: list[OpenDay], most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = days[0]
        doing = [(GUEST, gettext("参加する"))] if first.guests is not None else []
        doing += [(str(each.slot.pk), task_in_words(each.slot)) for each in first.slots]
        offer(self, "day", [(day.held.on.isoformat(), day_in_words(day)) for day in days])
        offer(self, "what", doing)
        offer(self, "seats", [(number, gettext("%(number)s人") % {"number": number}) for number in range(1, most + 1)])
        self.fields["what"].initial = doing[0][0]

    def clean_name(self) -> str:
        """The name fit for keeping."""
        return clean(self.cleaned_data["name"]).strip()

    def clean_phone(self) -> str:
        """A telephone that can be dialled; it may stay empty."""
        typed = clean(self.cleaned_data["phone"]).strip()
        if why_not_phone(typed):
            raise forms.ValidationError(_("電話番号の どこかが 違うようです。もう一度 見くらべてください"))
        return typed

    def wish(self, activity_id: int) -> Wish:
        """What is signed up for."""
        typed = self.cleaned_data
        slot = None if typed["what"] == GUEST else int(typed["what"])
        return Wish(activity_id, typed["day"], slot, typed["seats"])

    def caller(self) -> Caller:
        """Who signs up."""
        typed = self.cleaned_data
        return Caller(typed["name"], typed["phone"], typed["mail"], clean(typed["note"]).strip())
