"""Notices to people with an account, and the outbox of messages that leave the house."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from otagai.base.notices.words import MessageState, NoticeKind


class Notice(models.Model):
    """One line for one person: what happened and where to look. Holds numbers, never names or notes."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=20, choices=NoticeKind.choices)
    text = models.CharField(max_length=200)
    url = models.CharField(max_length=200, blank=True)
    key = models.CharField("同じお知らせを二度出さないための鍵", max_length=120)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    for_outbox = models.BooleanField("メールでも知らせる（これから）", default=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="a_notice_is_given_once", fields=["user", "key"])]
        indexes = [
            models.Index(fields=["user", "-created_at"]),
            models.Index(name="notices_unread", fields=["user"], condition=Q(read_at__isnull=True)),
            models.Index(name="notices_for_outbox", fields=["created_at"], condition=Q(for_outbox=True)),
        ]


class Message(models.Model):
    """A mail in the outbox: 「お知らせがあります」 and a link, no personal content. Failing is visible to its sender."""

    notice = models.ForeignKey(Notice, models.PROTECT, null=True, related_name="messages")
    receiver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    to = models.EmailField()
    subject = models.CharField(max_length=120)
    body = models.TextField()
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=20, choices=MessageState.choices, default=MessageState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(name="outbox_waiting", fields=["next_try_at"], condition=Q(state="waiting"))]


class Heartbeat(models.Model):
    """The last sign of life of one of the worker's jobs: without it nobody would notice that the worker stands still."""

    job = models.CharField("しごと", max_length=60, unique=True)
    at = models.DateTimeField("最後に動いた時刻")
