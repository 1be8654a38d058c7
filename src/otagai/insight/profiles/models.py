"""地区カルテ and 地区担当制: what is written about a district. Nothing here is about a person; nothing is overwritten."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from otagai.insight.profiles.words import Family, StepState, TreasureKind

STILL_OPEN = Q(state="open", closed_on__isnull=True)
CLOSED_WITH_A_WORD = Q(closed_on__isnull=False) & ~Q(outcome="") & ~Q(state="open")


class ThemeCount(models.Model):
    """One family of themes in half a year, of areas counted together: nobody, or at least k. Written once.

    Without areas: those who named none; and 0 without areas where the whole town told fewer than k.
    """

    since = models.DateField("いつから")
    until = models.DateField("いつまで（この日をふくまない）")
    family = models.CharField("種類", max_length=20, choices=Family.choices)
    areas = ArrayField(models.BigIntegerField())
    count = models.PositiveIntegerField("件数")
    smallest = models.PositiveSmallIntegerField("k")
    counted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(name="themes_counted_once", fields=["since", "family", "areas"]),
            models.CheckConstraint(name="no_theme_of_few", condition=Q(count=0) | Q(count__gte=F("smallest"))),
        ]


class Treasure(models.Model):
    """お宝: a strength or a voice of a district, dated, with its source. No personal facts."""

    area = models.ForeignKey("areas.Area", models.PROTECT, related_name="+")
    kind = models.CharField("種類", max_length=20, choices=TreasureKind.choices)
    text = models.CharField("お宝", max_length=200)
    source = models.CharField("だれから・どこで聞いたか", max_length=120)
    on = models.DateField("いつのこと")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["area", "-on"], name="treasures_of_area")]

    def __str__(self) -> str:
        return self.text


class HandoverNote(models.Model):
    """引き継ぎメモ: every version stays; the newest is the one in force."""

    area = models.ForeignKey("areas.Area", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    text = models.TextField("引き継ぎ")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(name="one_note_of_a_version", fields=["area", "version"])]


class DistrictVisit(models.Model):
    """訪問: when, whom of the district, what was heard. Corrections are further visits; nothing is rewritten."""

    area = models.ForeignKey("areas.Area", models.PROTECT, related_name="+")
    on = models.DateField("いつ")
    where = models.CharField("どこで・だれと（団体や集まり）", max_length=120)
    heard = models.TextField("聞いたこと")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["area", "-on"], name="visits_of_area")]


class AgreedStep(models.Model):
    """次の一歩: agreed with 地区社協 or another group, by a date; done or given up with a word."""

    area = models.ForeignKey("areas.Area", models.PROTECT, related_name="+")
    text = models.CharField("何をするか", max_length=200)
    agreed_with = models.CharField("だれと決めたか", max_length=120)
    agreed_on = models.DateField("話し合った日")
    due = models.DateField("いつまで")
    state = models.CharField("状態", max_length=20, choices=StepState.choices, default=StepState.OPEN)
    outcome = models.CharField("どうなったか", max_length=200, blank=True)
    closed_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["due", "pk"]
        constraints = [
            models.CheckConstraint(name="step_is_due_after_it_was_agreed", condition=Q(due__gte=F("agreed_on"))),
            models.CheckConstraint(name="closed_step_says_how", condition=STILL_OPEN | CLOSED_WITH_A_WORD),
        ]
        indexes = [models.Index(fields=["area", "state", "due"], name="steps_of_area")]
