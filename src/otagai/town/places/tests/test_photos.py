"""Photos of places: everybody in them was asked, a home is not betrayed, staff look first, down is down."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.http import Http404
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.audit.models import Deed
from otagai.base.safekeeping.errors import RuleBroken
from otagai.kernel.pictures import Picture, read_picture
from otagai.town.places import actions, queries
from otagai.town.places.models import Photo, PhotoFile, Place, WindowLink
from otagai.town.places.rules import photos as rules
from otagai.town.places.words import PhotoPeople, PhotoState, PlaceForm
from tests.factories import TODAY, a_photo, a_picture, a_place, a_user, acting, as_, as_public

pytestmark = pytest.mark.django_db
TOLD = rules.Told("畳の部屋の長い机", PhotoPeople.NOBODY)
ASKED = rules.Told("お茶を飲む人たち", PhotoPeople.ASKED, "代表の山田", "その日の12人 全員", TODAY)


@pytest.fixture
def who() -> Acting:
    return acting(a_user())


@pytest.fixture
def salon() -> Place:
    return a_place("港サロン")


@pytest.fixture(scope="module")
def picture() -> Picture:
    return read_picture(a_picture())


def link_to(place: Place, who: Acting) -> str:
    with as_(who):
        return actions.issue_place_link(place.pk, holder="山田", by=who, at=timezone.now())


def send(token: str, picture: Picture, told: rules.Told = TOLD, **more: Any) -> bool:
    usual = {"submission": uuid.uuid4(), "is_home": False, "today": TODAY}
    with as_public():
        return actions.send_photo_by_link(token, told=told, picture=picture, **{**usual, **more})


def decide(photo: Photo, who: Acting, **more: Any) -> None:
    with as_(who):
        actions.decide_photo(photo.place_id, photo.pk, by=who, at=timezone.now(), **{"show": True, **more})


def seen(place: Place) -> list[str]:
    """What a resident sees: the words of each photo, whose drawings must be there."""
    with as_public():
        photos = queries.photos_shown(place.pk)
        assert all(sha256(queries.drawing_of(each.small)).hexdigest() == each.small for each in photos)
        return [each.alt for each in photos]


def test_a_photo_by_link_waits_until_staff_looked(salon: Place, who: Acting, picture: Picture) -> None:
    token, same = link_to(salon, who), uuid.uuid4()
    assert send(token, picture, submission=same) and send(token, picture, submission=same), "pressed twice is once"
    photo = Photo.objects.get()
    assert photo.link is not None
    assert (photo.state, photo.link.holder, photo.width, photo.height) == ("waiting", "山田", 480, 360)
    assert seen(salon) == [] and Place.objects.get().front_photo == ""
    with as_public(), pytest.raises(Http404):
        queries.drawing_of(photo.small)
    with as_(who):
        assert [line.place for line in queries.photos_waiting()] == ["港サロン"] and queries.places_waiting() == 1
        assert queries.drawing_for_staff(salon.pk, photo.pk) == picture.small.content
    decide(photo, who)
    salon.refresh_from_db()
    assert seen(salon) == ["畳の部屋の長い机"]
    assert (salon.front_photo, salon.front_alt) == (photo.thumb, "畳の部屋の長い机")
    with pytest.raises(RuleBroken, match="答えて"):
        decide_again = Photo.objects.get()
        decide(decide_again, who)


def test_everybody_in_it_was_asked_by_somebody_on_a_day(salon: Place, who: Acting, picture: Picture) -> None:
    token = link_to(salon, who)
    for told in (
        rules.Told("人", PhotoPeople.ASKED), rules.Told("人", PhotoPeople.ASKED, "山田", "全員"),
        rules.Told("人", PhotoPeople.ASKED, "", "全員", TODAY),
    ):  # fmt: skip
        with pytest.raises(RuleBroken, match="全員に聞いてから"):
            send(token, picture, told)
    with pytest.raises(RuleBroken, match="きょうか"):
        send(token, picture, rules.Told("人", PhotoPeople.ASKED, "山田", "全員", TODAY + timedelta(1)))
    assert send(token, picture, ASKED)
    photo = Photo.objects.get()
    assert (photo.asker, photo.asked, photo.asked_on) == ("代表の山田", "その日の12人 全員", TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Photo.objects.update(asked_on=None)


@pytest.mark.parametrize("alt", ["", "  ", "IMG_0001.JPG", "写真.heic"])
def test_a_photo_is_said_in_words(salon: Place, who: Acting, picture: Picture, alt: str) -> None:
    with pytest.raises(RuleBroken, match="何が写っているか"):
        send(link_to(salon, who), picture, rules.Told(alt, PhotoPeople.NOBODY))


def test_a_home_is_shown_only_where_the_group_and_staff_say_that_nobody_knows_it(who: Acting, picture: Picture) -> None:
    home = a_place("よりみちの家", form=PlaceForm.PRIVATE_HOME, private_address="ひみつ町5-6-1")
    token = link_to(home, who)
    with pytest.raises(RuleBroken, match="個人のお宅"):
        send(token, picture, is_home=True)
    told = rules.Told("手あみの ざぶとん", PhotoPeople.NOBODY, home_hidden=True)
    assert send(token, picture, told, is_home=True)
    with pytest.raises(RuleBroken, match="個人のお宅"):
        decide(Photo.objects.get(), who)
    decide(Photo.objects.get(), who, home_hidden=True)
    assert seen(home) == ["手あみの ざぶとん"]


def test_what_becomes_a_home_hides_the_photos_of_the_house_at_once(salon: Place, who: Acting) -> None:
    photo = a_photo(salon, "入り口")
    assert seen(salon) == ["入り口"]
    with as_(who):
        actions.change_place(salon.pk, by=who, seen_version=1, form=PlaceForm.PRIVATE_HOME)
    assert seen(salon) == [] and Place.objects.get().front_photo == ""
    with as_public(), pytest.raises(Http404):
        queries.drawing_of(photo.large)


def test_staff_take_down_at_once_and_the_picture_is_gone_while_the_deed_stays(salon: Place, who: Acting) -> None:
    photo, other = a_photo(salon, "一枚目"), a_photo(salon, "二枚目")
    with as_(who):
        assert actions.take_down(salon.pk, photo.pk, why="写っている人から", by=who, at=timezone.now())
        assert not actions.take_down(salon.pk, photo.pk, why="", by=who, at=timezone.now())
        assert not actions.take_down(a_place().pk, other.pk, why="", by=who, at=timezone.now()), "another place's"
    assert seen(salon) == ["二枚目"]
    salon.refresh_from_db()
    assert salon.front_photo == other.thumb
    assert not PhotoFile.objects.filter(photo=photo).exists()
    photo.refresh_from_db()
    assert (photo.state, photo.down_why, photo.down_by) == ("taken_down", "写っている人から", who.user)
    with as_(who):
        assert Deed.objects.filter(verb="places.photo_taken_down").count() == 1
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT operation FROM audit_version WHERE \"table\" = 'places_photo' AND row_id = %s ORDER BY id",
            [photo.pk],
        )
        assert [row[0] for row in cursor.fetchall()] in (["I", "U"], []), "versions are for those who oversee"


def test_the_group_takes_down_its_own_and_nobody_elses(salon: Place, who: Acting) -> None:
    other = a_place("よそ")
    mine, theirs = a_photo(salon), a_photo(other)
    token = link_to(salon, who)
    with as_public():
        assert not actions.take_down_by_link(token, theirs.pk, why="")
        with pytest.raises(Http404):
            queries.own_drawing(token, theirs.pk)
        assert queries.own_drawing(token, mine.pk)
        assert actions.take_down_by_link(token, mine.pk, why="もう古い")
        with pytest.raises(Http404):
            queries.own_drawing(token, mine.pk)
        own = queries.own_photos(token)
        assert own is not None and own.photos == ()
    mine.refresh_from_db()
    assert mine.down_link is not None
    assert (mine.state, mine.down_why, mine.down_link.holder) == ("taken_down", "もう古い", "山田")
    assert seen(other) == ["畳の部屋の長い机"]


def test_a_dead_link_opens_no_photo(salon: Place, who: Acting, picture: Picture) -> None:
    token, photo = link_to(salon, who), a_photo(salon)
    WindowLink.objects.update(revoked_at=timezone.now())
    assert not send(token, picture)
    with as_public():
        assert queries.own_photos(token) is None and queries.own_photos("short") is None
        assert not actions.take_down_by_link(token, photo.pk, why="")
        with pytest.raises(Http404):
            queries.own_drawing(token, photo.pk)
    assert seen(salon) == ["畳の部屋の長い机"]


def test_a_declined_picture_is_gone(salon: Place, who: Acting) -> None:
    photo = a_photo(salon, state=PhotoState.WAITING)
    decide(photo, who, show=False)
    assert not PhotoFile.objects.exists() and Photo.objects.get().state == "declined"
    with as_(who), pytest.raises(Http404):
        queries.drawing_for_staff(salon.pk, photo.pk)


def test_three_are_enough_for_a_page_and_three_may_wait(salon: Place, who: Acting, picture: Picture) -> None:
    for number in range(rules.MOST_SHOWN):
        a_photo(salon, f"{number}")
    with as_(who), pytest.raises(RuleBroken, match="3枚まで"):
        actions.add_photo(
            salon.pk, submission=uuid.uuid4(), told=TOLD, picture=picture, by=who, at=timezone.now(), today=TODAY
        )
    token = link_to(salon, who)
    for _ in range(rules.MOST_WAITING):
        assert send(token, picture)
    with pytest.raises(RuleBroken, match="待っています"):
        send(token, picture)
    with pytest.raises(RuleBroken, match="3枚まで"):
        decide(Photo.objects.filter(state="waiting")[0], who)


def test_staff_put_one_up_themselves_once(salon: Place, who: Acting, picture: Picture) -> None:
    same = uuid.uuid4()
    for _ in range(2):
        with as_(who):
            actions.add_photo(
                salon.pk, submission=same, told=ASKED, picture=picture, by=who, at=timezone.now(), today=TODAY
            )
    assert seen(salon) == ["お茶を飲む人たち"] and Photo.objects.count() == 1


def test_a_place_that_rests_or_ended_shows_no_photo(salon: Place) -> None:
    photo = a_photo(salon)
    for gone in ({"hidden_on": TODAY}, {"hidden_on": None, "is_public": False}, {"is_public": True, "ended_on": TODAY}):
        Place.objects.update(**gone)
        assert seen(salon) == []
        with as_public(), pytest.raises(Http404):
            queries.drawing_of(photo.thumb)


def test_the_public_role_reads_no_word_about_who_was_asked_and_writes_nothing(salon: Place) -> None:
    a_photo(salon, people=PhotoPeople.ASKED, asker="山田", asked="花子さん", asked_on=date(2026, 11, 1))
    for statement in (
        "SELECT asked FROM places_photo", "SELECT asker FROM places_photo", "UPDATE places_photo SET state = 'shown'",
        "DELETE FROM places_photofile", "INSERT INTO places_photofile (photo_id, sha256, content) VALUES (1, '', '')",
    ):  # fmt: skip
        with pytest.raises(ProgrammingError), as_public(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_no_drawing_stands_under_another_hash(salon: Place) -> None:
    photo = a_photo(salon)
    with pytest.raises(IntegrityError), transaction.atomic():
        PhotoFile.objects.create(photo=photo, sha256="0" * 64, content=b"something else")
