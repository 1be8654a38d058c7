"""The HSDS 3.1 API: read only, paged, without a key."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import NinjaAPI, Query, Schema
from pydantic import Field

from otagai.front.opendata.doors import ANSWERS, MOST_ROWS
from otagai.front.opendata.hsds import terms
from otagai.front.opendata.hsds.mapping import carrying
from otagai.front.opendata.hsds.queries import Directory, directory
from otagai.front.opendata.hsds.terms import Json

VERSION = "3.1"
PROFILE = "https://docs.openreferral.org/en/v3.1/"
api = NinjaAPI(
    title="おたがいさま HSDS API", version=VERSION, docs_url=None, openapi_url=None, urls_namespace="hsds",
    description="居場所・サロン・公共施設・地域の活動（Human Services Data Specification 3.1）。読むだけ、鍵はいりません。",
)  # fmt: skip


class Meta(Schema):
    """About this API."""

    version: str
    profile: str
    openapi_url: str


class Page(Schema):
    """A page of answers, as HSDS wraps them."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool
    contents: list[dict[str, Any]]


class Asked(Schema):
    """Which page of what."""

    search: str = Field("", max_length=100, description="名前か説明に ふくまれることば")
    page: int = Field(1, ge=1, le=100_000, description="何ページめ")
    per_page: int = Field(50, ge=1, le=MOST_ROWS, description="1ページの数")


class ServicesAsked(Asked):
    """Which services."""

    organization_id: UUID | None = Field(None, description="その団体のものだけ")
    taxonomy_term_id: UUID | None = Field(None, description="その種類のものだけ")
    taxonomy_id: UUID | None = Field(None, description="その分け方のものだけ")


def now() -> Directory:
    """The directory of today."""
    return directory(on=timezone.localdate())


def paged(found: list[Json], asked: Asked) -> Json:
    """The page of what was found."""
    word = asked.search.strip().casefold()
    fitting = [each for each in found if word in f"{each.get('name', '')} {each.get('description', '')}".casefold()]
    pages = max(-(-len(fitting) // asked.per_page), 1)
    part = fitting[(asked.page - 1) * asked.per_page : asked.page * asked.per_page]
    return {
        "total_items": len(fitting), "total_pages": pages, "page_number": asked.page, "size": len(part),
        "first_page": asked.page == 1, "last_page": asked.page >= pages, "empty": not part, "contents": part,
    }  # fmt: skip


def one(found: dict[str, Json], pk: str) -> Json:
    """The one with the number; 404 without one."""
    if pk not in found:
        raise Http404
    return found[pk]


def fitting(asked: ServicesAsked, known: Directory) -> list[Json]:
    """The services that are asked for."""
    organization = str(asked.organization_id or "")
    found = [each for each in known.services.values() if not organization or each["organization_id"] == organization]
    return carrying(found, term_id=str(asked.taxonomy_term_id or ""), taxonomy_id=str(asked.taxonomy_id or ""))


def whole(found: Json, known: Directory) -> Json:
    """A service with where it is."""
    at = [each for each in known.at_locations.values() if each["service_id"] == found["id"]]
    return {**found, "service_at_locations": at}


@api.get("/", response={200: Meta, 429: ANSWERS[429]}, url_name="meta", summary="このAPIについて")
def meta(request: HttpRequest) -> Json:
    """このAPIの版と、くわしい定義の場所。"""
    origin = settings.OTAGAI_ORIGIN
    return {"version": VERSION, "profile": PROFILE, "openapi_url": f"{origin}{reverse('hsds:openapi')}"}


@api.get("/services", response={200: Page, **ANSWERS}, url_name="services", summary="行ける場所と活動")
def services(request: HttpRequest, asked: Query[ServicesAsked]) -> Json:
    """サロン・交流センター・図書館など 行ける場所と、地域の活動。"""
    return paged(fitting(asked, now()), asked)


@api.get(
    "/services/{pk}",
    response={200: dict[str, Any], **ANSWERS},
    url_name="one_place_to_go",
    summary="ひとつの場所か活動",
)
def one_place_to_go(request: HttpRequest, pk: str) -> Json:
    """ひとつの場所か活動の すべて（どこで、いつ、だれが）。"""
    known = now()
    return whole(one(known.services, pk), known)


@api.get("/organizations", response={200: Page, **ANSWERS}, url_name="organizations", summary="団体")
def organizations(request: HttpRequest, asked: Query[Asked]) -> Json:
    """公開の窓口がある団体と、活動を開く団体。"""
    return paged(list(now().organizations.values()), asked)


@api.get(
    "/organizations/{pk}",
    response={200: dict[str, Any], **ANSWERS},
    url_name="organization",
    summary="ひとつの団体",
)
def organization(request: HttpRequest, pk: str) -> Json:
    """ひとつの団体と、その場所・活動。"""
    known = now()
    found = one(known.organizations, pk)
    theirs = [each for each in known.services.values() if each["organization_id"] == found["id"]]
    return {
        **found,
        "services": [{key: text for key, text in each.items() if key != "organization"} for each in theirs],
    }


@api.get("/service_at_locations", response={200: Page, **ANSWERS}, url_name="at_locations", summary="どこで")
def at_locations(request: HttpRequest, asked: Query[ServicesAsked]) -> Json:
    """場所・活動が どこにあるか。"""
    known = now()
    wanted = {each["id"]: each for each in fitting(asked, known)}
    found = [
        {**each, "service": wanted[each["service_id"]]}
        for each in known.at_locations.values()
        if each["service_id"] in wanted
    ]
    word = asked.search.strip().casefold()
    named = [each for each in found if word in each["service"]["name"].casefold()]
    return paged(named, asked.model_copy(update={"search": ""}))


@api.get(
    "/service_at_locations/{pk}",
    response={200: dict[str, Any], **ANSWERS},
    url_name="at_location",
    summary="ひとつの どこで",
)
def at_location(request: HttpRequest, pk: str) -> Json:
    """ひとつの場所・活動が どこにあるか。"""
    known = now()
    found = one(known.at_locations, pk)
    return {**found, "service": known.services[found["service_id"]]}


@api.get("/taxonomies", response={200: Page, **ANSWERS}, url_name="taxonomies", summary="分け方")
def taxonomies(request: HttpRequest, asked: Query[Asked]) -> Json:
    """種類の分け方。"""
    return paged(terms.taxonomies(), asked)


@api.get("/taxonomies/{pk}", response={200: dict[str, Any], **ANSWERS}, url_name="taxonomy", summary="ひとつの分け方")
def taxonomy(request: HttpRequest, pk: str) -> Json:
    """ひとつの分け方。"""
    return one({each["id"]: each for each in terms.taxonomies()}, pk)


@api.get("/taxonomy_terms", response={200: Page, **ANSWERS}, url_name="taxonomy_terms", summary="種類")
def taxonomy_terms(request: HttpRequest, asked: Query[Asked]) -> Json:
    """場所と活動の種類。"""
    return paged(terms.terms(), asked)


@api.get(
    "/taxonomy_terms/{pk}",
    response={200: dict[str, Any], **ANSWERS},
    url_name="taxonomy_term",
    summary="ひとつの種類",
)
def taxonomy_term(request: HttpRequest, pk: str) -> Json:
    """ひとつの種類。"""
    return one({each["id"]: each for each in terms.terms()}, pk)
