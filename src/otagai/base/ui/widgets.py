"""Controls for forms: choices with pictures, dates in 和暦 without a calendar, a range of hours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from otagai.kernel.wareki import ERAS, PartialDate, era_of, parse_date

WESTERN = "西暦"
ERA_CHOICES = [(WESTERN, WESTERN), *((era.name, era.name) for era in reversed(ERAS))]
ABOUT = "ごろ"
_PARTS = re.compile(r"(\D*?)(\d*)年(?:(\d*)月)?(?:(\d*)日)?(ごろ)?")
DIGITS = {"inputmode": "numeric", "autocomplete": "off", "maxlength": "4"}


class BigRadios(forms.RadioSelect):
    """Large choices of which one may be taken; `layout="across"` puts short ones side by side."""

    def __init__(self, *args: Any, layout: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.layout = layout

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Tell the template how the choices lie."""
        context = super().get_context(name, value, attrs)
        context["widget"]["layout"] = self.layout
        return context


class BigCheckboxes(forms.CheckboxSelectMultiple):
    """Large choices of which any number may be taken."""

    def __init__(self, *args: Any, layout: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.layout = layout

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Tell the template how the choices lie."""
        context = super().get_context(name, value, attrs)
        context["widget"]["layout"] = self.layout
        return context


class IconCheckboxes(BigCheckboxes):
    """Kinds of worry and the like, with pictures; `icons` maps a stored value to a name in the sprite."""

    option_template_name = "ui/widgets/icon_option.html"

    def __init__(self, *args: Any, icons: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, layout="icons", **kwargs)
        self.icons = icons

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the name of the picture to the option."""
        return {**super().create_option(name, value, *args, **kwargs), "icon": self.icons.get(str(value), "other")}


class IconRadios(BigRadios):
    """The same with one choice."""

    option_template_name = "ui/widgets/icon_option.html"

    def __init__(self, *args: Any, icons: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, layout="icons", **kwargs)
        self.icons = icons

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the name of the picture to the option."""
        return {**super().create_option(name, value, *args, **kwargs), "icon": self.icons.get(str(value), "other")}


class Written(str):
    """The text of a date together with its parts as they were typed, so that a page shows them again unchanged."""

    __slots__ = ("parts",)
    parts: list[str]


class Parts(forms.MultiWidget):
    """Several small labelled controls for one value; only the ones named in `needed` are required by the browser."""

    template_name = "ui/widgets/parts.html"
    labels: Sequence[Any] = ()
    needed: Sequence[int] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give every part its label."""
        context = super().get_context(name, value, attrs)
        for at, (part, label) in enumerate(zip(context["widget"]["subwidgets"], self.labels, strict=True)):
            part["label"] = label
            if at not in self.needed:
                part["attrs"].pop("required", None)
        return context


class PartialDateInput(Parts):
    """A date of which perhaps only the year is known: era, year, month, day, ごろ. Gives a PartialDate's ISO text."""

    labels: Sequence[Any] = (_("元号"), _("年"), _("月"), _("日"), _("だいたい"))
    needed: Sequence[int] = (1,)

    def __init__(self, attrs: dict[str, Any] | None = None, *, era: str = "昭和", with_about: bool = True) -> None:
        self.era = era
        parts: dict[str, forms.Widget | type[forms.Widget]] = {
            "era": forms.Select(choices=ERA_CHOICES),
            "year": forms.TextInput(DIGITS),
            "month": forms.TextInput({**DIGITS, "maxlength": "2"}),
            "day": forms.TextInput({**DIGITS, "maxlength": "2"}),
        }
        if with_about:
            parts["about"] = forms.CheckboxInput()
        self.labels = self.labels[: len(parts)]
        super().__init__(parts, attrs)

    def decompress(self, value: Any) -> list[Any]:
        """The parts of a date: as typed, or in 和暦."""
        parts = written_parts(value) or [self.era, "", "", "", ""]
        parts[4:] = [parts[4] == ABOUT]
        return parts[: len(self.widgets)]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """ISO text when it is a date, else what was typed in one line; "" when nothing was."""
        typed = super().value_from_datadict(data, files, name)
        era, year, month, day, about = *(str(part or "").strip() for part in typed[:4]), any(typed[4:])
        if not (year or month or day):
            return ""
        line = Written(iso_or_line(era, year, month, day, ABOUT if about else ""))
        line.parts = [era, year, month, day, ABOUT if about else ""]
        return line


class WarekiDateInput(PartialDateInput):
    """A whole date in 和暦 or 西暦, as numbers and a pull-down; works with an ordinary DateField too."""

    needed = (1, 2, 3)

    def __init__(self, attrs: dict[str, Any] | None = None, *, era: str = "令和") -> None:
        super().__init__(attrs, era=era, with_about=False)


class TimeRange(Parts):
    """From when to when: two pull-downs, by default every half hour from 7:00 to 21:00 (`minutes`: of each hour)."""

    labels = (_("何時から"), _("何時まで"))
    needed = (0, 1)

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        hours: Iterable[int] = range(7, 22),
        minutes: Sequence[int] = (0, 30),
    ) -> None:
        choices = [
            ("", "--"),
            *((f"{hour:02}:{minute:02}", f"{hour}:{minute:02}") for hour in hours for minute in minutes),
        ]
        super().__init__({"start": forms.Select(choices=choices), "end": forms.Select(choices=choices)}, attrs)

    def decompress(self, value: Any) -> list[Any]:
        """Two times of day as texts such as 09:30."""
        return [at.strftime("%H:%M") if isinstance(at, time) else at for at in value or (None, None)]


def iso_or_line(era: str, year: str, month: str, day: str, about: str) -> str:
    """The ISO text of the date these parts mean; if they mean none, the parts in one line."""
    line = "".join([era, f"{year}年", f"{month}月" if month or day else "", f"{day}日" if day else "", about])
    try:
        return parse_date(line.removeprefix(WESTERN)).iso
    except ValueError:
        return line


def written_parts(value: Any) -> list[Any]:
    """[era, year, month, day, ごろ] of a date, a partial date, their ISO text, or a line somebody typed; else nothing."""
    if isinstance(value, Written):
        return list(value.parts)
    if isinstance(value, date):
        value = PartialDate.of(value)
    if isinstance(value, str) and (found := _PARTS.fullmatch(value)):
        return [part or "" for part in found.groups()]
    try:
        known = PartialDate.from_iso(value) if isinstance(value, str) else value
    except ValueError:
        known = None
    if not known:
        return []
    era = era_of(PartialDate(known.year, known.month, known.day).latest)
    about = ABOUT if known.about else ""
    return [era.name, str(era.year(known.year)), str(known.month or ""), str(known.day or ""), about]
