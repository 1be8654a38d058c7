"""前に見たときから変わったこと: for everybody who sends people to places, and must not send them to a closed door."""

from __future__ import annotations

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.front.desk.views.replies import number
from otagai.town.activities import queries as activities
from otagai.town.areas import queries as areas
from otagai.town.places import actions, queries
from otagai.town.places.words import Changed

HOURS = frozenset({Changed.HOURS, Changed.ADDED, Changed.BACK})
"""After these one asks when it is open now."""
SALT = "desk.whats_new"


@requires(Permission.USE_DESK)
@require_GET
def whats_new(request: StaffRequest) -> HttpResponse:
    """What changed since the last 「ここまで見ました」, the oldest first; `again`: the last thirty days once more.

    `area`: only there, with a mark of its own: whoever reads one district misses nothing of the others.
    """
    again, by = "again" in request.GET, request.acting.user
    if by is None:
        raise PermissionDenied
    area = chosen_area(request.GET.get("area", ""))
    page = queries.changes_for(
        by.pk, at=timezone.now(), after=number(request.GET.get("after", "")) or 0, again=again, within=within(area)
    )
    titles = activities.titles([line.activity_id for line in page.lines if line.activity_id])
    changed = [
        line.place_id for line in page.lines if line.place_id and line.is_shown and HOURS.intersection(line.what)
    ]
    hours = queries.hours_now(changed, at=timezone.localtime().replace(tzinfo=None))
    values = {
        "page": page, "again": again, "area": area, "areas": areas.grouped_choices(timezone.localdate()),
        "lines": [
            (line, titles.get(line.activity_id or 0, ""), hours.get(line.place_id or 0))
            for line in page.lines
            if line.place or line.activity_id in titles
        ],
        "under_way": signing.dumps(page.under_way, salt=SALT),
        "last": page.lines[-1].pk if page.lines else 0,
        "following": here(area, again=again, after=page.following) if page.following else "",
        "once_more": here(area, again=True), "unseen": here(area),
    }  # fmt: skip
    return render(request, "desk/places/whats_new.html", values)


def chosen_area(asked: str) -> areas.AreaDrawn | None:
    """The area that was asked for; None for all of the town. 404 for one that is not there."""
    pk = number(asked)
    return areas.area_for(pk, on=timezone.localdate()) if pk else None


def within(area: areas.AreaDrawn | None) -> queries.Within | None:
    """The places and activities of the area."""
    if area is None:
        return None
    places = queries.places_inside(area.geometry)
    return queries.Within(area.pk, places, activities.held_in(area.pk, places))


def here(area: areas.AreaDrawn | None, *, again: bool = False, after: int = 0) -> str:
    """This page, of the same area."""
    asked = {"area": area.pk if area else 0, "again": int(again), "after": after}
    query = urlencode({name: value for name, value in asked.items() if value})
    return reverse("desk:whats_new") + (f"?{query}" if query else "")


@requires(Permission.USE_DESK)
@require_POST
def whats_new_seen(request: StaffRequest) -> HttpResponse:
    """ここまで見ました."""
    last, area = number(request.POST.get("last", "")), chosen_area(request.POST.get("area", ""))
    try:
        under_way = signing.loads(request.POST.get("under_way", ""), salt=SALT)
    except signing.BadSignature:
        return redirect(here(area))
    if last and actions.mark_seen(last, under_way=under_way, by=request.acting, area_id=area.pk if area else None):
        messages.success(request, "ここまで見ました。つぎは、このあと変わったことだけ 並びます。")
    return redirect(here(area))
