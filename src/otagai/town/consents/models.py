"""同意: person × purpose × recipient × items × period × how it was given."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from otagai.town.consents.words import ConsentGiver, ConsentMethod


class ConsentQuerySet(models.QuerySet["Consent"]):
    """What is asked of consents."""

    def in_force(self, on: date) -> ConsentQuerySet:
        """Neither withdrawn nor run out on the day."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on), withdrawn_at__isnull=True)


class Consent(models.Model):
    """What a person agreed to pass on, to whom, for what. Withdrawal stops new sharing at once."""

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="consents")
    subject = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True)
    recipient = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    purpose = models.CharField("目的", max_length=200)
    items = ArrayField(models.CharField(max_length=30), verbose_name="伝えてよいこと")
    method = models.CharField("どのように", max_length=20, choices=ConsentMethod.choices)
    giver = models.CharField("だれが", max_length=20, choices=ConsentGiver.choices, default=ConsentGiver.PERSON)
    given_at = models.DateTimeField("いつ", default=timezone.now)
    valid_until = models.DateField("いつまで", null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    objects = ConsentQuerySet.as_manager()
