"""Photos: those that residents see, one drawing by the hash of its bytes, and what waits for staff."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import F
from django.http import Http404

from otagai.town.places.models import Photo, PhotoFile
from otagai.town.places.queries.windows import LONGEST_TOKEN
from otagai.town.places.rules import hash_of
from otagai.town.places.rules.photos import LARGEST_KEY
from otagai.town.places.words import PhotoPeople, PhotoState, PlaceForm


@dataclass(frozen=True)
class ShownPhoto:
    """A photo on the page of a place: what is said instead of it, its drawings by their hashes, the size of the small one."""

    alt: str
    small: str
    large: str
    width: int
    height: int


@dataclass(frozen=True)
class OwnPhoto:
    """A photo that the group of a place sent or that stands there: shown, or waiting for staff."""

    pk: int
    alt: str
    state: PhotoState
    width: int
    height: int


@dataclass(frozen=True)
class OwnPhotos:
    """What the link of a place opens of its photos."""

    is_home: bool
    photos: tuple[OwnPhoto, ...]


@dataclass(frozen=True)
class StaffPhoto:
    """A photo as staff see it: its words, who asked whom and when, by which door it came, what became of it."""

    pk: int
    state: PhotoState
    alt: str
    people: PhotoPeople
    asker: str
    asked: str
    asked_on: date | None
    home_hidden: bool
    width: int
    height: int
    sent_at: datetime
    by_link: bool
    holder: str
    down_why: str
    down_at: datetime | None
    is_kept_back: bool


@dataclass(frozen=True)
class WaitingPhoto:
    """A photo that waits: of which place, since when."""

    place_id: int
    place: str
    sent_at: datetime


def photos_shown(place_id: int) -> tuple[ShownPhoto, ...]:
    """What residents see of a place, the oldest first; one query."""
    rows = Photo.objects.filter(place_id=place_id, state=PhotoState.SHOWN).order_by("pk")
    return tuple(ShownPhoto(*row) for row in rows.values_list("alt", "small", "large", "width", "height"))


def drawing_of(digest: str) -> bytes:
    """The drawing with this SHA-256; for the public role only while residents may see its photo. 404 otherwise; one query."""
    content = PhotoFile.objects.filter(sha256=digest).values_list("content", flat=True).first()
    if content is None:
        raise Http404
    return bytes(content)


def own_photos(token: str) -> OwnPhotos | None:
    """The photos of the place of a link, or None for a link that opens nothing; one query."""
    found = _by_token("SELECT places_photos_by_token(%s)", token)
    if found is None:
        return None
    told: dict[str, Any] = json.loads(found) if isinstance(found, str) else found
    photos = (OwnPhoto(**{**each, "state": PhotoState(each["state"])}) for each in told["photos"])
    return OwnPhotos(told["is_home"], tuple(photos))


def own_drawing(token: str, photo_id: int) -> bytes:
    """The small drawing of a photo of the link's own place, waiting or shown; 404 otherwise. One query."""
    content = _by_token("SELECT places_drawing_by_token(%s, %s)", token, photo_id)
    if content is None:
        raise Http404
    return bytes(content)


def _by_token(question: str, token: str, *more: int) -> Any:
    if not 20 <= len(token) <= LONGEST_TOKEN or any(number > LARGEST_KEY for number in more):
        return None
    with connection.cursor() as cursor:
        cursor.execute(question, [hash_of(token), *more])
        return cursor.fetchone()[0]


def photos_of(place_id: int) -> list[StaffPhoto]:
    """All photos of a place for those who keep it: what waits first, then what is shown, then what is gone. One query."""
    order = list(PhotoState)
    rows = Photo.objects.filter(place_id=place_id).select_related("link", "place").order_by("-pk")
    return sorted((_staff(photo) for photo in rows), key=lambda photo: order.index(photo.state))


def _staff(photo: Photo) -> StaffPhoto:
    return StaffPhoto(
        photo.pk, PhotoState(photo.state), photo.alt, PhotoPeople(photo.people), photo.asker, photo.asked, photo.asked_on,
        photo.home_hidden, photo.width, photo.height, photo.sent_at, photo.link is not None,
        photo.link.holder if photo.link else "", photo.down_why, photo.down_at or photo.decided_at,
        photo.place.form == PlaceForm.PRIVATE_HOME and not photo.home_hidden,
    )  # fmt: skip


def drawing_for_staff(place_id: int, photo_id: int) -> bytes:
    """The small drawing of a photo of this place, for those who look at it first; 404 when it is gone. One query."""
    files = PhotoFile.objects.filter(photo_id=photo_id, photo__place_id=place_id, sha256=F("photo__small"))
    content = files.values_list("content", flat=True).first()
    if content is None:
        raise Http404
    return bytes(content)


def photos_waiting() -> list[WaitingPhoto]:
    """Places whose photos wait for staff, the oldest first; one query."""
    rows = Photo.objects.filter(state=PhotoState.WAITING).order_by("sent_at", "pk")
    return [WaitingPhoto(*row) for row in rows.values_list("place_id", "place__name", "sent_at")]
