"""相談: every worry or wish that came in; who holds it, until when; what was said and done. Nothing is deleted."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Expression, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from otagai.base.accounts.acting import Areas
from otagai.base.circles.within import within
from otagai.welcome.intake.words import (
    About,
    Door,
    Kind,
    Knows,
    Level,
    Method,
    Origin,
    Outcome,
    RecordKind,
    ReplyBy,
    State,
    Timer,
    Urgency,
)  # fmt: skip


class ConnectionCard(models.Model):
    """A printed つながりカード with its serial; keyed in by number, keyed twice is one."""

    serial = models.CharField("カードの番号", max_length=16, unique=True)
    window = models.ForeignKey("places.Window", models.PROTECT, null=True, related_name="+")
    printed_at = models.DateTimeField(default=timezone.now)
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    receipt_number = models.CharField(max_length=16, blank=True)
    keyed_at = models.DateTimeField(null=True)


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    """What is asked of consultations."""

    def open(self) -> ConsultationQuerySet:
        """Not ended."""
        return self.filter(ended_at__isnull=True)

    def overdue(self, on: date | Expression) -> ConsultationQuerySet:
        """Open, and the next date has passed."""
        return self.open().filter(next_date__lt=on)

    def owing_an_answer(self) -> ConsultationQuerySet:
        """Open, somebody was met or called, and the one who asked has heard nothing yet."""
        return self.open().filter(told_origin_at__isnull=True, origin_declined=False, first_contact_at__isnull=False)

    def written_again(self) -> ConsultationQuerySet:
        """Open, and whoever asked has written again: nobody has taken it up yet."""
        return self.open().filter(wrote_again_at__isnull=False)

    def unanswered_since(self, at: datetime) -> models.QuerySet[Any, Any]:
        """Open and owing an answer to somebody who last asked (`asked_at`) before that moment."""
        again = Record.objects.filter(consultation=OuterRef("pk"), kind=RecordKind.WROTE_AGAIN).order_by("-at")
        asked = Coalesce(Subquery(again.values("at")[:1]), F("arrived_at"))
        owing = self.open().filter(told_origin_at__isnull=True, origin_declined=False, arrived_at__lt=at)
        return owing.annotate(asked_at=asked).filter(asked_at__lt=at)

    def urgent(self) -> ConsultationQuerySet:
        """Open, of today, and nobody has met or called the person yet."""
        return self.open().filter(urgency=Urgency.TODAY, first_contact_at__isnull=True)

    def at_coordinator(self) -> ConsultationQuerySet:
        """Open, and handed back three times."""
        return self.open().filter(at_coordinator_since__isnull=False)

    def held_by(self, organizations: tuple[int, ...]) -> ConsultationQuerySet:
        """One of the organisations is responsible."""
        return self.filter(holder_id__in=organizations)

    def within(self, areas: Areas | None) -> ConsultationQuerySet:
        """Limited to the areas of each organisation (those without an area stay visible: nobody may fall between two districts)."""
        return self if areas is None else self.filter(within(areas))


class Consultation(models.Model):
    """相談: the header that all concerned see: number, state, who holds it until when, what kind, from where."""

    receipt_number = models.CharField("受付番号", max_length=16, unique=True)
    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    kind = models.CharField("種類", max_length=20, choices=Kind.choices)
    door = models.CharField("入口", max_length=20, choices=Door.choices)
    urgency = models.CharField("急ぎ", max_length=20, choices=Urgency.choices, default=Urgency.ANYTIME)
    state = models.CharField("状態", max_length=20, choices=State.choices, default=State.ARRIVED)
    headline = models.CharField("ひとことで", max_length=120)
    themes = ArrayField(models.CharField(max_length=30), verbose_name="困りごとの種類", default=list, blank=True)
    about = models.CharField("だれのこと", max_length=20, choices=About.choices, default=About.UNSAID)
    knows = models.CharField("本人は知っている", max_length=10, choices=Knows.choices, default=Knows.UNSURE)
    area = models.ForeignKey("areas.Area", models.PROTECT, null=True, blank=True, related_name="+")
    holder = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    next_date = models.DateField("いつまで", null=True)
    next_step = models.CharField("次の一歩", max_length=120)
    origin = models.CharField("だれに答えるか", max_length=20, choices=Origin.choices)
    origin_window = models.ForeignKey("places.Window", models.PROTECT, null=True, blank=True, related_name="+")
    origin_organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, blank=True, related_name="+"
    )
    reply_by = models.CharField("返事の受け取り方", max_length=10, choices=ReplyBy.choices, default=ReplyBy.NONE)
    wrote_again_at = models.DateTimeField("続きの手紙", null=True)
    told_origin_at = models.DateTimeField("お知らせした", null=True)
    origin_declined = models.BooleanField("お知らせ不要（書いた人の希望）", default=False)
    arrived_at = models.DateTimeField("届いた")
    received_at = models.DateTimeField("受け止めた", null=True)
    first_contact_at = models.DateTimeField("最初の連絡", null=True)
    ended_at = models.DateTimeField("終わった", null=True)
    outcome = models.CharField("結果", max_length=20, choices=Outcome.choices, blank=True)
    hand_backs = models.PositiveSmallIntegerField("差戻しの回数", default=0)
    at_coordinator_since = models.DateTimeField("調整役の机に", null=True)
    updated_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    objects = ConsultationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="open_has_holder_and_next_date",
                condition=Q(ended_at__isnull=False) | Q(next_date__isnull=False, holder__isnull=False),
                violation_error_message="開いている相談には、担当する団体と次の日付が必要です。",
            ),
            models.CheckConstraint(
                name="ended_has_outcome_and_answer",
                condition=Q(ended_at__isnull=True)
                | (~Q(outcome="") & (Q(told_origin_at__isnull=False) | Q(origin_declined=True))),
                violation_error_message="終えるには、結果と、書いた人へのお知らせが必要です。",
            ),
            models.CheckConstraint(
                name="ended_state_and_date_agree",
                condition=Q(state="ended", ended_at__isnull=False) | (~Q(state="ended") & Q(ended_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="received_was_received", condition=Q(state="arrived") | Q(received_at__isnull=False)
            ),
        ]
        indexes = [
            models.Index(
                name="desk_by_next_date", fields=["holder", "next_date", "id"], condition=Q(ended_at__isnull=True)
            ),
            models.Index(name="desk_by_updated", fields=["holder", "-updated_at", "-id"]),
            models.Index(
                name="arrived_newest",
                fields=["holder", "-arrived_at", "-id"],
                condition=Q(ended_at__isnull=True, state="arrived"),
            ),
            models.Index(
                name="answer_owed",
                fields=["holder", "next_date", "id"],
                condition=Q(
                    ended_at__isnull=True,
                    told_origin_at__isnull=True,
                    origin_declined=False,
                    first_contact_at__isnull=False,
                ),
            ),
            models.Index(
                name="urgent_first",
                fields=["holder", "next_date", "id"],
                condition=Q(ended_at__isnull=True, urgency="today", first_contact_at__isnull=True),
            ),
            models.Index(
                name="coordinators_desk",
                fields=["holder", "next_date", "id"],
                condition=Q(ended_at__isnull=True, at_coordinator_since__isnull=False),
            ),
            models.Index(
                name="written_again",
                fields=["holder", "next_date", "id"],
                condition=Q(ended_at__isnull=True, wrote_again_at__isnull=False),
            ),
            models.Index(name="mine_open", fields=["held_by", "next_date"], condition=Q(ended_at__isnull=True)),
            models.Index(name="all_overdue", fields=["next_date"], condition=Q(ended_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.receipt_number


class Folder(models.Model):
    """綴り: one organisation's own papers on one consultation, with a circle of their own."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="folders")
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_folder_each", fields=["consultation", "organization"])]


class Voice(models.Model):
    """声: the words as they arrived, and how the one who said them may be reached. In the receiving folder's circle."""

    consultation = models.OneToOneField(Consultation, models.PROTECT, related_name="voice")
    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    text = models.TextField("ことば")
    caller_name = models.CharField("お名前", max_length=120, blank=True)
    caller_relation = models.CharField("本人との関係", max_length=60, blank=True)
    phone = models.CharField("電話", max_length=40, blank=True)
    mail = models.CharField("メール", max_length=254, blank=True)
    safe_time = models.CharField("連絡してよい方法と時間", max_length=120, blank=True)
    person_name = models.CharField("だれのこと（名前）", max_length=120, blank=True)
    place = models.CharField("住んでいるあたり", max_length=120, blank=True)


class Record(models.Model):
    """記録: one entry of the story: 日時・方法・相手・内容・所要時間. Absence is a record too. Corrections append."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="records")
    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    kind = models.CharField("種類", max_length=20, choices=RecordKind.choices)
    method = models.CharField("方法", max_length=20, choices=Method.choices, blank=True)
    with_whom = models.CharField("相手", max_length=80, blank=True)
    text = models.TextField("内容")
    minutes = models.PositiveSmallIntegerField("所要時間（分）", null=True, blank=True)
    at = models.DateTimeField("いつ")
    written_at = models.DateTimeField("書いた", default=timezone.now)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")

    class Meta:
        indexes = [models.Index(fields=["consultation", "at"])]


class Step(models.Model):
    """歩み: one change of state or holder, visible to everybody concerned. Append-only."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="steps")
    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    verb = models.CharField(max_length=40)
    from_state = models.CharField(max_length=20, choices=State.choices, blank=True)
    to_state = models.CharField(max_length=20, choices=State.choices)
    holder = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    next_date = models.DateField(null=True)
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["consultation", "at"])]


class ConsultationPerson(models.Model):
    """Whom a consultation is about; given later or taken back, reversibly."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="people")
    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    reason = models.CharField("なぜ同じ人と分かったか", max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)
    undone_because = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_person_now_in_a_circle", fields=["consultation", "circle"], condition=Q(until__isnull=True)
            )
        ]


class Escalation(models.Model):
    """Somebody was told that a step is overdue: which step, which level, when. Told once per level and deadline."""

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="escalations")
    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    timer = models.CharField(max_length=30, choices=Timer.choices)
    level = models.CharField(max_length=20, choices=Level.choices)
    due = models.CharField(max_length=32)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="told_once", fields=["subject", "subject_id", "timer", "level", "due"])
        ]
