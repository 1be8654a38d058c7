"""行く場所をさがす: list and map say the same; nothing is required; what is a guess is called one."""

import json
import re
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from otagai.base.circles.postgresql import prepared
from otagai.base.circles.postgresql.prepared import with_words
from otagai.base.ui.drawing import sheet_of
from otagai.front.portal.calendar_file import Event, calendar_file
from otagai.front.portal.tests.conftest import Portal
from otagai.front.portal.views.places import map_of_places
from otagai.kernel.opening import Opening as OpenTime
from otagai.town.areas.models import Area, AreaLayer
from otagai.town.areas.words import LayerKind
from otagai.town.places.models import Opening, Place
from otagai.town.places.words import PlaceKind, Yes
from tests.factories import a_place

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[138.30, 34.85], [138.34, 34.85], [138.34, 34.88], [138.30, 34.88], [138.30, 34.85]]],
}


@pytest.fixture
def town(portal: Portal) -> list[Place]:
    """A salon, a park and a toilet, in a town with one 中学校区 and one 自治会."""
    salon = a_place(
        "縁側サロン", latitude=34.8669, longitude=138.3228, wheelchair=Yes.YES, verified_on=timezone.localdate()
    )
    park = a_place("中央公園", kind=PlaceKind.PARK, latitude=34.8769, longitude=138.3228)
    toilet = a_place("駅前トイレ", kind=PlaceKind.TOILET, latitude=34.8669, longitude=138.3200)
    Opening.objects.create(place=salon, weekdays=[1], opens_at=time(10), closes_at=time(12))
    box = {"west": 138.30, "east": 138.34, "south": 34.85, "north": 34.88}
    for kind, name in ((LayerKind.JUNIOR_HIGH, "港中学校"), (LayerKind.NEIGHBOURHOOD, "小川自治会")):
        layer = AreaLayer.objects.create(kind=kind, name=kind.label)
        Area.objects.create(layer=layer, name=name, geometry=SQUARE, **box)
    return [salon, park, toilet]


def names_in(page: str) -> list[str]:
    """The places of the list, in their order."""
    return re.findall(r'class="line-link"[^>]*>([^<]+)<', page)


def points_in(page: str) -> list[str]:
    """The places of the map, in their order."""
    script = re.search(r'id="map-points"[^>]*>(.*?)</script>', page, re.DOTALL)
    return [point["name"] for point in json.loads(script[1])] if script else []


def get(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_list_and_map_say_the_same(town: list[Place]) -> None:
    page = get("/places/")
    assert (
        [name for name in names_in(page) if name != "港ふれあいサロン"] == points_in(page) == ["縁側サロン", "中央公園"]
    )


def test_the_drawn_map_has_the_numbers_of_the_list(town: list[Place]) -> None:
    page = get("/places/")
    drawn = re.findall(r"<title>([^<]+)</title><circle", page)
    assert drawn == ["縁側サロン", "中央公園"]
    assert 'class="map-area"' in page


def test_from_a_tapped_point_the_nearest_comes_first_with_minutes_that_are_called_a_guess(town: list[Place]) -> None:
    page = get("/places/?lat=34.8669&lon=138.3227")
    assert names_in(page)[0] == "縁側サロン"
    assert "歩いて およそ" in page and "直線からの目安" in page
    assert points_in(page)[-1] == "ここから"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("小川自治会", "「小川自治会」から"),
        ("中央公園", "「中央公園」から"),
        ("〒425-0022", "その郵便番号のところは まだ わかりません"),
        ("竜宮城", "見つかりませんでした"),
    ],
)
def test_where_may_be_a_neighbourhood_or_a_building_and_anything_else_is_said_calmly(
    town: list[Place], typed: str, shown: str
) -> None:
    assert shown in get(f"/places/?where={typed}")


@pytest.mark.parametrize("typed", ["425-0021", "4250021", "〒4250021", "〒４２５－００２１"])
def test_a_postal_code_that_a_list_told_finds_the_point(town: list[Place], typed: str) -> None:
    Place.objects.filter(pk=town[2].pk).update(postcode="425-0021")
    page = get(f"/places/?where={typed}")
    assert "「〒425-0021」から" in page
    assert names_in(page) == ["縁側サロン", "中央公園"]
    assert points_in(page)[-1] == "ここから"


def test_the_page_of_a_place_shows_the_neighbourhood_and_who_is_near(town: list[Place]) -> None:
    page = get(f"/places/{town[0].pk}/")
    assert points_in(page) == ["縁側サロン"]
    a_place("となりのサロン", latitude=34.8680, longitude=138.3240)
    page = get(f"/places/{town[0].pk}/")
    assert names_in(page) == ["となりのサロン"] and points_in(page) == ["縁側サロン", "となりのサロン"]
    assert "歩いて およそ" in page
    address = re.search(r'data-areas="([^"]+)"', page)
    assert address and "around=1" in address[1]
    assert Client().get(address[1]).json()["features"]


def test_a_home_that_is_only_roughly_known_has_no_neighbours(town: list[Place]) -> None:
    a_place("となりのサロン", latitude=34.8680, longitude=138.3240)
    Place.objects.filter(pk=town[0].pk).update(form="private_home")
    assert names_in(get(f"/places/{town[0].pk}/")) == []


def test_a_place_that_opens_today_says_so(town: list[Place]) -> None:
    Opening.objects.update(
        weekdays=list(range(7)), opens_at=time(0), closes_at=time(23, 59), on_holidays="open", closed_at_year_end=False
    )
    assert "いま 開いています" in get("/places/")
    today = timezone.localdate()
    line = render_to_string("portal/opening.html", {"opening": OpenTime(today, time(13), time(15)), "today": today})
    assert "きょう 開きます 13:00–15:00" in line


def test_one_can_ask_for_a_weekday_a_kind_a_wheelchair(town: list[Place]) -> None:
    assert names_in(get("/places/?weekday=1&band=morning")) == ["縁側サロン"]
    assert names_in(get("/places/?kinds=toilet")) == ["駅前トイレ"]
    assert names_in(get("/places/?needs=wheelchair")) == ["縁側サロン"]
    assert names_in(get("/places/?needs=window")) == ["港ふれあいサロン"]


def test_questions_that_make_no_sense_are_left_out(town: list[Place]) -> None:
    for odd in (
        "lat=x&lon=999",
        "weekday=9",
        "band=never",
        "kinds=castle",
        "after=%27%3B--",
        "after=9:9:9",
        "after=inf:1",
        "after=nan:1",
        "after=1e400:1",
        "after=1e19:1",
        f"after=0:{'9' * 40}",
        "where=%25%5C_",
    ):
        assert get(f"/places/?{odd}")


def test_the_point_where_somebody_is_stays_in_no_memory(town: list[Place]) -> None:
    map_of_places.cache_clear()
    assert "ここから" in points_in(get("/places/?lat=34.8671&lon=138.3211"))
    assert map_of_places.cache_info().currsize == 0
    get("/places/")
    assert map_of_places.cache_info().currsize == 1


def test_what_somebody_typed_is_written_into_no_question(town: list[Place], monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[Any] = []

    def noted(sql: str, given: Any) -> Any:
        built.append(given)
        return with_words(sql, given)

    monkeypatch.setattr(prepared, "with_words", noted)
    assert get("/places/?text=山田ハルの家") and get("/places/?where=山田ハルの家")
    assert "山田ハル" not in str(built)


def test_the_next_page_goes_on_where_this_one_ends(town: list[Place]) -> None:
    for number in range(25):
        a_place(f"サロン{number:02}", latitude=34.87, longitude=138.32)
    page = get("/places/?needs=")
    following = re.search(r'href="(\?[^"]*after=[^"]*)"', page)
    assert following
    rest = get("/places/" + following[1].replace("&amp;", "&"))
    assert not set(names_in(page)) & set(names_in(rest))
    assert len(names_in(page)) + len(names_in(rest)) == 28


def test_no_place_at_all_says_what_to_do(portal: Portal) -> None:
    assert "見つかりませんでした" in get("/places/?text=ぞう")


def test_the_page_of_a_place_tells_what_one_needs_to_come(town: list[Place]) -> None:
    Place.objects.filter(pk=town[0].pk).update(how_to_come="駅から8分", welcomer="山田さん", what="お茶\nおしゃべり")
    page = get(f"/places/{town[0].pk}/")
    for words in (
        "次に開く日",
        "毎週火曜 10:00–12:00",
        "駅から8分",
        "山田さん",
        "最後に たしかめた日",
        "<svg",
        "calendar.ics",
    ):
        assert words in page


def test_a_place_nobody_looked_at_for_long_says_so_calmly_and_later_rests(town: list[Place]) -> None:
    pages = (f"/places/{town[0].pk}/", "/places/")
    assert not any("しばらく たしかめていません" in get(page) for page in pages)
    Place.objects.filter(pk=town[0].pk).update(asked_on=date(2026, 10, 1))
    assert all("しばらく たしかめていません" in get(page) for page in pages)
    Place.objects.filter(pk=town[0].pk).update(hidden_on=date(2026, 10, 1))
    assert Client().get(f"/places/{town[0].pk}/").status_code == 404
    assert Client().get(f"/places/{town[0].pk}/calendar.ics").status_code == 404
    assert "縁側サロン" not in get("/places/")


def test_a_place_that_is_not_public_or_ended_is_not_there(town: list[Place]) -> None:
    Place.objects.filter(pk=town[0].pk).update(is_public=False)
    Place.objects.filter(pk=town[1].pk).update(ended_on=date(2026, 1, 1))
    for address in (
        f"/places/{town[0].pk}/",
        f"/places/{town[1].pk}/",
        f"/places/{town[0].pk}/calendar.ics",
        f"/places/{10**30}/",
    ):
        assert Client().get(address).status_code == 404


def test_the_coming_days_go_into_a_calendar(town: list[Place]) -> None:
    answer = Client().get(f"/places/{town[0].pk}/calendar.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer["Content-Disposition"] == 'attachment; filename="place.ics"'
    assert answer.content.startswith(b"BEGIN:VCALENDAR\r\n") and b"DTSTART:" in answer.content


def test_a_calendar_line_is_short_escaped_and_in_universal_time() -> None:
    opening = OpenTime(date(2026, 11, 24), time(10), time(12), "雨天中止; 電話を, どうぞ\n" + "あ" * 60)
    event = Event("place-1", "サロン, 縁側", "焼津", "https://x/1", opening)
    file = calendar_file([event], stamp=datetime(2026, 11, 20, tzinfo=UTC))
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    text = file.decode().replace("\r\n ", "")
    assert "DTSTART:20261124T010000Z" in text
    assert "SUMMARY:サロン\\, 縁側" in text and "雨天中止\\; 電話を\\, どうぞ\\nあああ" in text


def test_the_windows_page_shows_every_flag(portal: Portal) -> None:
    assert names_in(get("/windows/")) == ["港ふれあいサロン"]


def test_the_outline_of_the_town_is_cacheable_and_ours(town: list[Place]) -> None:
    page = get("/places/")
    address = re.search(r'data-areas="([^"]+)"', page)
    assert address
    answer = Client().get(address[1])
    assert "max-age" in answer["Cache-Control"]
    assert json.loads(answer.content)["features"][0]["geometry"]["type"] == "Polygon"
    assert Client().get(address[1], headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_a_hostile_name_cannot_leave_its_place(town: list[Place]) -> None:
    Place.objects.filter(pk=town[0].pk).update(name="</script><script>alert(1)</script>{{ 1 }}")
    for address in ("/places/", f"/places/{town[0].pk}/"):
        assert "<script>alert" not in get(address)


def test_the_finder_asks_the_database_little(town: list[Place]) -> None:
    get("/places/")
    with CaptureQueriesContext(connection) as asked:
        get("/places/?lat=34.8669&lon=138.3227&weekday=1")
    assert len(asked) <= 9, [query["sql"][:90] for query in asked.captured_queries]
    assert not [
        query for query in asked.captured_queries if "accounts_user" in query["sql"] or "session" in query["sql"]
    ]


def test_one_place_alone_can_be_drawn() -> None:
    sheet = sheet_of([{"name": "a", "lat": 34.8, "lon": 138.3, "number": 1}], [SQUARE])
    assert sheet is not None and 0 < sheet.dots[0].x < 600 and 0 < sheet.dots[0].y < sheet.height
    assert sheet_of([]) is None


def test_whoever_asks_lands_on_the_answer_also_without_script(town: list[Place]) -> None:
    for address, words in (
        ("/places/?where=小川自治会&weekday=1", "から 近い順です"),
        ("/activities/", "2026年11月20日"),
    ):
        page = get(address)
        assert 'method="get" action="' in page and '/#found">' in page
        assert words in page[page.index('id="found"') :]
