"""情報提供台帳: what left, to whom, on which basis, why, and who decided."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from otagai.base.disclosure.words import LegalBasis, Means


class Disclosure(models.Model):
    """One time that personal facts left: a line of the ledger. Append-only."""

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    recipient = models.ForeignKey("organizations.Organization", models.PROTECT, null=True, related_name="+")
    recipient_name = models.CharField(max_length=120)
    basis = models.CharField("根拠", max_length=30, choices=LegalBasis.choices)
    reason = models.CharField("相当の理由", max_length=400, blank=True)
    purpose = models.CharField("目的", max_length=200)
    items = ArrayField(models.CharField(max_length=30))
    means = models.CharField(max_length=20, choices=Means.choices)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    consent_id = models.BigIntegerField(null=True)
