"""助成: programmes, what they ask for and from when until when, applications, what was done, what was paid. About groups."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from otagai.together.grants.words import ApplicationState, GatheringForm, MoneyKind, PaymentState, Purpose, Side


class Programme(models.Model):
    """助成制度: who gives, what for."""

    name = models.CharField("制度の名前", max_length=120)
    giver = models.ForeignKey("organizations.Organization", models.PROTECT, verbose_name="出すところ", related_name="+")
    what = models.TextField("どんな助成", blank=True)
    until = models.DateField("いつまで", null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Terms(models.Model):
    """要件: what a programme asks for and gives, from when until when. An application keeps the terms it was made under."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="terms")
    since = models.DateField("いつから")
    until = models.DateField("いつまで", null=True, blank=True)
    sessions_min = models.PositiveSmallIntegerField("1年に何回以上", null=True, blank=True)
    months_min = models.PositiveSmallIntegerField("何か月以上 集まる", null=True, blank=True)
    people_min = models.PositiveSmallIntegerField("1回に何人以上", null=True, blank=True)
    minutes_min = models.PositiveSmallIntegerField("1回に何分以上", null=True, blank=True)
    counts_visits = models.BooleanField("電話・手紙・訪問も数える", default=False)
    startup_max = models.PositiveIntegerField("立ち上げの上限（円）", null=True, blank=True)
    base_amount = models.PositiveIntegerField("基本額（円）", null=True, blank=True)
    per_person = models.PositiveIntegerField("1人あたり（円）", null=True, blank=True)
    yearly_max = models.PositiveIntegerField("年額の上限（円）", null=True, blank=True)
    years_max = models.PositiveSmallIntegerField("同じ団体へ 何年度まで", null=True, blank=True)
    startup_once = models.BooleanField("立ち上げは 1回だけ", default=False)
    with_others = models.BooleanField("ほかの助成と いっしょに使える", default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="terms_end_after_they_began", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            )
        ]


class Application(models.Model):
    """申請: a group asks for an amount for a time, with a budget; what was decided, and why."""

    terms = models.ForeignKey(Terms, models.PROTECT, verbose_name="制度", related_name="+")
    proposal = models.ForeignKey("startups.Proposal", models.PROTECT, null=True, blank=True, related_name="+")
    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, blank=True, related_name="+"
    )
    group = models.CharField("団体の名前", max_length=120)
    purpose = models.CharField("目的", max_length=20, choices=Purpose.choices)
    plan = models.TextField("何をするか", blank=True)
    starts_on = models.DateField("いつから")
    ends_on = models.DateField("いつまで")
    place = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, verbose_name="開催の記録を読む居場所", related_name="+"
    )
    by_hand = models.BooleanField("開催の記録を読まない", default=False)
    people = models.PositiveSmallIntegerField("参加する人（見込み）", default=0)
    amount = models.PositiveIntegerField("申請する額（円）")
    state = models.CharField("状態", max_length=20, choices=ApplicationState.choices, default=ApplicationState.DRAFT)
    twice_because = models.CharField("ほかの申請と重なる わけ", max_length=300, blank=True)
    twice_known = ArrayField(models.BigIntegerField(), verbose_name="重なると知っていた申請", default=list, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_on = models.DateField(null=True, blank=True)
    granted = models.PositiveIntegerField("決定額（円）", null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_because = models.CharField("決定のわけ", max_length=300, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    report_note = models.TextField("実績のひとこと", blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(name="application_has_a_time", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="granted_was_decided",
                condition=~Q(state__in=["granted", "reported", "settled"])
                | Q(granted__isnull=False, decided_on__isnull=False, granted__lte=F("amount")),
            ),
            models.CheckConstraint(
                name="declined_with_a_reason", condition=~Q(state="declined") | ~Q(decided_because="")
            ),
        ]
        indexes = [models.Index(name="application_by_state", fields=["state", "id"])]

    def __str__(self) -> str:
        return self.group


class BudgetLine(models.Model):
    """予算の行, and what it came to."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="lines")
    side = models.CharField(max_length=10, choices=Side.choices)
    item = models.CharField("何", max_length=80)
    amount = models.PositiveIntegerField("予算（円）")
    actual = models.PositiveIntegerField("決算（円）", null=True, blank=True)
    position = models.PositiveSmallIntegerField()


class Gathering(models.Model):
    """実施記録: one time people met: when, how, how many, how long. No names.

    With a `session` it says only what the grant needs besides: cost, a word, how long where the place's hours do not say (or, once it
    was reported, what was reported); that people met is told at the place, once.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="gatherings")
    session = models.ForeignKey("places.Session", models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField("いつ")
    form = models.CharField("どうやって", max_length=20, choices=GatheringForm.choices, default=GatheringForm.TOGETHER)
    people = models.PositiveSmallIntegerField("何人")
    minutes = models.PositiveSmallIntegerField("何分", null=True, blank=True)
    elsewhere = models.BooleanField("ほかの場所で", default=False)
    cost = models.PositiveIntegerField("かかったお金（円）", null=True, blank=True)
    note = models.CharField("したこと", max_length=200, blank=True)
    struck_because = models.CharField("取り消した わけ", max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="session_once_in_a_grant",
                fields=["application", "session"],
                condition=Q(session__isnull=False),
            ),
            models.CheckConstraint(
                name="by_hand_says_how_long", condition=Q(session__isnull=False) | Q(minutes__isnull=False)
            ),
        ]


class Payment(models.Model):
    """支払: how much, when, and whether it was paid; or 返還: what is given back, until when, who decided so and why.

    Bank accounts are not kept here.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="payments")
    kind = models.CharField("種類", max_length=20, choices=MoneyKind.choices, default=MoneyKind.PAYMENT)
    amount = models.PositiveIntegerField("金額（円）")
    planned_on = models.DateField("支払う日・返還の期限")
    state = models.CharField("状態", max_length=20, choices=PaymentState.choices, default=PaymentState.PLANNED)
    paid_on = models.DateField("支払った日・受け取った日", null=True, blank=True)
    note = models.CharField("メモ", max_length=120, blank=True)
    because = models.CharField("返還の わけ", max_length=300, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cancelled_because = models.CharField("取りやめた わけ", max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="payment_is_something", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="repayment_was_decided",
                condition=~Q(kind="repayment")
                | (Q(decided_on__isnull=False, decided_by__isnull=False) & ~Q(because="")),
            ),
            models.CheckConstraint(
                name="repayment_ends_with_a_reason",
                condition=~Q(kind="repayment", state="cancelled") | ~Q(cancelled_because=""),
            ),
            models.CheckConstraint(name="paid_on_a_day", condition=~Q(state="paid") | Q(paid_on__isnull=False)),
        ]
