"""前に見たときから変わったこと: for everybody who sends people to places, and must not send them to a closed door."""

from __future__ import annotations

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.front.desk.views.replies import number
from otagai.town.activities import queries as activities
from otagai.town.places import actions, queries

SALT = "desk.whats_new"


@requires(Permission.USE_DESK)
@require_GET
def whats_new(request: StaffRequest) -> HttpResponse:
    """What changed since the last 「ここまで見ました」, the oldest first; `again`: the last thirty days once more."""
    again, by = "again" in request.GET, request.acting.user
    if by is None:
        raise PermissionDenied
    page = queries.changes_for(by.pk, at=timezone.now(), after=number(request.GET.get("after", "")) or 0, again=again)
    titles = activities.titles([line.activity_id for line in page.lines if line.activity_id])
    values = {
        "page": page, "again": again,
        "lines": [(line, titles.get(line.activity_id or 0, "")) for line in page.lines if line.place or line.activity_id in titles],
        "under_way": signing.dumps(page.under_way, salt=SALT),
        "last": page.lines[-1].pk if page.lines else 0,
        "following": f"?after={page.following}{'&again=1' if again else ''}" if page.following else "",
    }  # fmt: skip
    return render(request, "desk/places/whats_new.html", values)


@requires(Permission.USE_DESK)
@require_POST
def whats_new_seen(request: StaffRequest) -> HttpResponse:
    """ここまで見ました."""
    last = number(request.POST.get("last", ""))
    try:
        under_way = signing.loads(request.POST.get("under_way", ""), salt=SALT)
    except signing.BadSignature:
        return redirect("desk:whats_new")
    if last and actions.mark_seen(last, under_way=under_way, by=request.acting):
        messages.success(request, "ここまで見ました。つぎは、このあと変わったことだけ 並びます。")
    return redirect("desk:whats_new")
