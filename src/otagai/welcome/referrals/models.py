"""つなぎ: handing the baton from one organisation to another; the giver holds it until the taker has it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from otagai.base.accounts.acting import Areas
from otagai.base.circles.within import within
from otagai.base.disclosure.words import LegalBasis
from otagai.welcome.referrals.words import HandBackReason, ReferralState

WAITING = ("sent", "received")


class ReferralQuerySet(models.QuerySet["Referral"]):
    """What is asked of referrals."""

    def waiting(self) -> ReferralQuerySet:
        """Sent or received, and not yet answered."""
        return self.filter(state__in=WAITING)

    def not_contacted(self) -> ReferralQuerySet:
        """Joined (一緒に対応), and whoever joined has contacted nobody yet; of one that was accepted the consultation itself is due."""
        return self.filter(state=ReferralState.JOINED)

    def within(self, areas: Areas | None) -> ReferralQuerySet:
        """Limited to consultations of the areas of each organisation (those without an area stay visible)."""
        return self if areas is None else self.filter(within(areas, area="consultation__area"))

    def to_be_answered_by(self, organizations: tuple[int, ...]) -> ReferralQuerySet:
        """Waiting for an answer from one of the organisations."""
        return self.waiting().filter(receiver_id__in=organizations)


class Referral(models.Model):
    """One baton: from whom, to whom, what was passed on and on which basis, where it is, until when."""

    consultation = models.ForeignKey("intake.Consultation", models.PROTECT, related_name="referrals")
    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    sender = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    receiver = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    state = models.CharField("状態", max_length=20, choices=ReferralState.choices, default=ReferralState.DRAFT)
    reason = models.CharField("つなぐ理由・お願いしたいこと", max_length=400)
    basis = models.CharField("根拠", max_length=30, choices=LegalBasis.choices)
    basis_note = models.CharField("根拠の説明（相当の理由）", max_length=400, blank=True)
    consent = models.ForeignKey("consents.Consent", models.PROTECT, null=True, blank=True, related_name="+")
    items = ArrayField(models.CharField(max_length=30), verbose_name="伝えること", default=list)
    headline = models.CharField("相談の要点（受け取る人に見える ひとこと）", max_length=120, blank=True)
    letter = models.JSONField("手紙の中身（伝えることだけ）", default=list)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    first_contact_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    hand_back_reason = models.CharField("差戻しの理由", max_length=30, choices=HandBackReason.choices, blank=True)
    hand_back_note = models.CharField("差戻しの説明", max_length=400, blank=True)
    suggestion = models.CharField("こうしてはどうか", max_length=400, blank=True)
    result = models.TextField("結果", blank=True)
    due_on = models.DateField("返事の期限", null=True)
    on_hold_until = models.DateField("待つ日", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    objects = ReferralQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="baton_goes_to_somebody_else", condition=~Q(sender=F("receiver"))),
            models.CheckConstraint(
                name="sent_has_a_date_and_a_deadline",
                condition=Q(state__in=["draft", "taken_back"]) | Q(sent_at__isnull=False, due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="hand_back_has_reason_and_suggestion",
                condition=~Q(state="handed_back") | (~Q(hand_back_reason="") & ~Q(suggestion="")),
                violation_error_message="差戻しには、理由と「こうしてはどうか」が必要です。",
            ),
            models.UniqueConstraint(
                name="one_open_baton_at_a_time",
                fields=["consultation"],
                condition=Q(state__in=["sent", "received"]),
            ),
        ]
        indexes = [
            models.Index(name="referrals_waiting", fields=["receiver", "due_on"], condition=Q(state__in=WAITING)),
            models.Index(fields=["sender", "state"]),
        ]


class ReferralStep(models.Model):
    """One step of a referral, kept for ever, seen by giver and taker."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="steps")
    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    from_state = models.CharField(max_length=20, choices=ReferralState.choices, blank=True)
    to_state = models.CharField(max_length=20, choices=ReferralState.choices)
    note = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
