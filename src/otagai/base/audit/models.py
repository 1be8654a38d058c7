"""Traces: every change, every reading, every deed. Append-only; the app role can neither change nor remove them."""

from __future__ import annotations

from django.db import models

from otagai.base.audit.words import Purpose


class Version(models.Model):
    """One change of one row about people, written by a trigger: who, when, why, from where, what was and what is."""

    at = models.DateTimeField(db_index=True)
    table = models.CharField(max_length=80)
    row_id = models.BigIntegerField()
    circle_id = models.BigIntegerField(null=True)
    operation = models.CharField(max_length=1)
    user_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=40)
    why = models.CharField(max_length=200, blank=True)
    origin = models.CharField(max_length=200, blank=True)
    changes = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["table", "row_id"])]


class Reading(models.Model):
    """Somebody opened a page about a person: who, when, which page, with which purpose."""

    at = models.DateTimeField(db_index=True)
    user_id = models.BigIntegerField()
    organization_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    circle_id = models.BigIntegerField(null=True)
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    page = models.CharField(max_length=80)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "subject_id"]),
            models.Index(fields=["user_id", "at"]),
            models.Index(name="readings_of_circle", fields=["circle_id", "-id"]),
        ]


class Deed(models.Model):
    """A verb that somebody did: the action, its subject, by whom, and the facts that belong to it (no personal content)."""

    at = models.DateTimeField(db_index=True)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField(null=True)
    circle_id = models.BigIntegerField(null=True)
    user_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=80)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["subject", "subject_id"])]
