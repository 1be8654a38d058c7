"""活動への申し込み: a number, a day and seats that anybody may count; names and telephones for the hosts alone, and not for long."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from otagai.welcome.signups.words import EndedBy, News, Way


class SignUp(models.Model):
    """One sign-up for a day of an activity, as a guest or for a task: holds no name, the public role may append it."""

    receipt_number = models.CharField("受付番号", max_length=16, unique=True)
    activity = models.ForeignKey("activities.Activity", models.PROTECT, related_name="+")
    day = models.DateField("日")
    slot = models.ForeignKey("activities.HelpingSlot", models.PROTECT, null=True, related_name="+")
    seats = models.PositiveSmallIntegerField("人数", default=1)
    waited = models.BooleanField("はじめは順番待ち", default=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["activity", "day"], name="sign_ups_of_a_day")]
        constraints = [
            models.CheckConstraint(name="sign_up_is_for_somebody", condition=models.Q(seats__gte=1)),
        ]


class SignUpEnd(models.Model):
    """The sign-up is taken back; the place goes to the next in line. Appended, never changed."""

    sign_up = models.OneToOneField(SignUp, models.PROTECT, related_name="end")
    ended_by = models.CharField(max_length=20, choices=EndedBy.choices)
    at = models.DateTimeField(default=timezone.now)


class Roll(models.Model):
    """名簿: the circle of those who hold an activity; who signed up is known in it and nowhere else."""

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    activity = models.OneToOneField("activities.Activity", models.PROTECT, related_name="+")


class Participant(models.Model):
    """Who signed up: the name to be called by and how to reach them. Blank once the term is over (`erased_at`).

    No versions are kept of these rows: a version would keep the name that has to go.
    """

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    sign_up = models.OneToOneField(SignUp, models.PROTECT, related_name="participant")
    activity = models.ForeignKey("activities.Activity", models.PROTECT, related_name="+")
    name = models.CharField("名前", max_length=80, blank=True)
    phone = models.CharField("電話", max_length=40, blank=True)
    mail = models.CharField("メール", max_length=254, blank=True)
    note = models.CharField("知っておいてほしいこと", max_length=400, blank=True)
    mail_failed_at = models.DateTimeField("メールが出なかった", null=True)
    erased_at = models.DateTimeField("名前を消した", null=True)


class Telling(models.Model):
    """Somebody who signed up was told something: what, how, when, by whom."""

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    sign_up = models.ForeignKey(SignUp, models.PROTECT, related_name="tellings")
    news = models.CharField("なにを", max_length=20, choices=News.choices)
    way = models.CharField("どうやって", max_length=20, choices=Way.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
