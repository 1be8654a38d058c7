"""手紙箱: what arrives sealed from the public zone, and the slips with which people come back for their answer."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from otagai.welcome.letterbox.words import LetterKind, SafeState


class Letter(models.Model):
    """A sealed letter in the letterbox: the public role can only append; the worker opens it (house.md, circles)."""

    receipt_number = models.CharField(max_length=16, unique=True)
    submission = models.UUIDField("一度だけの鍵", unique=True)
    kind = models.CharField(max_length=20, choices=LetterKind.choices)
    window = models.ForeignKey("places.Window", models.PROTECT, null=True, related_name="+")
    in_reply_to = models.CharField("続きの受付番号", max_length=16, blank=True)
    sealed = models.BinaryField()
    quarantined = models.BooleanField("急に増えたため別にした", default=False)
    arrived_at = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(null=True)
    trouble = models.CharField("開けられなかった理由", max_length=200, blank=True)
    tried_at = models.DateTimeField("前に開けようとした", null=True)

    class Meta:
        indexes = [models.Index(name="letters_unopened", fields=["arrived_at"], condition=Q(opened_at__isnull=True))]


class Slip(models.Model):
    """控え: what the public zone may know of a receipt number: a safe state, and a key to seal answers with."""

    receipt_number = models.CharField(max_length=16, unique=True)
    salt = models.BinaryField(default=bytes)
    reply_key = models.BinaryField("返事の封の鍵（公開鍵）", default=bytes)
    window = models.ForeignKey("places.Window", models.PROTECT, null=True, related_name="+")
    safe_state = models.CharField(max_length=20, choices=SafeState.choices, default=SafeState.ARRIVED)
    word_to_window = models.CharField("窓口へのひとこと", max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["window", "-created_at"])]


class OwnCard(models.Model):
    """Who wrote a card after logging in: seen by that person alone, never in the public zone."""

    slip = models.OneToOneField(Slip, models.PROTECT, related_name="own")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")


class SlipMessage(models.Model):
    """An answer sealed for whoever holds the passphrase of the slip."""

    slip = models.ForeignKey(Slip, models.PROTECT, related_name="messages")
    sealed = models.BinaryField()
    at = models.DateTimeField(default=timezone.now)
