"""のぼり旗: the stock, counted and never lost out of sight."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.safekeeping.errors import RuleBroken
from otagai.town.places import rules
from otagai.town.places.models import Banner, BannerMove, Window
from otagai.town.places.words import BannerState, WindowState


@transaction.atomic
def add_banners(*, by: Acting, first: str, count: int, on: date) -> int:
    """So many new flags, numbered on from the first; numbers that exist already are refused."""
    try:
        numbers = rules.banner_numbers(first.strip(), count)
    except ValueError as wrong:
        raise RuleBroken([str(wrong)]) from wrong
    if known := list(Banner.objects.filter(number__in=numbers).order_by("number").values_list("number", flat=True)[:3]):
        raise RuleBroken([f"もう ある番号です: {'、'.join(known)}"])
    new = Banner.objects.bulk_create(Banner(number=number, since=on) for number in numbers)
    BannerMove.objects.bulk_create(
        BannerMove(banner=one, to_state=BannerState.IN_STOCK, on=on, by=by.user) for one in new
    )
    audit.record("places.banners_added", by=by, subject=("banner", None), first=numbers[0], count=len(numbers))
    return len(numbers)


@transaction.atomic
def hand_out(banner_id: int, *, window_id: int, by: Acting, on: date) -> None:
    """A flag from the stock goes to a window that was asked, briefed or is open."""
    window = Window.objects.select_for_update(of=("self",)).get(pk=window_id)
    if window.state in (WindowState.CANDIDATE, WindowState.RETURNED):
        raise RuleBroken(["まだ お願いしていない窓口です。先に「依頼」にしてください"])
    _move(banner_id, BannerState.HANDED_OUT, by=by, on=on, window_id=window_id)


@transaction.atomic
def take_back(banner_id: int, *, by: Acting, on: date) -> None:
    """A flag comes back into the stock (or was found again). From an open window only when another flag stays
    there.
    """
    window_id = Banner.objects.values_list("window_id", flat=True).get(pk=banner_id)
    if window_id is not None and _is_last_of_open(banner_id, window_id):
        raise RuleBroken(["この窓口は 旗をかかげています。先に「休止」か「返納」にしてください"])
    _move(banner_id, BannerState.IN_STOCK, by=by, on=on)


def _is_last_of_open(banner_id: int, window_id: int) -> bool:
    others = Banner.objects.filter(window_id=window_id, state=BannerState.HANDED_OUT).exclude(pk=banner_id)
    return Window.objects.filter(pk=window_id, state=WindowState.OPEN).exists() and not others.exists()


def mark_lost(banner_id: int, *, by: Acting, on: date) -> None:
    """A flag is gone; if it turns up it can come back into the stock."""
    _move(banner_id, BannerState.LOST, by=by, on=on)


def retire(banner_id: int, *, by: Acting, on: date) -> None:
    """A flag is worn out."""
    _move(banner_id, BannerState.RETIRED, by=by, on=on)


@transaction.atomic
def _move(banner_id: int, to: BannerState, *, by: Acting, on: date, window_id: int | None = None) -> None:
    banner = Banner.objects.select_for_update().get(pk=banner_id)
    if reasons := rules.why_not_banner(BannerState(banner.state), to):
        raise RuleBroken(reasons)
    audit.record(
        "places.banner_moved", by=by, subject=("banner", banner_id), from_state=banner.state, to_state=to,
        window=window_id or banner.window_id,
    )  # fmt: skip
    BannerMove.objects.create(
        banner=banner, from_state=banner.state, to_state=to, window_id=window_id or banner.window_id, on=on, by=by.user
    )
    Banner.objects.filter(pk=banner_id).update(state=to, window=window_id, since=on)


def all_back(window_id: int, *, by: Acting, on: date) -> None:
    """Every flag of a window that gives up comes back into the stock."""
    for banner_id in Banner.objects.filter(window_id=window_id, state=BannerState.HANDED_OUT).values_list(
        "pk", flat=True
    ):
        _move(banner_id, BannerState.IN_STOCK, by=by, on=on)
