"""立ち上げ: from a wish to something that goes on. What others see is what was agreed; who wished it stays in the circle."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from otagai.together.startups.rules import ALIVE
from otagai.together.startups.words import Agreed, PreparationKind, ProposalKind, ProposalState, Readiness


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """What is asked of proposals."""

    def open(self) -> ProposalQuerySet:
        """Not stopped."""
        return self.exclude(state=ProposalState.STOPPED)

    def overdue(self, on: date) -> ProposalQuerySet:
        """Open, and the next date has passed."""
        return self.open().filter(next_date__lt=on)

    def to_ask(self, since: date) -> ProposalQuerySet:
        """Going on, and nobody said so since the day."""
        said = Q(confirmed_on__isnull=True, started_on__lte=since) | Q(confirmed_on__lte=since)
        return self.filter(said, state__in=ALIVE, asked_on__isnull=True)


class Proposal(models.Model):
    """企画: title and words that were agreed to be shown, who looks after it, and what comes next until when."""

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    kind = models.CharField("種類", max_length=20, choices=ProposalKind.choices)
    title = models.CharField("企画の名前", max_length=120)
    what = models.TextField("どんなこと", blank=True)
    area = models.ForeignKey("areas.Area", models.PROTECT, null=True, blank=True, verbose_name="地区", related_name="+")
    state = models.CharField("状態", max_length=20, choices=ProposalState.choices, default=ProposalState.IDEA)
    holder = models.ForeignKey(
        "organizations.Organization", models.PROTECT, verbose_name="担当の団体", related_name="+"
    )
    coordinator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="担当の人", related_name="+")
    next_step = models.CharField("次にすること", max_length=120, blank=True)
    next_date = models.DateField("いつまで", null=True, blank=True)
    reason = models.CharField("わけ", max_length=200, blank=True)
    agreed_on = models.DateField("見せてよいと 聞いた日", null=True, blank=True)
    open_on = models.DateField("住民にも見せてよいと 聞いた日", null=True, blank=True)
    agreed_how = models.CharField("どう聞いたか", max_length=20, choices=Agreed.choices, blank=True)
    group_name = models.CharField("始める会の名前", max_length=120, blank=True)
    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, blank=True, verbose_name="始める団体", related_name="+"
    )
    started_on = models.DateField("始まった日", null=True, blank=True)
    asked_on = models.DateField("続いているかを たずねた日", null=True, blank=True)
    confirmed_on = models.DateField("続いていると聞いた日", null=True, blank=True)
    place = models.ForeignKey("places.Place", models.PROTECT, null=True, blank=True, related_name="+")
    activity = models.ForeignKey("activities.Activity", models.PROTECT, null=True, blank=True, related_name="+")
    proposed_on = models.DateField("企画にした日")
    version = models.PositiveIntegerField(default=1)
    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="proposal_is_never_dropped",
                condition=Q(state="stopped") | (Q(next_date__isnull=False) & ~Q(next_step="")),
                violation_error_message="続いている企画には、次にすることと その日付が必要です。",
            ),
            models.CheckConstraint(
                name="proposal_stopped_with_a_reason", condition=~Q(state="stopped") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="proposal_began_on_a_day",
                condition=~Q(state__in=["started", "going"]) | Q(started_on__isnull=False),
            ),
            models.CheckConstraint(
                name="proposal_shown_as_agreed", condition=Q(agreed_on__isnull=True) | ~Q(agreed_how="")
            ),
            models.CheckConstraint(
                name="proposal_open_as_agreed", condition=Q(open_on__isnull=True) | Q(agreed_on__isnull=False)
            ),
        ]
        indexes = [
            models.Index(name="proposal_by_next_date", fields=["next_date", "id"], condition=~Q(state="stopped"))
        ]

    def __str__(self) -> str:
        return self.title


class Wish(models.Model):
    """願い: who wants it — a consultation, or somebody who said so. In the circle of the one it came from."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="wishes")
    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    consultation = models.ForeignKey("intake.Consultation", models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField("言い出した人", max_length=120, blank=True)
    contact = models.CharField("連絡のしかた", max_length=120, blank=True)
    text = models.TextField("そのままのことば", blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="consultation_once_in_a_proposal",
                fields=["proposal", "consultation"],
                condition=Q(consultation__isnull=False),
            ),
            models.CheckConstraint(
                name="wish_is_somebodys", condition=Q(consultation__isnull=False) | ~Q(name="") | ~Q(text="")
            ),
        ]


class Preparation(models.Model):
    """準備: one of the six steps: how far it is, who helps, what was noted, which papers there are."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="preparations")
    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    step = models.CharField("準備", max_length=20, choices=PreparationKind.choices)
    readiness = models.CharField("いま", max_length=20, choices=Readiness.choices, default=Readiness.OPEN)
    done_on = models.DateField("できた日", null=True, blank=True)
    helped_by = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, blank=True, verbose_name="手伝う団体", related_name="+"
    )
    note = models.TextField("メモ", blank=True)
    documents = ArrayField(models.CharField(max_length=200), verbose_name="書類・リンク", default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_of_each_step", fields=["proposal", "step"]),
            models.CheckConstraint(
                name="done_step_has_its_day", condition=~Q(readiness="done") | Q(done_on__isnull=False)
            ),
        ]


class ProposalTurn(models.Model):
    """歩み: one change of state, and why. Append-only."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="turns")
    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    to_state = models.CharField(max_length=20, choices=ProposalState.choices)
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)


class Mentor(models.Model):
    """先輩の団体: a group that offers to help those who begin, with which steps, in its own words."""

    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    steps = ArrayField(models.CharField(max_length=20, choices=PreparationKind.choices), verbose_name="手伝えること")
    offer = models.CharField("ひとこと", max_length=300, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="mentor_once", fields=["organization"], condition=Q(until__isnull=True))
        ]
