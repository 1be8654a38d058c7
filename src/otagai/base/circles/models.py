"""Circles: who may see a record about a person, on which basis, from when until when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from otagai.base.circles.words import Basis


class Circle(models.Model):
    """支援の輪: the organisations or named people who hold the records that carry its number."""

    named_only = models.BooleanField("名前のある人だけ", default=False)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)


class Membership(models.Model):
    """One organisation or one named person in a circle, with its legal basis and its dates. Never deleted: it ends.

    `through`: what it came with (`referral:12`, `named`), so that it ends with that alone; empty for a place of one's own.
    """

    circle = models.ForeignKey(Circle, models.PROTECT, related_name="memberships")
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    basis = models.CharField("根拠", max_length=30, choices=Basis.choices)
    through = models.CharField("何を通して", max_length=40, blank=True, default="")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="membership_is_one_organization_or_one_person",
                condition=Q(organization__isnull=False, user__isnull=True)
                | Q(organization__isnull=True, user__isnull=False),
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_began", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
            models.UniqueConstraint(
                name="organization_stands_once_in_a_circle",
                fields=["circle", "organization", "through"],
                condition=Q(until__isnull=True, organization__isnull=False),
            ),
            models.UniqueConstraint(
                name="person_stands_once_in_a_circle",
                fields=["circle", "user"],
                condition=Q(until__isnull=True, user__isnull=False),
            ),
        ]


class Exclusion(models.Model):
    """A person who must not see the circle, whatever else is true (a relative, a neighbour): deny beats allow."""

    circle = models.ForeignKey(Circle, models.PROTECT, related_name="exclusions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField("理由", max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="person_is_excluded_once", fields=["circle", "user"], condition=Q(until__isnull=True)
            )
        ]
