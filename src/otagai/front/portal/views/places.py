"""行く場所をさがす, the page of a place, the windows: list and map say the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from otagai.base.accounts.doors import public
from otagai.base.ui.drawing import sheet_of
from otagai.base.ui.paper import qr_svg
from otagai.base.ui.remembered import remembered
from otagai.front.portal.districts import districts
from otagai.front.portal.finder_form import FinderForm
from otagai.front.portal.outline import AROUND, WHOLE, Outline, outline_of_town
from otagai.front.portal.sayings import FORM_SAID, GATHERING, label
from otagai.front.portal.structured import ld_json, schema_of
from otagai.front.portal.whereabouts import Whereabouts, whereabouts
from otagai.kernel.geo import Point
from otagai.kernel.opening import Opening
from otagai.kernel.opening import OpeningException as ShutDay
from otagai.town.places import queries as places
from otagai.town.places.rules.photos import MOST_IN_A_LIST
from otagai.town.places.words import PlaceForm, Yes

AN_HOUR, MOST_DAYS = 3600, 8


def local_now() -> datetime:
    """The clock on the wall of the town, as opening hours are written."""
    return timezone.localtime().replace(tzinfo=None)


@require_safe
@public(why="行く場所をさがす")
def find(request: HttpRequest) -> HttpResponse:
    """The list and the map of the same places, nearest first when somebody said where they are."""
    now, today = local_now(), timezone.localdate()
    form = FinderForm(request.GET)
    here = whereabouts(form, on=today, at=now)
    found = places.places_near(form.wanted(here.point), at=now, after=request.GET.get("after", ""))
    points = points_of(found.lines, here)
    pictured = {line.pk for line in [line for line in found.lines if line.photo][:MOST_IN_A_LIST]}
    values = {
        "form": form,
        "here": here,
        "names": remembered("portal/area_names.html", names=here.names),
        "today": today,
        "where": where(form) if form.has_place else blank_where(get_language()),
        "questions": questions(form) if form.is_narrowed else blank_questions(get_language()),
        "lines": [
            drawn_line(number, line, now, pictured=line.pk in pictured) for number, line in enumerate(found.lines, 1)
        ],
        "following": following(request, found.following),
        "first_page": not request.GET.get("after"),
        "untapped": following(request, "", without=("lat", "lon", "after")),
        **drawn(points, today, pick=True, tapped=here.tapped),
    }
    return render(request, "portal/places.html", values)


def questions(form: FinderForm) -> SafeString:
    """The closer questions, folded until one of them is answered."""
    return render_to_string("portal/questions.html", {"form": form})


def where(form: FinderForm) -> SafeString:
    """「どこから」."""
    return render_to_string("portal/where.html", {"form": form})


@lru_cache(maxsize=4)
def blank_where(language: str) -> SafeString:
    """「どこから」 with no answer yet."""
    return where(FinderForm({}))


def drawn_line(number: int, line: places.PlaceLine, now: datetime, *, pictured: bool = False) -> SafeString:
    """A place in the list; drawn once as long as it says the same."""
    return remembered(
        "portal/place_line.html", number=number, line=line, kind=str(label(line.kind)),
        open_now=is_open_now(line.next_opening, now), today=now.date(), pictured=pictured,
    )  # fmt: skip


@lru_cache(maxsize=4)
def blank_questions(language: str) -> SafeString:
    """The closer questions with no answer yet, as most people see them; drawn once for each language."""
    return questions(FinderForm({}))


def following(request: HttpRequest, mark: str, without: Sequence[str] = ()) -> str:
    """The address of this very list, from `mark` on, without the named questions."""
    query = request.GET.copy()
    for name in without:
        query.pop(name, None)
    if mark:
        query["after"] = mark
    return f"?{query.urlencode()}" if mark or without else ""


def points_of(lines: Sequence[Any], here: Whereabouts) -> list[dict[str, Any]]:
    """The places of the list for the map, in the same order, and where somebody is."""
    points = [
        {
            "id": str(line.pk),
            "name": line.name,
            "lat": line.latitude,
            "lon": line.longitude,
            "text": line.hours or line.open_text,
            "url": page_of(line.pk),
            "kind": "flag" if line.is_window else "",
            "number": number,
        }
        for number, line in enumerate(lines, 1)
        if line.latitude is not None and line.longitude is not None
    ]
    if here.point:
        points.append(
            {"id": "here", "name": _("ここから"), "lat": here.point.lat, "lon": here.point.lon, "kind": "here"}
        )
    return points


@lru_cache(maxsize=4096)
def page_of(pk: int) -> str:
    """The address of a place's page."""
    return reverse("portal:place", args=[pk])


def drawn(
    points: list[dict[str, Any]], today: date, *, around: bool = False, pick: bool = False, tapped: bool = False
) -> dict[str, Any]:
    """The map of points, if there are any; `around`: with the neighbourhoods instead of the town's edge; `pick`: to tap on.

    `tapped`: with the point where somebody is, which is never kept.
    """
    if not points:
        return {"map": ""}
    outline = outline_of_town(today, AROUND if around else WHOLE)
    areas_url = f"{reverse('portal:outline')}?{'around=1&' if around else ''}{outline.tag}" if outline else ""
    if tapped:
        return {"map": map_of(points, outline, areas_url, pick)}
    frozen = tuple(tuple(point.items()) for point in points)
    return {"map": map_of_places(frozen, outline, areas_url, pick, get_language())}


@lru_cache(maxsize=64)
def map_of_places(
    points: tuple[tuple[tuple[str, Any], ...], ...], outline: Outline | None, areas_url: str, pick: bool, language: str
) -> SafeString:
    """The map of points that anybody may ask for; drawn once for them."""
    return map_of([dict(point) for point in points], outline, areas_url, pick)


def map_of(points: list[dict[str, Any]], outline: Outline | None, areas_url: str, pick: bool) -> SafeString:
    """The map twice: for Leaflet, and as a drawing."""
    sheet = sheet_of(points, outline.shapes if outline else ())
    values = {"points": points, "sheet": sheet, "areas_url": areas_url, "pick": pick}
    return render_to_string("portal/map.html", values)


@require_safe
@public(why="まちの形（公開データ）")
def outline(request: HttpRequest) -> HttpResponse:
    """The outline of the town, or its neighbourhoods, for the web map, from our own areas."""
    found = outline_of_town(timezone.localdate(), AROUND if "around" in request.GET else WHOLE)
    if found is None:
        raise Http404
    tag = f'"{found.tag}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    headers = {"ETag": tag, "Cache-Control": f"public, max-age={AN_HOUR}"}
    return HttpResponse(found.content, content_type="application/geo+json", headers=headers)


def is_open_now(opening: Opening | None, now: datetime) -> bool:
    """Whether the next opening is running."""
    return opening is not None and opening.on == now.date() and opening.start <= now.time()


@require_safe
@public(why="場所の案内")
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """One place: when it is open next, how to come, who welcomes you, when somebody last looked."""
    now, today = local_now(), timezone.localdate()
    page = places.place_page(pk, at=now)
    near = neighbours_of(page)
    address = f"{settings.OTAGAI_ORIGIN}{reverse('portal:place', args=[pk])}"
    values = {
        "place": page,
        "kinds": [label(kind) for kind in (page.kind, *page.also)],
        "photos": places.photos_shown(pk),
        "neighbours": [(other, label(other.kind)) for other in near],
        "today": today,
        "open_now": is_open_now(page.next_opening, now),
        "shut_first": shut_first(page),
        "coming": coming_days(page)[:MOST_DAYS],
        **facts_of(page),
        "schema": ld_json(schema_of(page, address)),
        "address": address,
        "qr": qr_svg(address, label=page.name),
        **drawn([*points_of([page], Whereabouts()), *points_near(near)], today, around=True),
    }
    return render(request, "portal/place.html", values)


def coming_days(page: places.PlacePage) -> list[tuple[ShutDay | Opening, Opening | None]]:
    """The coming days in order: (opening, itself), or (the day it is shut, None)."""
    days: list[tuple[ShutDay | Opening, Opening | None]] = [(opening, opening) for opening in page.coming]
    return sorted([*days, *((day, None) for day in page.shut)], key=lambda each: each[0].on)


def shut_first(page: places.PlacePage) -> ShutDay | None:
    """The usual day that falls away before the next opening; none further ahead (it stands among the days)."""
    first = next(iter(page.shut), None)
    return first if first and (page.next_opening is None or first.on <= page.next_opening.on) else None


def neighbours_of(page: places.PlacePage) -> list[places.Neighbour]:
    """Where else people meet nearby; none of a place without a point, or of a home that is only roughly known."""
    if page.latitude is None or page.longitude is None or page.form == PlaceForm.PRIVATE_HOME:
        return []
    return places.neighbours(page.pk, Point(page.latitude, page.longitude), kinds=GATHERING)


def points_near(near: Sequence[places.Neighbour]) -> list[dict[str, Any]]:
    """The neighbours for the map, numbered after the place itself."""
    return [
        {
            "id": str(other.pk),
            "name": other.name,
            "lat": other.latitude,
            "lon": other.longitude,
            "url": reverse("portal:place", args=[other.pk]),
            "kind": "flag" if other.is_window else "near",
            "behind": True,
            "number": number,
        }
        for number, other in enumerate(near, 2)
    ]


def facts_of(page: places.PlacePage) -> dict[str, Any]:
    """What one can do there and what helps to come, in the reader's words; what nobody looked at is left out."""
    return {
        "doings": [label(doing) for doing in page.doings],
        "access": [(name, label(yes)) for name, yes in access_of(page) if yes != Yes.UNKNOWN],
        "has": [label(item) for item in page.has],
        "has_not": [label(item) for item in page.has_not],
        "form_said": FORM_SAID.get(page.form, ""),
    }


def access_of(page: places.PlacePage) -> list[tuple[str, Yes]]:
    """What somebody with a wheelchair or a car wants to know."""
    return [(_("車いす"), page.wheelchair), (_("車いすで使えるトイレ"), page.toilet), (_("駐車場"), page.parking)]


@require_safe
@public(why="地域の福祉相談窓口の案内")
def windows(request: HttpRequest) -> HttpResponse:
    """Every place with the のぼり旗."""
    now = local_now()
    found = places.open_windows(at=now)
    points = [
        {
            "id": str(line.place_id),
            "name": line.name,
            "lat": line.latitude,
            "lon": line.longitude,
            "text": line.hours or line.open_text,
            "url": reverse("portal:place", args=[line.place_id]),
            "kind": "flag",
            "number": number,
        }
        for number, line in enumerate(found, 1)
        if line.latitude is not None and line.longitude is not None
    ]
    lines = [(line, is_open_now(line.next_opening, now)) for line in found]
    today = timezone.localdate()
    values = {"lines": lines, "today": today, "districts": districts(today), **drawn(points, today)}
    return render(request, "portal/windows.html", values)
