"""地域の福祉相談窓口の一覧 on A4: for the board of a 公民館 and the drawer of a desk; the numbers are those of the map."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from otagai.base.accounts.doors import public
from otagai.base.municipality import queries as municipality
from otagai.base.ui.drawing import sheet_of, svg_of
from otagai.base.ui.paper import drawn_once, qr_svg
from otagai.front.portal.districts import Districts, districts, districts_of
from otagai.front.portal.outline import outline_of_town
from otagai.front.portal.views.places import local_now
from otagai.kernel import phone
from otagai.kernel.wareki import with_weekday
from otagai.town.places import queries as places

ELSEWHERE = "そのほか"


@require_safe
@public(why="地域の福祉相談窓口の一覧（紙）")
def windows_list(request: HttpRequest) -> HttpResponse:
    """Every window by district, or those of one district (`area`); the same facts as on the page."""
    today = timezone.localdate()
    known = districts(today)
    asked = request.GET.get("area", "")
    chosen = next((line for line in known if str(line[0]) == asked), None)
    numbered = numbered_by_district(places.open_windows(at=local_now()), known)
    if chosen:
        numbered = [(area, line) for area, line in numbered if area == chosen[0]]
    shapes = [chosen[2]] if chosen else [*(drawn.shapes if (drawn := outline_of_town(today)) else ())]
    edge = corners(chosen[2]) if chosen else []
    town = municipality.town()
    values = {
        "town": town.name, "desk": town.desk_name, "phone": town.desk_phone, "hours": town.desk_hours,
        "area": chosen[1] if chosen else "まち全体", "printed": f"{with_weekday(today)} 現在",
        "qr": qr_svg(settings.OTAGAI_ORIGIN + reverse("portal:windows")), "map": drawn_map(numbered, shapes, edge),
        "groups": grouped(numbered, known),
    }  # fmt: skip
    headers = {"Content-Disposition": 'inline; filename="windows.pdf"'}
    pdf = drawn_once("portal/windows", json.dumps(values, ensure_ascii=False))
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def numbered_by_district(
    lines: Sequence[places.PublicWindow], known: Districts
) -> list[tuple[int | None, places.PublicWindow]]:
    """The windows in the order of the paper: by district, then by name; those in no district last."""
    order = {key: place for place, (key, _, _) in enumerate(known)}
    areas = districts_of([(line.latitude, line.longitude) for line in lines], known)
    found = list(zip(areas, lines, strict=True))
    return sorted(found, key=lambda one: order.get(one[0] or 0, len(order)))


def corners(shape: dict[str, Any]) -> list[dict[str, Any]]:
    """Two unnumbered points that make the map as wide as the district."""
    polygons = [shape["coordinates"]] if shape.get("type") == "Polygon" else shape.get("coordinates", [])
    edge = [corner for polygon in polygons for ring in polygon for corner in ring]
    return [
        {"name": "", "lat": end(corner[1] for corner in edge), "lon": end(corner[0] for corner in edge)}
        for end in (min, max)
        if edge
    ]


def drawn_map(
    numbered: Sequence[tuple[int | None, places.PublicWindow]], shapes: Sequence[Any], edge: Sequence[dict[str, Any]]
) -> str:
    """The map with the numbers of the list; none without a point."""
    points = [
        {"name": line.name, "lat": line.latitude, "lon": line.longitude, "number": number}
        for number, (_, line) in enumerate(numbered, 1)
        if line.latitude is not None and line.longitude is not None
    ]
    sheet = sheet_of([*points, *edge], shapes) if points else None
    return svg_of(sheet) if sheet else ""


def grouped(numbered: Sequence[tuple[int | None, places.PublicWindow]], known: Districts) -> list[dict[str, Any]]:
    """The lines of each district under its name."""
    names = {key: name for key, name, _ in known}
    groups: dict[str, list[dict[str, str]]] = {}
    for number, (area, line) in enumerate(numbered, 1):
        groups.setdefault(names.get(area or 0, ELSEWHERE if known else ""), []).append(on_paper(number, line))
    return [{"name": name, "lines": lines} for name, lines in groups.items()]


def on_paper(number: int, line: places.PublicWindow) -> dict[str, str]:
    """One window: name, where, when, whom to call."""
    return {
        "number": str(number), "name": line.name, "where": line.address, "hours": line.hours or line.open_text,
        "phone": phone.shown(line.phone), "welcomer": line.welcomer,
    }  # fmt: skip
