"""団体からの便り: links, sheets of paper, and what groups said beside what stands there."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from otagai.base.accounts.words import Duty
from otagai.front.desk.tests.town_at_the_desk import somebody, text_of
from otagai.town.places.models import Place, PlaceNews, WindowLink
from tests.factories import TODAY, a_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def salon() -> Place:
    return a_place("港サロン", fee="100円", asked_on=TODAY)


def at(name: str, *args: int) -> str:
    return reverse(f"desk:{name}", args=args)


def some_news(salon: Place, **said: str) -> PlaceNews:
    return PlaceNews.objects.create(place=salon, submission=uuid.uuid4(), said=said)


def test_a_link_is_shown_once_opens_the_page_and_is_stopped_at_once(desk: Client, salon: Place) -> None:
    form = {"holder": "山田", "key": str(uuid.uuid4())}
    shown = text_of(desk.post(at("place_link", salon.pk), form))
    token = re.search(r"/g/([\w-]+)/", shown)
    assert token is not None
    assert desk.post(at("place_link", salon.pk), form).status_code == 302, "pressed twice"
    link = WindowLink.objects.get(place=salon)
    assert Client().get(f"/g/{token[1]}/").status_code == 200
    assert desk.post(at("place_revoke", a_place("よそ").pk, link.pk)).status_code == 404
    desk.post(at("place_revoke", salon.pk, link.pk))
    assert Client().get(f"/g/{token[1]}/").status_code == 404


def test_news_stand_in_the_queue_as_a_difference_and_are_accepted(desk: Client, salon: Place) -> None:
    news = some_news(salon, fee="無料")
    assert at("place_news", news.pk) in text_of(desk.get(at("places_confirm")))
    page = text_of(desk.get(at("place_news", news.pk)))
    assert "100円" in page and "無料" in page
    assert desk.post(at("place_decide", news.pk), {"decision": "accept", "version": 1}).url == at("places_confirm")
    salon.refresh_from_db()
    assert (salon.fee, salon.verified_on, salon.asked_on) == ("無料", TODAY, None)
    assert at("place_news", news.pk) not in text_of(desk.get(at("places_confirm")))


def test_a_change_made_meanwhile_shows_both_texts_and_declining_changes_nothing(desk: Client, salon: Place) -> None:
    news = some_news(salon, fee="無料")
    Place.objects.filter(pk=salon.pk).update(fee="200円", version=2)
    late = desk.post(at("place_decide", news.pk), {"decision": "accept", "version": 1})
    assert late.status_code == 409 and "200円" in text_of(late)
    desk.post(at("place_decide", news.pk), {"decision": "decline"})
    salon.refresh_from_db()
    assert salon.fee == "200円"


def test_days_that_differ_lead_to_the_hours(desk: Client, salon: Place) -> None:
    news = some_news(salon, days="12月29日は お休み")
    answer = desk.post(at("place_decide", news.pk), {"decision": "accept", "version": 1}, follow=True)
    assert answer.redirect_chain[0][0] == at("place_hours", salon.pk)
    assert "12月29日は お休み" in text_of(answer)


def test_the_sheet_is_a_pdf_and_paper_is_keyed_in_once(desk: Client, salon: Place) -> None:
    sheet = desk.get(at("place_sheet", salon.pk))
    assert sheet["Content-Type"] == "application/pdf" and sheet.content.startswith(b"%PDF")
    form = {"fee": "無料", "key": str(uuid.uuid4())}
    first, again = (desk.post(at("place_paper", salon.pk), form) for _ in range(2))
    assert first.url == again.url == at("place_news", PlaceNews.objects.get().pk)
    empty = desk.post(at("place_paper", salon.pk), {"key": str(uuid.uuid4())})
    assert empty.status_code == 422 and "変わったことを 書いてください" in text_of(empty)


def test_who_does_not_keep_places_does_not_enter(desk: Client, salon: Place) -> None:
    news = some_news(salon, fee="無料")
    other = somebody(Duty.COUNSELLOR)
    for address in (at("place_sheet", salon.pk), at("place_paper", salon.pk), at("place_news", news.pk)):
        assert other.get(address).status_code == 403
