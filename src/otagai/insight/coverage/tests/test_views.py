"""The pages: ask and see."""

from __future__ import annotations

import re
from datetime import time
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from otagai.base.accounts.tests.entering import entered
from otagai.base.accounts.words import Duty
from otagai.insight.coverage.tests.a_town_to_walk_in import ASKED, ROUND_THE_BAY, streets, words
from otagai.town.places.models import Opening, Place
from otagai.town.places.words import PlaceKind
from tests.factories import a_place, a_town, a_user

pytestmark = pytest.mark.django_db
MOST_SQL = 25


def test_four_people_at_the_door(places: dict[str, Place], planner: Client) -> None:
    address = reverse("coverage:ask")
    assert Client().get(address).status_code == 302
    assert entered(a_user(Duty.COUNSELLOR)).get(address).status_code == 403
    assert entered(a_user(Duty.COMMUNITY_COORDINATOR)).get(address).status_code == 200
    assert planner.get(address).status_code == 200


def test_the_first_look_answers_the_usual_question(planner: Client) -> None:
    page = words(planner.get(reverse("coverage:ask")))
    assert "75歳以上・歩いて500 m" in page
    assert "距離は「直線×1.3」で はかりました" in page
    assert "75歳以上 163人 100人 63人 61%" in page
    assert "山手公園 （公園）— この場所なら 新たに63人" in page
    assert "これより よい選び方は ありません" in page


def test_a_town_of_three_old_people_is_counted_with_its_neighbour(planner: Client) -> None:
    for name in ("ask", "points"):
        page = planner.get(reverse(f"coverage:{name}"), ASKED)
        assert "山手・山の端" in words(page)
        assert not re.search(r"\b3人", words(page))
    assert "となりの町と合わせて数えました（3地点 → 2地点）" in words(planner.get(reverse("coverage:ask"), ASKED))


def test_every_number_leads_to_its_points(planner: Client) -> None:
    page = words(planner.get(reverse("coverage:points"), {**ASKED, "area": "港自治会"}))
    assert "港町 港自治会 100人" in page
    assert "山手・山の端" not in page


def test_the_figures_of_an_area_and_of_a_place_lead_to_their_points(planner: Client, places: dict[str, Place]) -> None:
    page = planner.get(reverse("coverage:ask"), ASKED).content.decode()
    for side, said in (("within", "港町 港自治会 100人"), ("without", "合わせて 0人")):
        link = re.search(rf'href="([^"]+area=%E6%B8%AF[^"]+side={side})"', page)
        assert link
        assert said in words(planner.get(unescape(link[1])))
    assert page.count(f'href="{reverse("coverage:place", args=[places["salon"].pk])}?') == 2


def test_each_kind_of_place_says_whom_it_reaches_and_whom_it_alone_reaches(
    planner: Client, places: dict[str, Place]
) -> None:
    a_place("港の広場", kind=PlaceKind.PARK, latitude=34.8402, longitude=138.320)
    asked = {**ASKED, "kinds": ["salon", "park"]}
    page = planner.get(reverse("coverage:ask"), asked)
    assert "公園 2か所 163人 63人 サロン・居場所 1か所 100人 0人" in words(page)
    link = re.search(r'href="([^"]+)">サロン・居場所</a>', page.content.decode())
    assert link
    assert "75歳以上 163人 100人 63人" in words(planner.get(unescape(link[1])))
    assert "場所の種類ごと" not in words(planner.get(reverse("coverage:ask"), ASKED))


def test_the_week_says_when_a_place_is_open_and_each_time_leads_on(planner: Client, places: dict[str, Place]) -> None:
    when = {"opens_at": time(10), "closes_at": time(13)}
    Opening.objects.create(place=places["salon"], weekdays=[1, 3], **when)
    Opening.objects.create(place=places["salon"], weekdays=[6], on_holidays="only", **when)
    page = planner.get(reverse("coverage:ask"), ASKED)
    told = words(page)
    assert "月曜 0人（0%） ：月曜の午前 0人（0%）" in told
    assert "火曜 100人（61%） ：火曜の午前 100人（61%） ：火曜の午後 0人（0%）" in told
    assert "日曜 0人（0%）" in told
    link = re.search(r'href="([^"]+weekday=1&amp;band=morning)"', page.content.decode())
    assert link
    then = words(planner.get(unescape(link[1])))
    assert "火曜午前に開いている" in then
    assert "75歳以上 163人 100人 63人 61%" in then
    assert "曜日と時間ごとに" not in then
    opened = words(planner.get(reverse("coverage:ask"), {**ASKED, "opened": places["hall"].pk}))
    assert "月曜 63人（38%）" in opened, "what is only supposed is open whenever it is asked"


def test_closing_and_opening_change_the_answer(planner: Client, places: dict[str, Place]) -> None:
    closed = words(planner.get(reverse("coverage:ask"), {**ASKED, "closed": places["salon"].pk}))
    assert "なくした場所：港サロン" in closed
    assert "75歳以上 163人 0人 163人 0%" in closed
    opened = words(planner.get(reverse("coverage:ask"), {**ASKED, "opened": places["hall"].pk}))
    assert "加えた場所：山手公園" in opened
    assert "75歳以上 163人 163人 0人 100%" in opened


def test_a_home_is_counted_but_never_drawn(planner: Client, places: dict[str, Place]) -> None:
    Place.objects.filter(pk=places["salon"].pk).update(form="private_home")
    response = planner.get(reverse("coverage:ask"), ASKED)
    assert "75歳以上 163人 100人" in words(response)
    assert "34.8405" not in response.content.decode()


def test_a_question_of_minutes_goes_by_the_pace_of_each_age_and_says_so(
    planner: Client, places: dict[str, Place]
) -> None:
    Place.objects.filter(pk=places["salon"].pk).update(latitude=34.84394)  # 438 m, 570 m with the way round
    page = words(planner.get(reverse("coverage:ask"), {**ASKED, "minutes": "10"}))
    assert "歩いて10分（64歳まで 800 m・65〜74歳 600 m・75歳以上 500 m）" in page
    assert "歩く速さは 年齢ごとのめやすです（未確認）" in page
    assert "65歳以上 363人 120人 243人" in page
    assert "75歳以上 163人 0人 163人 0%" in page
    assert "となりの町と合わせて数えました（3地点 → 2地点）" in page
    points = words(
        planner.get(reverse("coverage:points"), {**ASKED, "minutes": "10", "of": "from_65", "side": "within"})
    )
    assert "合わせて 120人" in points
    assert "港町（65〜74歳） 港自治会 120人" in points
    assert "64歳まで）" not in re.sub(r"歩いて10分（.*?）", "", points), "whom the question is not about is no line"
    assert planner.get(reverse("coverage:ask"), {**ASKED, "minutes": "7"}).status_code == 422


def test_a_question_that_cannot_be_read_says_so(planner: Client) -> None:
    response = planner.get(reverse("coverage:ask"), {**ASKED, "metres": "510"})
    assert response.status_code == 422
    assert "範囲に場所がある" not in words(response)


def test_without_population_the_page_says_what_to_do() -> None:
    a_town()
    page = words(entered(a_user(Duty.POLICY_PLANNER)).get(reverse("coverage:ask")))
    assert "人口の一覧がありません" in page


def test_the_number_of_questions_is_fixed(planner: Client, django_assert_max_num_queries: Any) -> None:
    planner.get(reverse("coverage:ask"), ASKED)
    with django_assert_max_num_queries(MOST_SQL):
        planner.get(reverse("coverage:ask"), ASKED)


def test_where_there_are_streets_the_way_round_counts_and_is_said(planner: Client) -> None:
    streets(ROUND_THE_BAY)
    page = words(planner.get(reverse("coverage:ask"), ASKED))
    assert "距離は「道のり」で はかりました" in page
    assert "出典：見本の道" in page
    assert "75歳以上 163人 0人 163人 0%" in page
    assert "75歳以上 163人 100人" in words(planner.get(reverse("coverage:ask"), {**ASKED, "metres": "800"}))
    straight = words(planner.get(reverse("coverage:ask"), {**ASKED, "straight": "on"}))
    assert "距離は「直線×1.3」で はかりました" in straight
    assert "75歳以上 163人 100人" in straight


def test_streets_of_another_corner_of_the_town_are_not_used(planner: Client) -> None:
    streets([(34.90, 138.320), (34.91, 138.320)])
    page = words(planner.get(reverse("coverage:ask"), ASKED))
    assert "距離は「直線×1.3」で はかりました" in page
    assert "町の一部のものなので 使わず" in page


def test_uphill_is_further_and_nothing_steep_with_a_wheelchair(planner: Client) -> None:
    streets([(34.8400, 138.320, 0.0), (34.8405, 138.320, 8.0)])
    asked = {**ASKED, "metres": "300"}
    assert "75歳以上 163人 100人" in words(planner.get(reverse("coverage:ask"), asked))
    assert "坂は遠く数える" in words(planner.get(reverse("coverage:ask"), {**asked, "slope": "on"}))
    steep = words(planner.get(reverse("coverage:ask"), {**asked, "gentle": "on"}))
    assert "この条件で歩ける道が ないので、直線で はかりました" in steep


def test_the_form_asks_only_what_the_streets_can_tell(planner: Client) -> None:
    def fields() -> set[str]:
        return set(planner.get(reverse("coverage:ask")).context["form"].fields) & {"straight", "slope", "gentle"}

    assert fields() == set()
    streets(ROUND_THE_BAY)
    assert fields() == {"straight", "gentle"}
    streets([(34.8400, 138.320, 0.0), (34.8405, 138.320, 8.0)])
    assert fields() == {"straight", "gentle", "slope"}


def test_every_figure_of_a_place_leads_to_the_points_around_it(planner: Client, places: dict[str, Place]) -> None:
    salon = words(planner.get(reverse("coverage:place", args=[places["salon"].pk]), ASKED))
    assert "75歳以上は 100人。そのうち ここだけが頼りの人は 100人です" in salon
    assert "港町 港自治会 100人 72 m ない" in salon
    park = words(planner.get(reverse("coverage:place", args=[places["hall"].pk]), ASKED))
    assert "75歳以上の 63人が歩いて来られます。そのうち、いま行く場所がない人は 63人です" in park
    assert planner.get(reverse("coverage:place", args=[999_999]), ASKED).status_code == 404


def test_a_home_cannot_be_found_from_the_metres_to_it(planner: Client, places: dict[str, Place]) -> None:
    Place.objects.filter(pk=places["salon"].pk).update(form="private_home")
    around = planner.get(reverse("coverage:place", args=[places["salon"].pk]), ASKED)
    assert "港町 港自治会 100人 0 m" in words(around)
    assert "いちばん近い町の点にあるもの" in words(around)
    Place.objects.filter(pk=places["salon"].pk).update(latitude=34.8411, longitude=138.3214)
    for name in ("ask", "points"):
        pages = []
        for latitude in (34.8411, 34.8392):
            Place.objects.filter(pk=places["salon"].pk).update(latitude=latitude)
            pages.append(words(planner.get(reverse(f"coverage:{name}"), ASKED)))
        assert pages[0] == pages[1]


def test_the_points_of_one_side_add_up_to_its_figure(planner: Client) -> None:
    page = words(planner.get(reverse("coverage:points"), {**ASKED, "of": "all", "side": "without"}))
    assert "範囲に場所がない町" in page
    assert "合わせて 463人（すべての人）" in page
    assert "港町" not in page


def test_the_outlines_of_the_layer_stand_on_the_map(planner: Client) -> None:
    page = planner.get(reverse("coverage:ask"), ASKED).content.decode()
    address = re.search(r'data-areas="([^"]+)"', page)
    assert address
    outlines = planner.get(address[1]).json()
    assert len(outlines["features"]) == 2
    assert planner.get(reverse("coverage:outlines")).json() == outlines
    for odd in ("x", "999999", "9" * 30):
        assert planner.get(reverse("coverage:outlines"), {"layer": odd}).status_code == 404
