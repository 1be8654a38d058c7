"""What is done with many windows at once: briefings with those who came, and the yearly check with who has answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from otagai.town.places.models.windows import Window
from otagai.town.places.words import CheckHow, CheckWish


class Briefing(models.Model):
    """説明会: a day and a place to which windows are invited; attending is a step of the accreditation."""

    on = models.DateField("いつ")
    starts_at = models.TimeField("何時から")
    where = models.CharField("会場", max_length=120)
    note = models.CharField("伝えること", max_length=300, blank=True)
    told_at = models.DateTimeField("出席を書いた時", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.where


class BriefingGuest(models.Model):
    """A window that is invited, and whether it came (unknown until somebody wrote it down)."""

    briefing = models.ForeignKey(Briefing, models.PROTECT, related_name="guests")
    window = models.ForeignKey(Window, models.PROTECT, related_name="briefings")
    came = models.BooleanField("来た", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="invited_once", fields=["briefing", "window"])]


class CheckRound(models.Model):
    """年次確認の取り組み: one a year (年度); every window with its flag up on that day has a line in it."""

    year = models.PositiveSmallIntegerField("年度", unique=True)
    started_on = models.DateField("始めた日")
    due_on = models.DateField("お返事の期限")
    closed_on = models.DateField("終えた日", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")


class CheckLine(models.Model):
    """A window in the round: whether, when and how it answered, and how it wants to go on."""

    round = models.ForeignKey(CheckRound, models.PROTECT, related_name="lines")
    window = models.ForeignKey(Window, models.PROTECT, related_name="checks")
    answered_at = models.DateTimeField("答えた時", null=True)
    how = models.CharField("どうやって", max_length=10, choices=CheckHow.choices, blank=True)
    wish = models.CharField("これから", max_length=10, choices=CheckWish.choices, blank=True)
    note = models.CharField("ひとこと", max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="checked_once_a_round", fields=["round", "window"]),
            models.CheckConstraint(
                name="an_answer_says_how_and_what",
                condition=Q(answered_at=None, how="", wish="")
                | (Q(answered_at__isnull=False) & ~Q(how="") & ~Q(wish="")),
            ),
        ]
