"""What changed of places, windows and activities — written by triggers, whoever changed it — and how far somebody has looked."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from otagai.town.places.models.places import Place


class Change(models.Model):
    """What one transaction changed of a place (its window too) or of an activity; `xact` orders those still under way."""

    place = models.ForeignKey(Place, models.CASCADE, null=True, related_name="changes")
    activity_id = models.BigIntegerField(null=True)
    what = ArrayField(models.CharField(max_length=20))
    at = models.DateTimeField(default=timezone.now)
    xact = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_change_of_a_place_once", fields=["xact", "place"], condition=Q(activity_id=None)
            ),
            models.UniqueConstraint(
                name="a_change_of_an_activity_once", fields=["xact", "activity_id"], condition=Q(place=None)
            ),
            models.CheckConstraint(
                name="a_change_is_of_one_thing",
                condition=Q(place__isnull=False, activity_id=None) | Q(place=None, activity_id__isnull=False),
            ),
        ]
        indexes = [models.Index(name="changes_in_time", fields=["at", "id"], condition=~Q(what__contains=["listed"]))]


class LastLook(models.Model):
    """ここまで見ました: the last change that somebody saw, and which transactions were under way just then.

    One mark for all of the town (no area), and one for each area that somebody reads by itself.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    area = models.ForeignKey("areas.Area", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    change_id = models.BigIntegerField()
    snapshot = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_look_an_area", fields=["user", "area"], nulls_distinct=False)]
