"""What somebody typed is kept: one submission is one record, drafts survive errors and log-out."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class Submission(models.Model):
    """The key of a creating form that was sent: pressing the button again leads to the same result."""

    key = models.UUIDField()
    form = models.CharField(max_length=60)
    result = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_result_per_key_and_form", fields=["key", "form"])]


class Draft(models.Model):
    """Text being typed by a staff member, kept by the server while typing; no record: it is gone some days after the last word.

    Only its writer sees the row (row-level security), and only this house reads it (encrypted, as a visitor's notes are).
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    form = models.CharField(max_length=120)
    sealed = models.BinaryField("書いている途中の文（封をしたもの）")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_draft_per_form", fields=["user", "form"])]
        indexes = [models.Index(name="drafts_by_age", fields=["saved_at"])]
