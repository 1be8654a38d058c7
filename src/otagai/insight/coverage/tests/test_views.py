"""The pages: ask, see, keep, compare, let the worker search."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from otagai.base.accounts.tests.entering import entered
from otagai.base.accounts.words import Duty
from otagai.insight.coverage import jobs
from otagai.insight.coverage.models import Scenario, Search
from otagai.insight.coverage.tests.a_town_to_walk_in import found
from otagai.insight.coverage.words import SearchState
from otagai.town.places.models import Place
from tests.factories import a_town, a_user

pytestmark = pytest.mark.django_db
MOST_SQL = 25
ASKED = {"ages": "from_75", "metres": "500", "detour": "1.3", "kinds": ["salon"], "count": "1"}


@pytest.fixture
def places() -> dict[str, Place]:
    a_town()
    return found()


@pytest.fixture
def planner(places: dict[str, Place]) -> Client:
    return entered(a_user(Duty.POLICY_PLANNER))


def words(response: Any) -> str:
    """What the page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<script.*?</script>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL))


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


def kept(planner: Client, name: str, **more: Any) -> Scenario:
    """A question kept through the page."""
    asked = planner.get(reverse("coverage:ask"), {**ASKED, **more})
    query = asked.context["question"].query()
    response = planner.post(f"{reverse('coverage:save')}?{query}", {"name": name})
    assert response.status_code == 302
    return Scenario.objects.get(name=name)


def test_two_scenarios_stand_side_by_side(planner: Client, places: dict[str, Place]) -> None:
    now, then = kept(planner, "いまのまま"), kept(planner, "公園に開く", opened=[places["hall"].pk])
    assert then.question["opened"] == [places["hall"].pk]
    assert "いまのまま" in words(planner.get(reverse("coverage:scenario", args=[then.pk])))
    page = words(planner.get(reverse("coverage:compare"), {"of": [now.pk, then.pk]}))
    assert "加えた場所 なし 山手公園" in page
    assert "山手自治会 63人 0人" in page
    assert planner.get(reverse("coverage:compare"), {"of": [now.pk]}).status_code == 200
    assert planner.get(reverse("coverage:compare"), {"of": [now.pk, 999_999]}).status_code == 404


def test_a_scenario_without_a_name_is_asked_for_one(planner: Client) -> None:
    response = planner.post(
        f"{reverse('coverage:save')}?metres=500&ages=all&detour=1.3&kinds=salon&count=1", {"name": ""}
    )
    assert response.status_code == 422
    assert not Scenario.objects.exists()


def test_the_worker_searches_and_the_page_tells(planner: Client) -> None:
    scenario = kept(planner, "いまのまま")
    address = reverse("coverage:scenario", args=[scenario.pk])
    planner.post(reverse("coverage:search", args=[scenario.pk]))
    assert "順番を待っています" in words(planner.get(address))
    refused = planner.post(reverse("coverage:search", args=[scenario.pk]), follow=True)
    assert "もう計算しています" in words(refused)
    jobs.find_best(Search.objects.get().pk)
    search = Search.objects.get()
    assert (search.state, search.people, search.is_proven) == (SearchState.DONE, 63, True)
    assert "これより よい選び方は ない、と 確かめました" in words(planner.get(address))


def test_a_search_that_was_broken_off_can_be_asked_for_again(planner: Client) -> None:
    from datetime import timedelta

    scenario = kept(planner, "いまのまま")
    planner.post(reverse("coverage:search", args=[scenario.pk]))
    first = Search.objects.get()
    Search.objects.update(state=SearchState.RUNNING, asked_at=first.asked_at - timedelta(minutes=11))
    planner.post(reverse("coverage:search", args=[scenario.pk]))
    assert list(Search.objects.order_by("pk").values_list("state", flat=True)) == ["failed", "waiting"]
