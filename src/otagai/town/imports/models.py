"""取り込み: which file, by whom, how many rows came, were stored, were rejected and why."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from otagai.town.imports.words import ImportKind, ImportState


class ImportRun(models.Model):
    """One file: rows in = stored new + updated + unchanged + rejected."""

    kind = models.CharField(max_length=20, choices=ImportKind.choices)
    state = models.CharField(max_length=20, choices=ImportState.choices, default=ImportState.PREVIEW)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    options = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    rows_in = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="every_row_is_accounted_for",
                condition=~Q(state="done") | Q(rows_in=F("created") + F("updated") + F("unchanged") + F("rejected")),
            )
        ]


class Rejection(models.Model):
    """A row that was not stored: its line in the file, what it said, and why not."""

    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="rejections")
    line = models.PositiveIntegerField()
    row = models.JSONField()
    reason = models.CharField(max_length=300)
