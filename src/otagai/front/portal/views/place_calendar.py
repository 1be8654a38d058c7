"""The coming times of a place, for the calendar of a telephone; a time that falls away is told, too."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from otagai.base.accounts.doors import public
from otagai.front.portal.calendar_file import Event, calendar_file
from otagai.front.portal.views.places import local_now
from otagai.town.places import queries as places


@require_safe
@public(why="場所の暦（公開）")
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The coming openings for the calendar of a telephone; 臨時の休み stand in it, so that who took it in earlier learns of them."""
    page = places.place_page(pk, at=local_now())
    url = f"{settings.OTAGAI_ORIGIN}{reverse('portal:place', args=[pk])}"
    where = page.address or page.around
    held = [Event(f"place-{pk}", page.name, where, url, opening) for opening in page.coming]
    shut = _("【お休み】%(name)s") % {"name": page.name}
    left_out = [Event(f"place-{pk}", shut, where, url, opening, called_off=True) for opening in page.left_out]
    events = sorted([*held, *left_out], key=lambda event: event.opening)
    headers = {"Content-Disposition": 'attachment; filename="place.ics"'}
    content = calendar_file(events, stamp=timezone.now())
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
