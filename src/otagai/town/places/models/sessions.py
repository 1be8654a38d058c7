"""開催の記録: each time people met at a place, in numbers. It names nobody, and nobody can be found in it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from otagai.town.places.models.places import Place
from otagai.town.places.models.windows import WindowLink
from otagai.town.places.words import DayPart


class Session(models.Model):
    """One time that people met: how many came by age, how many for the first time, what nearly went wrong. No names."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="sessions")
    submission = models.UUIDField(unique=True)
    held_on = models.DateField("いつ")
    part = models.CharField("時間", max_length=12, choices=DayPart.choices)
    begins = models.TimeField("何時から", null=True, blank=True)
    ends = models.TimeField("何時まで", null=True, blank=True)
    children = models.PositiveSmallIntegerField(default=0)
    adults = models.PositiveSmallIntegerField(default=0)
    seniors = models.PositiveSmallIntegerField(default=0)
    elders = models.PositiveSmallIntegerField(default=0)
    unknown = models.PositiveSmallIntegerField(default=0)
    first_timers = models.PositiveSmallIntegerField("はじめて来た人", default=0)
    hosts = models.PositiveSmallIntegerField("ひらいた人・手伝った人", default=0)
    near_misses = ArrayField(models.CharField(max_length=12), default=list, blank=True, verbose_name="ヒヤリ")
    near_miss_note = models.CharField("ヒヤリのこと", max_length=200, blank=True)
    link = models.ForeignKey(WindowLink, models.PROTECT, null=True, related_name="sessions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="met_once_in_a_part_of_a_day",
                fields=["place", "held_on", "part"],
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="first_timers_are_among_those_who_came",
                condition=Q(first_timers__lte=F("children") + F("adults") + F("seniors") + F("elders") + F("unknown")),
                violation_error_message="はじめて来た人は、来た人の数までです。",
            ),
            models.CheckConstraint(
                name="session_ends_after_it_began",
                condition=Q(begins__isnull=True, ends__isnull=True)
                | Q(begins__isnull=False, ends__isnull=False, ends__gt=F("begins")),
                violation_error_message="「何時まで」は「何時から」より あとの時間にしてください。",
            ),
        ]
        indexes = [models.Index(name="sessions_by_day", fields=["held_on", "place"])]
