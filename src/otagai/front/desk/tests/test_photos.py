"""Photos at the desk: what groups sent is looked at first; taken down at once; nothing of another place is touched."""

from __future__ import annotations

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from otagai.base.accounts.words import Duty
from otagai.front.desk.tests.town_at_the_desk import somebody, text_of
from otagai.town.places.models import Photo, Place
from otagai.town.places.words import PhotoPeople, PhotoState
from tests.factories import TODAY, a_photo, a_picture, a_place, a_town

pytestmark = pytest.mark.django_db


def at(name: str, *args: int) -> str:
    return reverse(f"desk:{name}", args=args)


def test_what_a_group_sent_stands_in_the_queue_and_is_shown_by_one_press(desk: Client, salon: Place) -> None:
    asked = {"people": PhotoPeople.ASKED, "asker": "代表の山田", "asked": "12人 全員", "asked_on": TODAY}
    photo = a_photo(salon, "お茶の時間", state=PhotoState.WAITING, **asked)
    assert at("place_photos", salon.pk) in text_of(desk.get(at("places_confirm")))
    page = text_of(desk.get(at("place_photos", salon.pk)))
    assert "お茶の時間" in page and "代表の山田" in page and "12人 全員" in page
    assert desk.get(at("place_photo", salon.pk, photo.pk))["Content-Type"] == "image/webp"
    desk.post(at("place_photo_decide", salon.pk, photo.pk), {"decision": "show"})
    assert f"/photos/{photo.small}.webp" in text_of(Client().get(f"/places/{salon.pk}/"))
    assert at("place_photos", salon.pk) not in text_of(desk.get(at("places_confirm")))


def test_declined_and_taken_down_are_gone_with_their_picture(desk: Client, salon: Place) -> None:
    waiting, shown = a_photo(salon, state=PhotoState.WAITING), a_photo(salon)
    desk.post(at("place_photo_decide", salon.pk, waiting.pk), {"decision": "decline"})
    desk.post(at("place_photo_down", salon.pk, shown.pk), {"why": "写っている人から"})
    assert "写っている人から" in text_of(desk.get(at("place_photos", salon.pk)))
    for photo in (waiting, shown):
        assert desk.get(at("place_photo", salon.pk, photo.pk)).status_code == 404
    assert Client().get(f"/photos/{shown.small}.webp").status_code == 404


def test_the_photo_of_another_place_is_not_there(desk: Client, salon: Place) -> None:
    theirs = a_photo(a_place("よそ"), state=PhotoState.WAITING)
    assert desk.get(at("place_photo", salon.pk, theirs.pk)).status_code == 404
    for door in ("place_photo_decide", "place_photo_down"):
        assert desk.post(at(door, salon.pk, theirs.pk), {"decision": "show"}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.state == PhotoState.WAITING


def test_staff_put_one_up_and_pressed_twice_is_once(desk: Client, salon: Place) -> None:
    form = {"key": str(uuid.uuid4()), "alt": "広い入り口", "people": "nobody"}
    for _ in range(2):
        file = SimpleUploadedFile("a.jpg", a_picture(), "image/jpeg")
        assert desk.post(at("place_photos", salon.pk), {**form, "picture": file}).status_code == 302
    assert Photo.objects.get().state == PhotoState.SHOWN
    wrong = desk.post(at("place_photos", salon.pk), {**form, "picture": SimpleUploadedFile("a.jpg", b"<html>")})
    assert wrong.status_code == 422 and "広い入り口" in text_of(wrong) and "開けませんでした" in text_of(wrong)


def test_a_home_wants_the_eyes_of_staff(desk: Client) -> None:
    home = a_place("よりみちの家", form="private_home")
    photo = a_photo(home, state=PhotoState.WAITING, home_hidden=True)
    assert "個人のお宅です" in text_of(desk.get(at("place_photos", home.pk)))
    desk.post(at("place_photo_decide", home.pk, photo.pk), {"decision": "show"})
    photo.refresh_from_db()
    assert photo.state == PhotoState.WAITING
    desk.post(at("place_photo_decide", home.pk, photo.pk), {"decision": "show", "home_hidden": "on"})
    photo.refresh_from_db()
    assert photo.state == PhotoState.SHOWN


@pytest.mark.parametrize("duty", [Duty.WINDOW_HOST, Duty.AUDITOR])
def test_others_find_no_door(salon: Place, duty: Duty) -> None:
    a_town()
    photo, other = a_photo(salon), somebody(duty)
    for door in (at("place_photos", salon.pk), at("place_photo", salon.pk, photo.pk)):
        assert other.get(door).status_code in (403, 404)
