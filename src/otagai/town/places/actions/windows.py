"""地域の福祉相談窓口: the way to the のぼり旗, one step after the other, each kept for ever."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.safekeeping.edits import changed
from otagai.base.safekeeping.errors import RuleBroken
from otagai.town.places import rules
from otagai.town.places.actions.banners import all_back
from otagai.town.places.actions.links import revoke_all
from otagai.town.places.actions.places import verify
from otagai.town.places.models import Banner, Place, Window, WindowStep
from otagai.town.places.words import BannerState, WindowState

CHANGEABLE = frozenset({"organization_id", "host_name", "host_phone", "account_id"})


@transaction.atomic
def propose_window(
    place_id: int,
    *,
    by: Acting,
    at: datetime,
    organization_id: int | None = None,
    host_name: str = "",
    host_phone: str = "",
) -> Window:
    """The place becomes a candidate. Raises RuleBroken when it is one already, or no longer a place."""
    place = Place.objects.select_for_update().filter(pk=place_id, ended_on__isnull=True).first()
    if place is None:
        raise RuleBroken(["この場所は もうありません"])
    if Window.objects.filter(place=place).exists():
        raise RuleBroken(["この場所は もう 窓口の候補か 窓口です"])
    if reasons := rules.why_not_phone(host_phone):
        raise RuleBroken(reasons)
    window = Window.objects.create(
        place=place,
        organization_id=organization_id or place.organization_id,
        host_name=host_name,
        host_phone=host_phone,
    )
    _keep_step(window, WindowState.CANDIDATE, WindowState.CANDIDATE, by=by, at=at, note="候補にしました")
    return window


@transaction.atomic
def change_window(pk: int, *, by: Acting, seen_version: int, **fields: Any) -> Window:
    """Change who the host is and how they are reached; StaleEdit when somebody else did so meanwhile."""
    if unknown := set(fields) - CHANGEABLE:
        raise ValueError(f"not changeable here: {sorted(unknown)}")
    if reasons := rules.why_not_phone(fields.get("host_phone", "")):
        raise RuleBroken(reasons)
    window = changed(Window.objects.all(), pk, seen_version=seen_version, fields=fields)
    audit.record("places.window_changed", by=by, subject=("window", pk), fields=sorted(fields))
    return window


@transaction.atomic
def pledge(pk: int, *, by: Acting, on: date) -> None:
    """The people of the window promised to keep what they hear to themselves (守秘の約束)."""
    Window.objects.filter(pk=pk).update(pledged_on=on)
    audit.record("places.window_pledged", by=by, subject=("window", pk))


@transaction.atomic
def step(pk: int, *, to: WindowState, by: Acting, at: datetime, on: date, note: str = "") -> Window:
    """One step of the accreditation on a day. 掲揚中 asks for briefing, pledge and a flag; 返納 takes flags and
    links back.

    Raises RuleBroken with reasons when the step is not the next one.
    """
    window = Window.objects.select_for_update(of=("self",)).select_related("place").get(pk=pk)
    now = WindowState(window.state)
    out = Banner.objects.filter(window=window, state=BannerState.HANDED_OUT)
    facts = rules.WindowFacts(window.briefed_on, window.pledged_on, out.count(), window.place.ended_on is not None)
    if reasons := rules.why_not_step(now, to, facts):
        raise RuleBroken(reasons)
    window.state = to
    if to is WindowState.BRIEFED:
        window.briefed_on = on
    elif to is WindowState.OPEN:
        window.opened_on = window.opened_on or on
        window.next_check_on = rules.next_check(on)
    elif to is WindowState.RETURNED:
        all_back(pk, by=by, on=on)
        window.next_check_on = window.opened_on = window.briefed_on = window.pledged_on = None
        revoke_all(pk, by=by, at=at)
    window.version += 1
    window.save(update_fields=["state", "briefed_on", "pledged_on", "opened_on", "next_check_on", "version"])
    _keep_step(window, now, to, by=by, at=at, note=note)
    return window


@transaction.atomic
def yearly_check(pk: int, *, by: Acting, at: datetime, on: date, note: str = "") -> None:
    """The window was visited: it goes on for another year, and what is said of its place is true."""
    window = Window.objects.select_for_update(of=("self",)).get(pk=pk)
    if window.state != WindowState.OPEN:
        raise RuleBroken(["旗をかかげている窓口だけ、年次確認をします"])
    Window.objects.filter(pk=pk).update(next_check_on=rules.next_check(on))
    verify(window.place_id, by=by, on=on)
    _keep_step(window, WindowState.OPEN, WindowState.OPEN, by=by, at=at, note=note or "年次確認をしました")


def _keep_step(window: Window, now: WindowState, to: WindowState, *, by: Acting, at: datetime, note: str) -> None:
    WindowStep.objects.create(window=window, from_state=now, to_state=to, note=note.strip()[:200], by=by.user, at=at)
    audit.record("places.window_step", by=by, subject=("window", window.pk), from_state=now, to_state=to)
