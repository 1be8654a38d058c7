"""The page 「お知らせ」."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.notices import actions, queries
from otagai.kernel.numbers import row_number


@requires(Permission.USE_DESK)
@require_GET
def notices(request: StaffRequest) -> HttpResponse:
    """Unread first, then what was read; and mails of mine that did not arrive."""
    before = row_number(request.GET.get("before", ""))
    page = {
        "lines": queries.notices_of(request.acting, before=before),
        "undelivered": queries.undelivered_of(request.acting, at=timezone.now()),
    }
    return render(request, "notices/list.html", page)


@requires(Permission.USE_DESK)
@require_POST
def follow(request: StaffRequest, pk: int) -> HttpResponse:
    """Open what a notice is about: it counts as read from now on."""
    notice = queries.notice_of(request.acting, pk)
    if notice is None:
        raise Http404
    actions.mark_read(by=request.acting, notice_id=pk, at=timezone.now())
    inside = url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
    return redirect(notice.url if notice.url and inside else "notices:list")


@requires(Permission.USE_DESK)
@require_POST
def read_all(request: StaffRequest) -> HttpResponse:
    """Mark all notices as read."""
    actions.mark_read(by=request.acting, at=timezone.now())
    return redirect("notices:list")
