"""The read API of the town: places, activities, the list of files. No key, no person, nothing that residents may not see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Field, NinjaAPI, Query, Schema

from otagai.front.opendata import queries
from otagai.front.opendata.doors import ANSWERS, uid_of
from otagai.front.opendata.hsds.mapping import clock, uri
from otagai.front.opendata.paging import Paged
from otagai.front.opendata.rules import one_line
from otagai.kernel.opening_words import describe
from otagai.kernel.phone import shown
from otagai.town.activities import queries as activities
from otagai.town.activities.queries import FEED_DAYS, ActivitiesWanted, PublishedActivity
from otagai.town.activities.words import ActivityKind
from otagai.town.places import queries as places
from otagai.town.places.queries import PlacesWanted, PublishedPlace
from otagai.town.places.words import PlaceKind

T = TypeVar("T")
VERSION = "1.0.0"
api = NinjaAPI(
    title="おたがいさま 読み取りAPI", version=VERSION, docs_url=None, openapi_url=None, urls_namespace="api",
    description="この町の場所と活動を読むためのAPI。鍵はいりません。個人のお宅の位置・人の名前・サロンの電話は入りません。",
)  # fmt: skip


class SpecialDay(Schema):
    """A day that differs from the usual hours."""

    on: date
    closed: bool
    start: str = Field(description="休みの日は空")
    end: str
    note: str


class Place(Schema):
    """A place."""

    id: UUID = Field(description="どこへ行っても変わらない番号")
    name: str
    kana: str
    kind: str = Field(description="種別の記号（salon、library など）")
    kind_label: str
    other_kinds: list[str]
    address: str
    latitude: float | None = Field(description="度（世界測地系）。個人のお宅では空")
    longitude: float | None
    phone: str
    url: str
    description: str
    who_for: str
    fee: str
    opening_hours: str = Field(description="開いている時（ことば）")
    special_days: list[SpecialDay] = Field(description="臨時の休みと、時間がちがう日（きょうから1年）")
    how_to_come: str
    wheelchair: str = Field(description="yes・no・unknown")
    accessible_toilet: str
    parking: str
    disasters: list[str] = Field(description="指定緊急避難場所として 逃げてよい災害")
    capacity: int | None = Field(description="人")
    is_window: bool = Field(description="地域の福祉相談窓口（のぼり旗）")
    verified_on: date | None = Field(description="最終確認日")
    page: str = Field(description="人が読むページ")


class Time(Schema):
    """A time at which an activity is held."""

    on: date
    start: str
    end: str
    called_off: bool
    note: str


class Activity(Schema):
    """An activity, with its times in the days that were asked for."""

    id: UUID
    title: str
    kind: str
    kind_label: str
    description: str
    who_for: str
    any_age: bool
    fee: str
    bring: str
    hosts: list[str]
    place_id: UUID | None
    place: str
    meeting_point: str
    contact: str
    phone: str
    url: str
    called_off: bool
    times: list[Time]
    page: str


class File(Schema):
    """A file of open data."""

    name: str
    number: str = Field(description="自治体標準オープンデータセットの番号")
    label: str
    url: str
    rows: int
    updated: date | None
    licence: str


class Places(Schema):
    """A page of places."""

    total: int
    page: int
    per_page: int
    licence: str
    items: list[Place]


class Activities(Schema):
    """A page of activities."""

    total: int
    page: int
    per_page: int
    licence: str
    items: list[Activity]


class PlacesAsked(Paged):
    """Which places."""

    kind: PlaceKind | None = Field(None, description="その種別だけ")
    q: str = Field("", max_length=100, description="名前に ふくまれることば")


class ActivitiesAsked(Paged):
    """Which activities."""

    kind: ActivityKind | None = Field(None, description="その種類だけ")
    days: int = Field(60, ge=1, le=FEED_DAYS, description="きょうから何日先まで")


@api.get("/places", response={200: Places, **ANSWERS}, url_name="places", summary="場所の一覧")
def list_places(request: HttpRequest, asked: Query[PlacesAsked]) -> Any:
    """住民の案内に出ている場所。名前の順。"""
    wanted = PlacesWanted(kind=asked.kind, name=asked.q)
    total, found = places.page_of_places(wanted, asked.part, on=timezone.localdate())
    return _page(total, asked, [_place(each) for each in found])


@api.get("/places/{pk}", response={200: Place, **ANSWERS}, url_name="place", summary="ひとつの場所")
def read_place(request: HttpRequest, pk: str) -> Any:
    """ひとつの場所。休んでいる・なくなった場所は 404。"""
    return _place(_only(places.published_places(on=timezone.localdate(), uids=[uid_of(pk)])))


@api.get("/activities", response={200: Activities, **ANSWERS}, url_name="activities", summary="活動の一覧")
def list_activities(request: HttpRequest, asked: Query[ActivitiesAsked]) -> Any:
    """その間に続いている活動と、その日時。中止のものも 中止として出ます。休日に当たって 日時が空のことも あります。"""
    wanted = ActivitiesWanted(kinds=None if asked.kind is None else [asked.kind])
    start = timezone.localdate()
    total, found = activities.page_of_activities(wanted, asked.part, start=start, days=asked.days)
    return _page(total, asked, [_activity(each) for each in found])


@api.get("/activities/{pk}", response={200: Activity, **ANSWERS}, url_name="activity", summary="ひとつの活動")
def read_activity(request: HttpRequest, pk: str) -> Any:
    """ひとつの活動と、これから半年の日時。"""
    wanted = ActivitiesWanted(uid=uid_of(pk))
    return _activity(_only(activities.page_of_activities(wanted, slice(0, 1), start=timezone.localdate())[1]))


@api.get("/files", response={200: list[File], 429: ANSWERS[429]}, url_name="files", summary="ファイルの一覧")
def list_files(request: HttpRequest) -> Any:
    """CSVのファイルと、行の数、ライセンス。"""
    licence = queries.terms().licence.value
    return [
        File(
            name=line.file_name, number=line.number, label=line.dataset.label, url=line.url, rows=line.rows, updated=line.updated,
            licence=licence,
        )
        for line in queries.lines(on=timezone.localdate())
    ]  # fmt: skip


def _only(found: Sequence[T]) -> T:
    if not found:
        raise Http404
    return found[0]


def _page(total: int, asked: Paged, items: Sequence[Schema]) -> dict[str, Any]:
    licence = queries.terms().licence.value
    return {"total": total, "page": asked.page, "per_page": asked.per_page, "licence": licence, "items": items}


def _place(place: PublishedPlace) -> Place:
    return Place(
        id=place.uid, name=place.name, kana=place.kana, kind=place.kind.value, kind_label=place.kind.label,
        other_kinds=[kind.value for kind in place.also], address=place.address, latitude=place.latitude, longitude=place.longitude,
        phone=shown(one_line(place.phone)), url=uri(place.url), description=place.what, who_for=place.who_for, fee=place.fee,
        opening_hours=describe(place.openings) or place.open_text, how_to_come=place.how_to_come,
        special_days=[
            SpecialDay(
                on=day.on, closed=day.closed, start=clock(day.start) if day.start else "", end=clock(day.end) if day.end else "",
                note=one_line(day.note),
            )
            for day in place.exceptions
        ],
        wheelchair=place.wheelchair.value, accessible_toilet=place.toilet.value, parking=place.parking.value,
        disasters=[hazard.value for hazard in place.hazards], capacity=place.capacity, is_window=place.is_window,
        verified_on=place.verified_on, page=f"{settings.OTAGAI_ORIGIN}{reverse('portal:place', args=[place.pk])}",
    )  # fmt: skip


def _activity(activity: PublishedActivity) -> Activity:
    return Activity(
        id=activity.uid, title=activity.title, kind=activity.kind.value, kind_label=activity.kind.label, description=activity.what,
        who_for=activity.who_for, any_age=activity.any_age, fee=activity.fee, bring=activity.bring, hosts=list(activity.hosts),
        place_id=activity.place_uid, place=activity.place, meeting_point=activity.meeting_point, contact=activity.contact,
        phone=shown(one_line(activity.phone)), url=uri(activity.url), called_off=activity.called_off,
        times=[
            Time(on=held.on, start=clock(held.start), end=clock(held.end), called_off=held.called_off, note=held.note)
            for held in activity.times
        ],
        page=f"{settings.OTAGAI_ORIGIN}{reverse('portal:activity', args=[activity.pk])}",
    )  # fmt: skip
