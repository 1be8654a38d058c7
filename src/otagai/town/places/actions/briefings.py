"""説明会: inviting asks, coming is the step 説明会済 — for several windows at once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time

from django.db import transaction

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.safekeeping.errors import RuleBroken
from otagai.kernel.wareki import with_weekday
from otagai.town.places import rules
from otagai.town.places.actions.windows import pledge, step
from otagai.town.places.models import Briefing, BriefingGuest, Window
from otagai.town.places.words import WindowState

INVITED = (WindowState.CANDIDATE, WindowState.ASKED, WindowState.BRIEFED, WindowState.OPEN, WindowState.PAUSED)


@transaction.atomic
def plan_briefing(
    *, on: date, starts_at: time, where: str, note: str, windows: Collection[int], by: Acting, at: datetime, today: date
) -> Briefing:
    """Announce a briefing and invite windows; raises RuleBroken."""
    if reasons := rules.why_not_briefing(on, where, today=today):
        raise RuleBroken(reasons)
    briefing = Briefing.objects.create(on=on, starts_at=starts_at, where=where.strip(), note=note.strip(), by=by.user)
    audit.record("places.briefing_planned", by=by, subject=("briefing", briefing.pk))
    invite(briefing.pk, windows=windows, by=by, at=at, today=today)
    return briefing


@transaction.atomic
def invite(pk: int, *, windows: Collection[int], by: Acting, at: datetime, today: date) -> int:
    """Invite windows; a candidate is asked (依頼) by it. Returns how many are new on the list."""
    briefing = Briefing.objects.select_for_update().get(pk=pk)
    known = set(BriefingGuest.objects.filter(briefing=briefing).values_list("window_id", flat=True))
    asked = Window.objects.filter(pk__in=windows, state__in=INVITED).exclude(pk__in=known).order_by("pk")
    for window in (new := list(asked)):
        BriefingGuest.objects.create(briefing=briefing, window=window)
        if window.state == WindowState.CANDIDATE:
            note = f"説明会（{with_weekday(briefing.on)}）に お招きしました"
            step(window.pk, to=WindowState.ASKED, by=by, at=at, on=today, note=note)
    audit.record("places.briefing_invited", by=by, subject=("briefing", pk), windows=[window.pk for window in new])
    return len(new)


@transaction.atomic
def record_attendance(
    pk: int, *, came: Collection[int], pledged: Collection[int], by: Acting, at: datetime, today: date
) -> int:
    """Who of the invited came, and who gave the pledge there; those asked are now 説明会済. Returns how many took the step.

    Written again it corrects who came, but takes no step back: that is done on the page of the window. Raises RuleBroken.
    """
    briefing = Briefing.objects.select_for_update().get(pk=pk)
    if reasons := rules.why_not_attended(briefing.on, today=today):
        raise RuleBroken(reasons)
    guests = BriefingGuest.objects.filter(briefing=briefing)
    guests.exclude(window_id__in=came).update(came=False)
    guests.filter(window_id__in=came).update(came=True)
    there = Window.objects.filter(briefings__briefing=briefing, briefings__came=True).order_by("pk")
    note = f"{briefing.where}の説明会に来ました"[:200]
    taken = [window for window in there if window.state == WindowState.ASKED]
    for window in taken:
        step(window.pk, to=WindowState.BRIEFED, by=by, at=at, on=briefing.on, note=note)
    for window in there:
        if window.pk in pledged and window.pledged_on is None:
            pledge(window.pk, by=by, on=briefing.on)
    Briefing.objects.filter(pk=pk).update(told_at=at)
    audit.record(
        "places.briefing_attended", by=by, subject=("briefing", pk), came=sorted(window.pk for window in there)
    )
    return len(taken)
