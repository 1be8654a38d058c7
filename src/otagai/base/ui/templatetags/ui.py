"""The components of every page: {% load ui %}. Each one has its template in templates/ui/components/."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from otagai.base.ui import dates, shell
from otagai.base.ui.charts import Bars, Lines, drawn_lines
from otagai.base.ui.facts import Telephone
from otagai.base.ui.remembered import is_plain, remembered, remembered_around
from otagai.base.ui.shell import Way
from otagai.kernel import phone
from otagai.kernel.wareki import PartialDate

register = template.Library()
ICON_FILE = "ui/icons.svg"
SHAPES = {
    "new": "M6 0l6 6-6 6-6-6z",
    "held": "M6 0a6 6 0 1 1 0 12a6 6 0 1 1 0-12z M6 2a4 4 0 0 0 0 8z",
    "handing": "M0 4h6V0l6 6-6 6V8H0z",
    "supporting": "M0 6a6 6 0 1 1 12 0a6 6 0 1 1-12 0z",
    "watching": "M0 6a6 6 0 0 1 12 0a6 6 0 0 1-12 0z M3 6a3 3 0 0 0 6 0a3 3 0 0 0-6 0z",
    "ended": "M1 1h10v10H1z",
    "late": "M6 0l6 11H0z",
    "urgent": "M3.5 0h5L12 3.5v5L8.5 12h-5L0 8.5v-5z",
    "plain": "M0 5h12v2H0z",
}


def part(name: str, /, **values: Any) -> SafeString:
    """Render the template of one component; one of short texts alone is drawn only once.

    Of one that frames a piece of a page only the frame is remembered: the piece is what somebody wrote or is told.
    """
    path = f"ui/components/{name}.html"
    content = values.pop("content", None)
    own = {} if content is None else {"content": content}
    if not is_plain(values):
        return render_to_string(path, values | own)
    return remembered_around(own, path, **values) if own else remembered(path, **values)


@register.simple_tag
def piece(path: str, **values: Any) -> SafeString:
    """Another template that shows nothing but these few values, drawn once."""
    return remembered(path, **values)


@register.simple_tag(takes_context=True)
def form_piece(context: template.Context, path: str, **values: Any) -> SafeString:
    """The same for one with a form in it: the token against forgery is this page's own."""
    return remembered_around({"csrf_token": str(context.get("csrf_token"))}, path, **values)


@register.simple_tag
def styles() -> SafeString:
    """The style sheets of every page."""
    return remembered("ui/styles.html")


@register.simple_tag
def brand(home: str, town: str = "") -> SafeString:
    """The mark and the name at the head of every page; it leads home."""
    return remembered("ui/brand.html", home=home, town=str(town))


@register.simple_tag
def calls(telephones: Sequence[Telephone]) -> SafeString:
    """Whom one may telephone, at the foot of every page."""
    return remembered("ui/footer_calls.html", telephones=tuple(telephones))


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str, size: str = "") -> SafeString:
    """A picture from the sprite; it never stands alone: the words beside it say the same."""
    css = f"icon icon-{size}" if size else "icon"
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', css, static(ICON_FILE), name)


@register.simple_tag
def badge(label: str, state: str = "plain") -> SafeString:
    """The word of a state with a shape and a colour; `state` is one of SHAPES."""
    return part("badge", label=label, state=state, shape=SHAPES[state])


@register.simple_block_tag
def card(content: str, title: str = "", level: int = 2, kind: str = "") -> SafeString:
    """A framed part of a page; `kind`: "", "warm" or "strong"."""
    return part("card", content=content, title=title, level=level, kind=kind)


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: str = "", role: str = "") -> SafeString:
    """Something to know: info, success, warn or danger; `role="status"` or "alert" when it appears after an act."""
    return part("notice", content=content, kind=kind, title=title, role=role)


@register.simple_block_tag
def summary_list(content: str) -> SafeString:
    """Facts as a list of names and values; made of {% summary_row "だれ" %}…{% endsummary_row %}."""
    return part("summary_list", content=content)


@register.simple_block_tag
def summary_row(content: str, label: str) -> SafeString:
    """One fact in a summary list."""
    return part("summary_row", content=content, label=label)


@register.simple_tag
def steps(labels: Sequence[str] | str, now: int = 1) -> SafeString:
    """Where somebody is in a few short steps; labels as a list, or one text divided by |. Counts from 1."""
    words = labels.split("|") if isinstance(labels, str) else labels
    return part("steps", labels=words, now=now, total=len(words))


@register.simple_block_tag
def timeline(content: str, label: str = "これまでのこと") -> SafeString:
    """What happened, in order; made of {% entry %}."""
    return part("timeline", content=content, label=label)


@register.simple_block_tag
def entry(content: str, title: str, when: date | datetime | None = None, who: str = "", kind: str = "") -> SafeString:
    """One thing that happened; `kind`: "" (a step), "quiet" (a note) or "warm" (an answer)."""
    return part("entry", content=content, title=title, when=when, who=who, kind=kind, timed=isinstance(when, datetime))


@register.simple_block_tag
def table(content: str, caption: str, quiet: bool = False) -> SafeString:
    """A table that scrolls inside itself on a narrow screen; `quiet` keeps the caption for screen readers only."""
    return part("table", content=content, caption=caption, quiet=quiet)


@register.simple_tag
def navigation(ways: Sequence[Way]) -> SafeString:
    """The ways of the desk: those of every day in one line, the others folded."""
    found = list(ways)
    in_line, folded = tuple(shell.in_line(found)), tuple(shell.folded(found))
    return remembered("ui/components/navigation.html", in_line=in_line, folded=folded)


@register.simple_tag
def tabs(items: Sequence[Way], label: str) -> SafeString:
    """Neighbouring pages as tabs: links, nothing more."""
    return part("tabs", items=items, label=label)


@register.simple_tag
def big_door(url: str, title: str, text: str = "", icon: str = "arrow", kind: str = "") -> SafeString:
    """A large door of the portal; `kind`: "", "first" (the strong one) or "small"."""
    return part("big_door", url=url, title=title, text=text, icon=icon, kind=kind)


@register.simple_tag
def button(label: str, kind: str = "", icon: str = "", name: str = "", value: str = "", form: str = "") -> SafeString:
    """Something that acts; `kind`: "" (the one next step), "second", "danger", "plain", "small"."""
    return part("button", label=label, kind=kind, icon=icon, name=name, value=value, form=form)


@register.simple_tag
def button_link(label: str, url: str, kind: str = "", icon: str = "") -> SafeString:
    """A link that looks like a button."""
    return part("button_link", label=label, url=url, kind=kind, icon=icon)


@register.simple_tag
def print_button(label: str = "この画面を印刷する") -> SafeString:
    """Appears only where the browser can print from a button."""
    return part("print_button", label=label)


@register.simple_tag(takes_context=True)
def quick_exit(context: template.Context) -> SafeString:
    """「このページをすぐ閉じる」 for pages about worries; also Esc pressed twice."""
    return part("quick_exit", to=context.get("quick_exit_to", ""))


@register.simple_tag
def error_summary(form: Any) -> SafeString:
    """What must be put right, with links to the fields; {{ form }} brings its own."""
    secret = any(
        getattr(field.field.widget, "input_type", "") == "password" for field in (form if form and form.errors else ())
    )
    return part("error_summary", form=form, keeps=not secret)


@register.simple_tag
def receipt(number: str, label: str = "受付番号", hint: str = "", forget: str = "") -> SafeString:
    """A number to keep, large; `forget` is the id of the form whose kept text may go now. A passphrase is remembered nowhere."""
    values = {"number": number, "label": label, "hint": hint, "forget": forget}
    return render_to_string("ui/components/receipt.html", values)


@register.simple_tag
def pager(previous: str = "", following: str = "", label: str = "ページ") -> SafeString:
    """Addresses of the previous and the next page of a list."""
    return part("pager", previous=previous, following=following, label=label)


@register.simple_block_tag
def empty_state(content: str, title: str, icon: str = "success") -> SafeString:
    """Nothing here, and what that means."""
    return part("empty_state", content=content, title=title, icon=icon)


@register.simple_tag
def phone_link(number: str | Telephone, name: str = "", hours: str = "") -> SafeString:
    """A number one can press to call, whose it is and when somebody answers."""
    desk = number if isinstance(number, Telephone) else Telephone(name, number, hours)
    return part(
        "phone_link", number=phone.shown(desk.number), href=safe_tel(desk.number), name=desk.name, hours=desk.hours
    )


@register.simple_tag
def place_map(
    points: Sequence[Mapping[str, Any]],
    label: str = "地図",
    areas: str = "",
    center: str = "",
    zoom: int = 13,
    pick: str = "",
) -> SafeString:
    """A map of {id, name, lat, lon, text, url, kind} (kind "", "flag" or "here") beside a list that says the same.

    `areas` is the address of a GeoJSON outline, `center` "lat,lon", `pick` two field names that take a tapped point.
    The page brings Leaflet: {% include "ui/map_styles.html" %} in head, {% include "ui/with_map.html" %} in scripts.
    """
    return part("place_map", points=list(points), label=label, areas=areas, center=center, zoom=zoom, pick=pick)


@register.simple_tag
def bar_chart(chart: Bars, label: str) -> SafeString:
    """Bars made by `charts.bars`; a table beside them says the same. The page links ui/css/map.css."""
    return render_to_string("ui/components/bars.html", {"chart": chart, "label": label})


@register.simple_tag
def line_chart(chart: Lines, label: str) -> SafeString:
    """Lines made by `charts.lines`; a table beside them says the same. The page links ui/css/map.css."""
    return drawn_lines(chart, label)


@register.filter
def thousands(count: int) -> str:
    """1,240."""
    return f"{count:,}"


@register.filter
def jdate(value: date | datetime | None) -> str:
    """2026年11月20日(金)."""
    return dates.with_weekday(value) if value else ""


@register.filter
def jdatetime(value: datetime | None) -> str:
    """2026年11月20日(金) 9:05."""
    return dates.with_time(value) if value else ""


@register.filter
def wareki(value: date | datetime | str | PartialDate | None) -> str:
    """令和8年11月20日, also of partial dates."""
    return dates.in_wareki(value) if value else ""


@register.filter
def ago_days(value: date | datetime | None, today: date | None = None) -> str:
    """きょう, きのう, 3日前, あした, 3日後."""
    return dates.days_ago(value, today or timezone.localdate()) if value else ""


@register.filter
def safe_tel(number: str) -> str:
    """tel:0546212941 for a telephone number, "" for any other text."""
    try:
        return f"tel:{phone.normalise(number)}"
    except ValueError:
        return ""
