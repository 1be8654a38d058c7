"""徒歩圏: questions that were kept, to be compared and talked about. Nothing here is about a person."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from otagai.insight.coverage.words import SearchState


class Scenario(models.Model):
    """A question with a name: what if these places opened, and those closed."""

    name = models.CharField("名前", max_length=60)
    question = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField("しまった日時", null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name


class Search(models.Model):
    """The long search for the best next places of a scenario: asked by somebody, done by the worker."""

    scenario = models.ForeignKey(Scenario, models.PROTECT, related_name="searches")
    state = models.CharField(max_length=20, choices=SearchState.choices, default=SearchState.WAITING)
    chosen = models.JSONField(default=list)
    people = models.PositiveIntegerField(default=0)
    is_proven = models.BooleanField(default=False)
    gap = models.FloatField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)
    seconds = models.FloatField(default=0)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_search_at_a_time", fields=["scenario"], condition=models.Q(state__in=["waiting", "running"])
            )
        ]
