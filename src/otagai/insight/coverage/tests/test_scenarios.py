"""Questions that are kept: named, compared, put away, and searched by the worker."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from otagai.insight.coverage import jobs
from otagai.insight.coverage.models import Scenario, Search
from otagai.insight.coverage.tests.a_town_to_walk_in import ASKED, END, words
from otagai.insight.coverage.words import SearchState
from otagai.town.places.models import Place
from otagai.town.places.words import PlaceForm, PlaceKind
from tests.factories import a_place

pytestmark = pytest.mark.django_db


def test_a_scenario_is_renamed_put_away_and_taken_out_again(planner: Client) -> None:
    scenario = kept(planner, "いまのまま")
    page = reverse("coverage:scenario", args=[scenario.pk])
    rename = reverse("coverage:rename", args=[scenario.pk])
    assert "いまのまま" in planner.get(rename).content.decode()
    assert planner.post(rename, {"name": ""}).status_code == 422
    planner.post(rename, {"name": "令和8年のまま"})
    assert "令和8年のまま" in words(planner.get(reverse("coverage:ask")))
    put_away = reverse("coverage:put_away", args=[scenario.pk])
    assert "しまった問いです" in words(planner.post(put_away, follow=True))
    assert "令和8年のまま" not in words(planner.get(reverse("coverage:ask")))
    assert "しまった問いです" not in words(planner.post(put_away, follow=True))
    assert "令和8年のまま" in words(planner.get(reverse("coverage:ask")))
    assert planner.get(page).status_code == 200


def test_while_the_worker_computes_the_page_looks_again_by_itself(planner: Client) -> None:
    scenario = kept(planner, "いまのまま")
    planner.post(reverse("coverage:search", args=[scenario.pk]))
    address = reverse("coverage:scenario", args=[scenario.pk])
    waiting = planner.get(address).content.decode()
    assert 'hx-trigger="every 3s"' in waiting
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in waiting
    assert "<progress" in waiting
    part = planner.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "順番を待っています" in part
    assert "<html" not in part
    jobs.find_best(Search.objects.get().pk)
    done = planner.get(address).content.decode()
    assert not any(sign in done for sign in ("hx-trigger", "http-equiv", "<progress"))


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
    assert "山手自治会 63人 0人 ＋63人" in page
    assert "港自治会 0人 0人 同じ" in page
    assert planner.get(reverse("coverage:compare"), {"of": [now.pk]}).status_code == 200
    assert planner.get(reverse("coverage:compare"), {"of": [now.pk, 999_999]}).status_code == 404


def test_where_nothing_can_be_drawn_there_is_no_empty_map(planner: Client) -> None:
    a_place("山の端の家", latitude=END[0], longitude=END[1])
    Place.objects.update(
        form=PlaceForm.PRIVATE_HOME, kind=PlaceKind.SALON
    )  # everybody has one near, and homes are not drawn
    page = planner.get(reverse("coverage:ask"), ASKED).content.decode()
    assert "範囲に場所がある" in page and 'viewBox="0 0 600 "' not in page


def test_a_question_that_is_kept_twice_by_one_form_is_kept_once(planner: Client) -> None:
    query = planner.get(reverse("coverage:ask"), ASKED).context["question"].query()
    address, form = f"{reverse('coverage:save')}?{query}", {"name": "いまのまま"}
    form["key"] = str(planner.get(address).context["key"])
    assert len({planner.post(address, form)["Location"] for _ in range(2)}) == 1
    assert Scenario.objects.count() == 1


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
