"""The HSDS 3.1 API: read only, paged, without a key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import NinjaAPI, Query, Schema
from pydantic import Field

from otagai.front.opendata.doors import ANSWERS, uid_of
from otagai.front.opendata.hsds import queries, terms
from otagai.front.opendata.hsds.queries import ONE, Wanted
from otagai.front.opendata.hsds.terms import Json, beside
from otagai.front.opendata.paging import MOST_ROWS, Paged

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


class Asked(Paged):
    """Which page of what."""

    search: str = Field("", max_length=100, description="名前か説明に ふくまれることば")

    @property
    def word(self) -> str:
        """The word that is looked for."""
        return self.search.strip()


class ServicesAsked(Asked):
    """Which services."""

    organization_id: UUID | None = Field(None, description="その団体のものだけ")
    taxonomy_term_id: UUID | None = Field(None, description="その種類のものだけ")
    taxonomy_id: UUID | None = Field(None, description="その分け方のものだけ")

    def wanted(self, *, text: str = "", name: str = "") -> Wanted:
        """What is asked for, with a word in name or description, or in the name."""
        return Wanted(
            text, name, str(self.organization_id or ""), str(self.taxonomy_term_id or ""), str(self.taxonomy_id or "")
        )


def paged(asked: Paged, total: int, contents: Sequence[Json]) -> Json:
    """The page as HSDS wraps it."""
    pages = max(-(-total // asked.per_page), 1)
    return {
        "total_items": total, "total_pages": pages, "page_number": asked.page, "size": len(contents), "first_page": asked.page == 1,
        "last_page": asked.page >= pages, "empty": not contents, "contents": contents,
    }  # fmt: skip


def listed(asked: Asked, known: list[Json]) -> Json:
    """The page of a list that the house itself keeps."""
    word = asked.word.casefold()
    fitting = [each for each in known if word in f"{each['name']} {each['description']}".casefold()]
    return paged(asked, len(fitting), fitting[asked.part])


def one(found: Sequence[Json], pk: str) -> Json:
    """The one with the number; 404 without one."""
    for each in found:
        if each["id"] == pk:
            return each
    raise Http404


def only(uid: UUID) -> tuple[Json, Json]:
    """One service, and where it is."""
    on = timezone.localdate()
    known = queries.services(Wanted(uid=uid), ONE, on=on)
    if not known.found:
        raise Http404
    return known.as_services()[0], queries.at_locations(known, on=on)[0]


@api.get("/", response={200: Meta, 429: ANSWERS[429]}, url_name="meta", summary="このAPIについて")
def meta(request: HttpRequest) -> Json:
    """このAPIの版と、くわしい定義の場所。"""
    origin = settings.OTAGAI_ORIGIN
    return {"version": VERSION, "profile": PROFILE, "openapi_url": f"{origin}{reverse('hsds:openapi')}"}


@api.get("/services", response={200: Page, **ANSWERS}, url_name="services", summary="行ける場所と活動")
def services(request: HttpRequest, asked: Query[ServicesAsked]) -> Json:
    """サロン・交流センター・図書館など 行ける場所と、地域の活動。"""
    known = queries.services(asked.wanted(text=asked.word), asked.part, on=timezone.localdate())
    return paged(asked, known.total, known.as_services())


@api.get(
    "/services/{pk}",
    response={200: dict[str, Any], **ANSWERS},
    url_name="one_place_to_go",
    summary="ひとつの場所か活動",
)
def one_place_to_go(request: HttpRequest, pk: str) -> Json:
    """ひとつの場所か活動の すべて（どこで、いつ、だれが）。"""
    found, at = only(uid_of(pk))
    return {**found, "service_at_locations": [at]}


@api.get("/organizations", response={200: Page, **ANSWERS}, url_name="organizations", summary="団体")
def organizations(request: HttpRequest, asked: Query[Asked]) -> Json:
    """公開の窓口がある団体と、活動を開く団体。"""
    return paged(asked, *queries.page_of_organizations(asked.part, on=timezone.localdate(), text=asked.word))


@api.get(
    "/organizations/{pk}",
    response={200: dict[str, Any], **ANSWERS},
    url_name="organization",
    summary="ひとつの団体",
)
def organization(request: HttpRequest, pk: str) -> Json:
    """ひとつの団体と、その場所・活動（はじめの 200件まで。すべては /services?organization_id= で）。"""
    on = timezone.localdate()
    found = queries.one_organization(uid_of(pk), on=on)
    if found is None:
        raise Http404
    theirs = queries.services(Wanted(organization=found["id"]), slice(0, MOST_ROWS), on=on).as_services()
    return {
        **found,
        "services": [{key: text for key, text in each.items() if key != "organization"} for each in theirs],
    }


@api.get("/service_at_locations", response={200: Page, **ANSWERS}, url_name="at_locations", summary="どこで")
def at_locations(request: HttpRequest, asked: Query[ServicesAsked]) -> Json:
    """場所・活動が どこにあるか。"""
    on = timezone.localdate()
    known = queries.services(asked.wanted(name=asked.word), asked.part, on=on)
    both = zip(queries.at_locations(known, on=on), known.as_services(), strict=True)
    return paged(asked, known.total, [{**at, "service": found} for at, found in both])


@api.get(
    "/service_at_locations/{pk}",
    response={200: dict[str, Any], **ANSWERS},
    url_name="at_location",
    summary="ひとつの どこで",
)
def at_location(request: HttpRequest, pk: str) -> Json:
    """ひとつの場所・活動が どこにあるか。"""
    found, at = only(beside(uid_of(pk)))
    return {**at, "service": found}


@api.get("/taxonomies", response={200: Page, **ANSWERS}, url_name="taxonomies", summary="分け方")
def taxonomies(request: HttpRequest, asked: Query[Asked]) -> Json:
    """種類の分け方。"""
    return listed(asked, terms.taxonomies())


@api.get("/taxonomies/{pk}", response={200: dict[str, Any], **ANSWERS}, url_name="taxonomy", summary="ひとつの分け方")
def taxonomy(request: HttpRequest, pk: str) -> Json:
    """ひとつの分け方。"""
    return one(terms.taxonomies(), pk)


@api.get("/taxonomy_terms", response={200: Page, **ANSWERS}, url_name="taxonomy_terms", summary="種類")
def taxonomy_terms(request: HttpRequest, asked: Query[Asked]) -> Json:
    """場所と活動の種類。"""
    return listed(asked, terms.terms())


@api.get(
    "/taxonomy_terms/{pk}",
    response={200: dict[str, Any], **ANSWERS},
    url_name="taxonomy_term",
    summary="ひとつの種類",
)
def taxonomy_term(request: HttpRequest, pk: str) -> Json:
    """ひとつの種類。"""
    return one(terms.terms(), pk)
