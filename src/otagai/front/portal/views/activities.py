"""地域の活動の暦: what is on, day by day; the page of an activity; both for the calendar of a telephone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from otagai.base.accounts.doors import public
from otagai.base.ui import facts
from otagai.base.ui import views as ui
from otagai.base.ui.paper import drawn_once, qr_svg
from otagai.front.portal import visitor
from otagai.front.portal.activities_form import SPANS, ActivitiesForm, span
from otagai.front.portal.calendar_file import Event, calendar_file
from otagai.front.portal.sayings import label
from otagai.front.portal.signups_form import spare
from otagai.kernel.opening import Opening
from otagai.kernel.wareki import WEEKDAYS, with_weekday
from otagai.town.activities import queries
from otagai.town.activities.queries import ActivityLine, Entry
from otagai.welcome.letterbox import pace, rules
from otagai.welcome.signups import queries as signups
from otagai.welcome.signups.queries import OpenDay


@require_safe
@public(why="地域の活動の暦")
def activities(request: HttpRequest) -> HttpResponse:
    """The calendar as a list by day; what is called off stands in it."""
    today = timezone.localdate()
    form, chosen = asked(request), request.GET.get("span", "week")
    days = span(chosen, today=today)
    entries = queries.calendar(form.wanted(), start=days.start, days=days.days)
    values = {
        "form": form,
        "days": by_day(entries),
        "span": days,
        "spans": [(name, words, address_of(request, span=name)) for name, words in SPANS.items()],
        "chosen": chosen if chosen in SPANS else "week",
        "feed": f"{reverse('portal:activities_feed')}{address_of(request, span='')}",
        "paper": f"{reverse('portal:activities_month')}{address_of(request, span='following' if chosen == 'following' else 'month')}",
        "today": today,
    }
    return render(request, "portal/activities.html", values)


def asked(request: HttpRequest) -> ActivitiesForm:
    """The questions with the areas in which something is on."""
    return ActivitiesForm(request.GET, areas=queries.areas_with_activities())


def by_day(entries: Sequence[Entry]) -> list[tuple[date, list[tuple[Entry, str, int | None]]]]:
    """The lines of each day, with their kinds as residents read them and how many helpers are still wanted (None: not counted)."""
    hands = hands_missing(entries)
    return [
        (
            day,
            [(entry, str(label(entry.activity.kind)), hands.get((entry.activity.pk, day))) for entry in of_day],
        )
        for day, of_day in groupby(entries, key=lambda entry: entry.held.on)
    ]


def hands_missing(entries: Sequence[Entry]) -> dict[tuple[int, date], int]:
    """How many helpers are still wanted, where one signs up to help; nothing is asked where one does not."""
    helped = [entry for entry in entries if entry.activity.has_slots and not entry.called_off]
    if not helped:
        return {}
    return signups.hands_missing({entry.activity.pk for entry in helped}, {entry.held.on for entry in helped})


def address_of(request: HttpRequest, *, span: str) -> str:
    """The questions of this very list, with another span; without any for a feed. No longer than a QR code can hold."""
    names = [name for name in ActivitiesForm.base_fields if name != "span"]
    asked = [(name, text) for name in names for text in dict.fromkeys(request.GET.getlist(name)) if 0 < len(text) <= 40]
    query = [*asked[:12], *([("span", span)] if span else [])]
    return f"?{urlencode(query)}" if query else ""


@require_safe
@public(why="地域の活動の案内")
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """One activity: when it is on next, where, what it costs, what to bring, whom to ask."""
    page = queries.activity_page(pk, on=timezone.localdate())
    address = f"{settings.OTAGAI_ORIGIN}{reverse('portal:activity', args=[pk])}"
    values = {
        "page": page,
        "line": page.line,
        "kind": label(page.line.kind),
        "coming": page.coming[:8],
        "open": open_days(page),
        "last_days": last_days(page),
        "cards": queries.know_hows_of(pk),
        "address": address,
        "qr": qr_svg(address, label=page.line.title),
    }
    return render(request, "portal/activity.html", values)


def last_days(page: queries.ActivityPage) -> list[tuple[date, date]]:
    """Until when one signs up elsewhere, for the next days; nothing is asked where nobody said how."""
    if not (page.how or page.form_url) or page.line.takes_sign_ups:
        return []
    terms = queries.terms_of(page.line.pk)
    told = [(held.on, terms.told_on(held.on).closes_on) for held in page.coming[:3] if terms and not held.called_off]
    return [(day, last) for day, last in told if last]


def open_days(page: queries.ActivityPage) -> list[tuple[OpenDay, str]]:
    """The coming days one may sign up for, with the room that is left; nothing is asked where one does not sign up."""
    if not (page.line.takes_sign_ups or page.line.has_slots) or page.line.called_off:
        return []
    days = signups.open_days(page.line.pk, page.coming[:8], at=timezone.localtime())
    return [(day, spare(day.guests) if day.guests else "") for day in days]


@require_safe
@public(why="地域の活動の暦（公開）")
def feed(request: HttpRequest) -> HttpResponse:
    """The calendar, narrowed as the list was, to subscribe to."""
    form = asked(request)
    entries = queries.calendar(form.wanted(), start=timezone.localdate(), days=queries.FEED_DAYS)
    return calendar_answer(entries, _("地域の活動の暦"), "activities.ics")


@require_safe
@public(why="地域の活動の暦（公開）")
def activity_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """The coming times of one activity."""
    entries = queries.entries_of(pk, start=timezone.localdate(), days=queries.FEED_DAYS)
    return calendar_answer(entries, "", "activity.ics")


@require_safe
@public(why="地域の活動の暦（公開）")
def month(request: HttpRequest) -> HttpResponse:
    """This month or the following one on A4, narrowed as the list was: for the board of a 公民館."""
    if not rules.may_ask(pace.counted("month", visitor.address_of(request), at=timezone.now())):
        return ui.too_many(request)
    today, form = timezone.localdate(), asked(request)
    days = span("following" if request.GET.get("span") == "following" else "month", today=today)
    entries = queries.calendar(form.wanted(), start=days.start, days=days.days)
    address = f"{settings.OTAGAI_ORIGIN}{reverse('portal:activities')}{address_of(request, span='')}"
    values = {
        "title": "地域の活動の暦",
        "area": form.area_name or "まち全体",
        "month": f"{days.start.year}年{days.start.month}月",
        "town": facts.town().name,
        "printed": f"{with_weekday(today)} 現在",
        "qr": qr_svg(address),
        "lines": [on_paper(entry) for entry in entries],
    }
    headers = {"Content-Disposition": 'inline; filename="month.pdf"'}
    return HttpResponse(drawn_once("portal/month", json.dumps(values)), content_type="application/pdf", headers=headers)


def on_paper(entry: Entry) -> dict[str, object]:
    """A line of the sheet."""
    line, held = entry.activity, entry.held
    who = "年齢を問わず" if line.any_age else line.who_for
    marks = [f"申し込み {line.phone}"] if line.takes_sign_ups else []
    marks += ["手伝う人を さがしています"] if line.wants_helpers else []
    easy = "・".join(said for said, yes in (("子ども連れ", line.with_children), ("車いす", line.wheelchair)) if yes)
    return {
        "day": f"{held.on.day}日({WEEKDAYS[held.on.weekday()]})",
        "time": f"{held.start:%-H:%M}–{held.end:%-H:%M}",
        "title": line.title,
        "off": entry.called_off,
        "note": held.note or (line.said if line.called_off else ""),
        "marks": [] if entry.called_off else marks,
        "facts": "　".join(part for part in (where(line), who, easy, line.fee, "、".join(line.hosts)) if part),
    }


def calendar_answer(entries: Iterable[Entry], title: str, name: str) -> HttpResponse:
    """The file of these times."""
    content = calendar_file([event(entry) for entry in entries], stamp=timezone.now(), title=title)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def event(entry: Entry) -> Event:
    """A time as a calendar knows it."""
    line, held = entry.activity, entry.held
    note = held.note or (line.said if line.called_off else "")
    return Event(
        key=f"activity-{line.pk}",
        name=_("【中止】%(name)s") % {"name": line.title} if entry.called_off else line.title,
        place=where(line),
        url=f"{settings.OTAGAI_ORIGIN}{reverse('portal:activity', args=[line.pk])}",
        opening=Opening(held.on, held.start, held.end, note),
        called_off=entry.called_off,
    )


def where(line: ActivityLine) -> str:
    """The place and where people meet there."""
    return " ".join(part for part in (line.place, line.meeting_point) if part)
