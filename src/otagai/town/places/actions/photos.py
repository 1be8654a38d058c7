"""Photos of places: sent by the group with its link or by staff, shown after staff looked, taken down at once."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db import connection, transaction

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.safekeeping.errors import RuleBroken
from otagai.kernel.pictures import Picture
from otagai.town.places.models import Photo, PhotoFile, Place
from otagai.town.places.rules import hash_of
from otagai.town.places.rules import photos as rules
from otagai.town.places.words import PhotoState, PlaceForm

STANDING = (PhotoState.WAITING, PhotoState.SHOWN)


def send_photo_by_link(
    token: str, *, submission: UUID, told: rules.Told, picture: Picture, is_home: bool, today: date
) -> bool:
    """A photo from the holder of a place's link; it waits until staff looked. The same submission twice is one.

    Runs as the public role, which can do no more than this. False for a link that opens nothing. Raises RuleBroken with reasons.
    """
    _check(told, is_home=is_home, today=today)
    said = {**asdict(told), "asked_on": told.asked_on and told.asked_on.isoformat(), **_size(picture)}
    drawings = [each.content for each in (picture.thumb, picture.small, picture.large)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT places_photo_by_token(%s, %s, %s::jsonb, %s::bytea[])",
            [hash_of(token), submission, json.dumps(said, ensure_ascii=False), drawings],
        )
        became = cursor.fetchone()[0]
    if became == "full":
        raise RuleBroken([rules.ENOUGH_WAITING])
    return bool(became == "stored")


def take_down_by_link(token: str, photo_id: int, *, why: str) -> bool:
    """The group takes down its own photo, at once; runs as the public role. False for a link or a photo that opens nothing."""
    if photo_id > rules.LARGEST_KEY:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT places_photo_down_by_token(%s, %s, %s)", [hash_of(token), photo_id, why])
        return bool(cursor.fetchone()[0])


@transaction.atomic
def add_photo(
    place_id: int, *, submission: UUID, told: rules.Told, picture: Picture, by: Acting, at: datetime, today: date
) -> Photo:
    """A photo that staff put up themselves; residents see it at once. The same submission twice is one. Raises RuleBroken."""
    place = Place.objects.select_for_update().get(pk=place_id)
    if known := Photo.objects.filter(submission=submission, place_id=place_id).first():
        return known
    _check(told, is_home=place.form == PlaceForm.PRIVATE_HOME, today=today)
    if _shown(place_id) >= rules.MOST_SHOWN:
        raise RuleBroken([rules.ENOUGH])
    drawings = {
        sha256(each.content).hexdigest(): each.content for each in (picture.thumb, picture.small, picture.large)
    }
    names = [sha256(each.content).hexdigest() for each in (picture.thumb, picture.small, picture.large)]
    photo = Photo.objects.create(
        place=place, submission=submission, state=PhotoState.SHOWN, thumb=names[0], small=names[1], large=names[2], by=by.user,
        sent_at=at, decided_by=by.user, decided_at=at, **asdict(told), **_size(picture),
    )  # fmt: skip
    PhotoFile.objects.bulk_create(
        PhotoFile(photo=photo, sha256=name, content=drawn) for name, drawn in drawings.items()
    )
    audit.record("places.photo_added", by=by, subject=("place", place_id), photo=photo.pk)
    return photo


@transaction.atomic
def decide_photo(place_id: int, pk: int, *, show: bool, home_hidden: bool = False, by: Acting, at: datetime) -> None:
    """Staff looked: residents see it, or its picture is gone. `home_hidden`: staff saw that no home can be recognised.

    Raises RuleBroken for one already decided, for the fourth one, and for a home that could be known.
    """
    place = Place.objects.select_for_update().get(pk=place_id)
    photo = Photo.objects.select_for_update(of=("self",)).get(pk=pk, place_id=place_id)
    is_home = place.form == PlaceForm.PRIVATE_HOME
    state = PhotoState(photo.state)
    if show:
        hidden = photo.home_hidden and home_hidden
        reasons = rules.why_not_shown(state, shown=_shown(place_id), is_home=is_home, home_hidden=hidden)
    else:
        reasons = [] if state is PhotoState.WAITING else [rules.NOT_WAITING]
    if reasons:
        raise RuleBroken(reasons)
    photo.state, photo.decided_by, photo.decided_at = PhotoState.SHOWN if show else PhotoState.DECLINED, by.user, at
    photo.save(update_fields=["state", "decided_by", "decided_at"])
    if not show:
        PhotoFile.objects.filter(photo=photo).delete()
    audit.record("places.photo_decided", by=by, subject=("place", place_id), photo=pk, state=photo.state.value)


@transaction.atomic
def take_down(place_id: int, pk: int, *, why: str, by: Acting, at: datetime) -> bool:
    """Nobody sees it from the next request on, and its picture is gone; what was said and done stays. False where nothing stood."""
    taken = Photo.objects.filter(place_id=place_id, pk=pk, state__in=STANDING).update(
        state=PhotoState.TAKEN_DOWN, down_why=why[:120], down_by=by.user, down_at=at
    )
    PhotoFile.objects.filter(photo_id=pk, photo__place_id=place_id, photo__state=PhotoState.TAKEN_DOWN).delete()
    if taken:
        audit.record("places.photo_taken_down", by=by, subject=("place", place_id), photo=pk)
    return bool(taken)


def _shown(place_id: int) -> int:
    return Photo.objects.filter(place_id=place_id, state=PhotoState.SHOWN).count()


def _size(picture: Picture) -> dict[str, int]:
    return {"width": picture.small.width, "height": picture.small.height}


def _check(told: rules.Told, *, is_home: bool, today: date) -> None:
    if reasons := rules.why_not_photo(told, is_home=is_home, today=today):
        raise RuleBroken(reasons)
