"""The pages: ask and see."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from otagai.base.accounts.tests.entering import entered
from otagai.base.accounts.words import Duty
from otagai.insight.coverage.tests.a_town_to_walk_in import ASKED, ROUND_THE_BAY, streets, words
from otagai.town.places.models import Place
from tests.factories import a_town, a_user

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
