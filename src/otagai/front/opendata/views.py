"""オープンデータ: the page with the files, and the files."""

from __future__ import annotations

from hashlib import sha256

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from otagai.base.accounts.doors import public
from otagai.front.opendata import layouts, queries
from otagai.front.opendata.api import api
from otagai.front.opendata.doors import described
from otagai.front.opendata.geojson import places_geojson
from otagai.front.opendata.hsds.api import api as hsds
from otagai.front.opendata.pacing import MOST, paced
from otagai.front.opendata.words import Dataset
from otagai.town.places import queries as places


@require_safe
@public(why="オープンデータの案内")
def page(request: HttpRequest) -> HttpResponse:
    """What there is, how many rows, from when, under which licence."""
    values = {
        "lines": [(line, _(line.dataset.label)) for line in queries.lines(on=timezone.localdate())],
        "terms": queries.terms(),
        "units": layouts.UNITS,
        "codes": layouts.CODES,
        "feeds": [
            (_("場所の地図（GeoJSON）"), f"{settings.OTAGAI_ORIGIN}{reverse('opendata:geojson')}"),
            (_("地域の活動の暦（iCalendar）"), f"{settings.OTAGAI_ORIGIN}{reverse('portal:activities_feed')}"),
        ],
    }
    return render(request, "opendata/page.html", values)


@require_safe
@public(why="オープンデータ（公開している事実だけ）")
@paced
def file(request: HttpRequest, name: str) -> HttpResponse:
    """One file as CSV; it says its licence in its headers, for row 1 belongs to the columns (rule L3-01)."""
    if name not in set(Dataset):
        raise Http404
    dataset = Dataset(name)
    content = queries.file_of(dataset, on=timezone.localdate()).content()
    return given(request, content, "text/csv; charset=utf-8", queries.file_name(dataset, queries.town_facts()))


@require_safe
@public(why="オープンデータ（公開している事実だけ）")
@paced
def geojson(request: HttpRequest) -> HttpResponse:
    """Every place that the finder shows, for maps."""
    content = places_geojson(places.published_places(on=timezone.localdate()), queries.terms())
    return given(request, content, "application/geo+json", "places.geojson")


@require_safe
@public(why="オープンデータのAPIの案内")
def api_page(request: HttpRequest) -> HttpResponse:
    """What one may ask the APIs, drawn from their own descriptions; no page of anybody else is needed to read it."""
    origin = settings.OTAGAI_ORIGIN
    apis = [
        (_("場所と活動を読むAPI"), f"{origin}/api/v1/", reverse("api:openapi"), described(api, "/api/v1/")),
        (
            _("HSDS 3.1（福祉の案内の 国際的な形）"),
            f"{origin}/hsds/",
            reverse("hsds:openapi"),
            described(hsds, "/hsds/"),
        ),
    ]
    values = {"apis": apis, "terms": queries.terms(), "most": MOST, "example": f"{origin}/api/v1/places?kind=salon"}
    return render(request, "opendata/api.html", values)


def given(request: HttpRequest, content: bytes, content_type: str, file_name: str) -> HttpResponse:
    """The file with its licence; asked again it says that nothing changed, and never keeps what was taken back."""
    tag = f'"{sha256(content).hexdigest()[:32]}"'
    headers = {
        "ETag": tag,
        "Cache-Control": "public, no-cache",
        "Link": f'<{queries.terms().page}>; rel="license"',
        "Access-Control-Allow-Origin": "*",
    }
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers=headers)
    headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return HttpResponse(content, content_type=content_type, headers=headers)
