"""A group keeps the page of its place true by its link, without an account and without JavaScript."""

from __future__ import annotations

import hashlib
import uuid

import pytest
from django.test import Client

from otagai.front.portal.tests.conftest import Portal, fields_of
from otagai.town.places.models import Place, PlaceNews, WindowLink
from tests.factories import TODAY, a_place

TOKEN = "token-of-the-people-of-the-tea-room"


@pytest.fixture
def salon(portal: Portal) -> Place:
    place = a_place("縁側サロン", fee="100円", what="お茶", private_address="焼津市本町5-6-1", form="private_home")
    WindowLink.objects.create(place=place, token_hash=hashlib.sha256(TOKEN.encode()).hexdigest(), holder="山田")
    return place


def page(visitor: Client, more: str = "") -> str:
    answer = visitor.get(f"/g/{TOKEN}/{more}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_they_see_what_residents_see_and_never_the_address_of_the_home(salon: Place, visitor: Client) -> None:
    for shown in (page(visitor), page(visitor, "change/")):
        assert "縁側サロン" in shown and "100円" in shown
        assert "本町5-6-1" not in shown


def test_one_press_confirms_also_a_place_that_rests(salon: Place, visitor: Client) -> None:
    Place.objects.filter(pk=salon.pk).update(asked_on=TODAY, hidden_on=TODAY)
    first = page(visitor)
    assert "いま 住民の案内は お休み中です" in first
    assert "100円" in first and "お茶" in first and "本町5-6-1" not in first, "nobody confirms what they cannot see"
    answer = visitor.post(f"/g/{TOKEN}/", fields_of(first))
    assert "ありがとうございます" in visitor.get(answer["Location"]).content.decode()
    salon.refresh_from_db()
    assert salon.hidden_on is None and PlaceNews.objects.get().state == "unchanged"


def test_only_what_differs_is_told_and_pressed_twice_is_once(salon: Place, visitor: Client) -> None:
    form = {**fields_of(page(visitor, "change/")), "fee": "無料", "days": "12月29日は お休み"}
    for _ in range(2):
        assert visitor.post(f"/g/{TOKEN}/change/", form)["Location"].endswith("?said=sent")
    assert PlaceNews.objects.get().said == {"fee": "無料", "days": "12月29日は お休み"}
    assert "100円" in page(visitor, "?said=sent"), "residents still read the old words"


def test_a_wrong_telephone_keeps_what_was_typed(salon: Place, visitor: Client) -> None:
    form = {**fields_of(page(visitor, "change/")), "phone": "電話なし", "what": "お茶と歌"}
    answer = visitor.post(f"/g/{TOKEN}/change/", form).content.decode()
    assert "電話番号を たしかめてください" in answer and "お茶と歌" in answer
    assert not PlaceNews.objects.exists()


def test_a_dead_link_says_whom_to_call(salon: Place, visitor: Client) -> None:
    first = fields_of(page(visitor))
    WindowLink.objects.filter(place=salon).update(revoked_at="2026-11-20T00:00:00Z")
    for answer in (
        visitor.get(f"/g/{TOKEN}/"),
        visitor.get(f"/g/{TOKEN}/change/"),
        visitor.post(f"/g/{TOKEN}/", first),
    ):
        assert answer.status_code == 404 and "このリンクは使えません" in answer.content.decode()
        assert "窓口や団体の方には、新しいリンクを お渡しします" in answer.content.decode()


def test_the_group_counts_who_came_and_a_worry_goes_through_the_front_door(salon: Place, visitor: Client) -> None:
    form = page(visitor, "session/")
    assert "名前は 書きません" in form and "/talk/?kind=notice" in form
    day = {"held_on_era": "令和", "held_on_year": "8", "held_on_month": "11", "held_on_day": "10"}
    counted = {**fields_of(form), **day, "part": "morning", "elders": "6", "first_timers": "1"}
    wrong = {**counted, "times_start": "13:00", "times_end": "15:00"}
    assert "合いません" in visitor.post(f"/g/{TOKEN}/session/", wrong).content.decode()
    counted |= {"times_start": "10:00", "times_end": "11:30"}
    for _ in range(2):
        assert visitor.post(f"/g/{TOKEN}/session/", counted)["Location"] == f"/g/{TOKEN}/?said=session"
    after = page(visitor, "?said=session")
    assert "午前 10:00–11:30" in after and "6人" in after and "/talk/?kind=notice" in after
    again = visitor.post(f"/g/{TOKEN}/session/", {**counted, "key": str(uuid.uuid4())}).content.decode()
    assert "もう あります" in again
    assert visitor.get(f"/g/{'x' * 43}/session/").status_code == 404
    visitor.get("/?lang=ja-easy")
    assert "何歳" in page(visitor, "session/")


def test_a_welcome_with_a_telephone_number_is_not_sent(salon: Place, visitor: Client) -> None:
    form = {**fields_of(page(visitor, "change/")), "welcome_note": "090-1234-5678へ"}
    assert "電話番号は 書かないで" in visitor.post(f"/g/{TOKEN}/change/", form).content.decode()
    visitor.post(f"/g/{TOKEN}/change/", {**form, "welcome_note": "玄関で声をかけて"})
    assert PlaceNews.objects.get().said == {"welcome_note": "玄関で声をかけて"}
