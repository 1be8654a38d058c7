"""変わったこと at the desk: for everybody with a desk, also those who keep no places."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from otagai.base.accounts.words import Duty
from otagai.front.desk.tests.town_at_the_desk import somebody, text_of
from otagai.town.areas.models import Area
from otagai.town.places.models import Change, LastLook, Opening, OpeningException
from tests.factories import a_place, a_town, an_activity, an_area

pytestmark = pytest.mark.django_db


def signed(page: str) -> str:
    found = re.search(r'name="under_way" value="([^"]+)"', page)
    assert found
    return found[1]


def test_a_care_manager_reads_what_changed_and_says_so_far() -> None:
    a_town()
    desk = somebody(Duty.COUNSELLOR)
    here = reverse("desk:whats_new")
    assert "変わったことは ありません" in text_of(desk.get(here))
    a_place("港サロン")
    an_activity("朝の体操")
    a_place("かくれ家", is_public=False)
    page = text_of(desk.get(here))
    assert "港サロン" in page and "新しくできました" in page and "朝の体操" in page and "かくれ家" not in page
    last = Change.objects.order_by("pk").last()
    assert last is not None
    assert desk.post(reverse("desk:whats_new_seen"), {"last": last.pk, "under_way": signed(page)}).url == here
    assert LastLook.objects.get().change_id == last.pk
    assert "この30日の分を もう一度見る" in text_of(desk.get(here))
    assert "港サロン" in text_of(desk.get(here, {"again": "1"}))


def test_whose_hours_changed_is_told_with_the_hours_of_now_and_the_next_closed_day() -> None:
    a_town()
    desk, salon = somebody(Duty.COUNSELLOR), a_place("港サロン")
    Opening.objects.create(place=salon, weekdays=[1], opens_at="10:00", closes_at="12:00")
    OpeningException.objects.create(place=salon, day="2026-11-24", note="床を直すため")
    page = text_of(desk.get(reverse("desk:whats_new")))
    assert "いまは 毎週火曜 10:00–12:00" in page and "2026年12月1日(火) 10:00–12:00" in page
    assert "2026年11月24日(火)は お休み" in page and "床を直すため" in page


def test_odd_questions_are_left_out() -> None:
    a_town()
    desk = somebody(Duty.WINDOW_HOST)
    for odd in ({"after": "x"}, {"after": "999999"}, {"after": "-1"}):
        assert desk.get(reverse("desk:whats_new"), odd).status_code == 200
    for odd in ({}, {"last": "x"}, {"last": "999999999", "under_way": "1:1:"}, {"last": "0", "under_way": "9" * 30}):
        assert desk.post(reverse("desk:whats_new_seen"), odd).status_code == 302
    assert not LastLook.objects.exists()


SQUARE = {
    "type": "Polygon",
    "coordinates": [[[138.3, 34.8], [138.4, 34.8], [138.4, 34.9], [138.3, 34.9], [138.3, 34.8]]],
}


@pytest.mark.django_db(transaction=True)
def test_whoever_reads_one_district_misses_nothing_of_the_others() -> None:
    a_town()
    desk, here = somebody(Duty.COUNSELLOR), reverse("desk:whats_new")
    area = an_area("港地区")
    Area.objects.filter(pk=area.pk).update(geometry=SQUARE)
    inside = a_place("港サロン", latitude=34.85, longitude=138.35)
    a_place("山サロン", latitude=35.2, longitude=138.35)
    a_place("どこか")
    an_activity("港の体操", area=area)
    an_activity("サロンの歌", place=inside)
    an_activity("山の体操")
    page = text_of(desk.get(here, {"area": area.pk}))
    assert all(name in page for name in ("港サロン", "港の体操", "サロンの歌", "港地区の分です"))
    assert not any(name in page for name in ("山サロン", "どこか", "山の体操"))
    last = Change.objects.order_by("pk").last()
    assert last is not None
    seen = desk.post(reverse("desk:whats_new_seen"), {"last": last.pk, "under_way": signed(page), "area": area.pk})
    assert seen.url == f"{here}?area={area.pk}"
    assert "変わったことは ありません" in text_of(desk.get(here, {"area": area.pk}))
    town = text_of(desk.get(here))
    assert "山サロン" in town and "港サロン" in town, "the mark of a district takes nothing from the town"
    desk.post(reverse("desk:whats_new_seen"), {"last": last.pk, "under_way": signed(town)})
    assert LastLook.objects.count() == 2
    a_place("新しい港サロン", latitude=34.86, longitude=138.36)
    assert "新しい港サロン" in text_of(desk.get(here, {"area": area.pk}))
    assert "港サロン" in text_of(desk.get(here, {"area": area.pk, "again": "1"}))


@pytest.mark.django_db(transaction=True)
def test_a_mark_of_the_town_holds_for_its_districts_and_an_area_that_is_not_there_is_404() -> None:
    a_town()
    desk, here = somebody(Duty.COUNSELLOR), reverse("desk:whats_new")
    area = an_area("港地区")
    an_activity("港の体操", area=area)
    last = Change.objects.order_by("pk").last()
    assert last is not None
    desk.post(reverse("desk:whats_new_seen"), {"last": last.pk, "under_way": signed(text_of(desk.get(here)))})
    page = text_of(desk.get(here, {"area": area.pk}))
    assert "変わったことは ありません" in page and "まだ形が描かれていない" in page
    assert desk.get(here, {"area": "99999999"}).status_code == 404
    assert desk.get(here, {"area": "x"}).status_code == 200
