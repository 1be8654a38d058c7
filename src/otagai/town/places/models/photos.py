"""写真: pictures of a place with their words, who asked whom, and who looked before residents see them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from otagai.town.places.models.places import Place
from otagai.town.places.models.windows import WindowLink
from otagai.town.places.words import PhotoPeople, PhotoState


class Photo(models.Model):
    """One photo of a place. Its picture is gone when it was declined or taken down; what was said and done stays.

    `thumb`, `small`, `large`: SHA-256 of the three drawings, which are their addresses.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="photos")
    submission = models.UUIDField(unique=True)
    state = models.CharField(max_length=20, choices=PhotoState.choices, default=PhotoState.WAITING)
    alt = models.CharField("写真のことば", max_length=120)
    people = models.CharField("写っている人", max_length=20, choices=PhotoPeople.choices)
    asker = models.CharField("聞いた人", max_length=80, blank=True)
    asked = models.CharField("だれに聞いたか", max_length=120, blank=True)
    asked_on = models.DateField("聞いた日", null=True, blank=True)
    home_hidden = models.BooleanField("どの家か わからない", default=False)
    thumb = models.CharField(max_length=64)
    small = models.CharField(max_length=64)
    large = models.CharField(max_length=64)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    link = models.ForeignKey(WindowLink, models.PROTECT, null=True, related_name="photos")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    down_why = models.CharField("下げたわけ", max_length=120, blank=True)
    down_link = models.ForeignKey(WindowLink, models.PROTECT, null=True, related_name="+")
    down_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    down_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="everybody_in_a_photo_was_asked",
                condition=Q(people="nobody") | (~Q(asker="") & ~Q(asked="") & Q(asked_on__isnull=False)),
            ),
            models.CheckConstraint(name="a_photo_is_said_in_words", condition=~Q(alt="")),
        ]
        indexes = [
            models.Index(name="photos_of_a_place", fields=["place", "state"]),
            models.Index(name="photos_waiting", fields=["sent_at"], condition=Q(state="waiting")),
        ]


class PhotoFile(models.Model):
    """A drawing of a photo (WebP), under the SHA-256 of its bytes."""

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="files")
    sha256 = models.CharField(max_length=64, db_index=True)
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(name="a_drawing_once_a_photo", fields=["photo", "sha256"])]
