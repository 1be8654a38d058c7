"""地域活動の暦: what people do together, who holds it, on which days. Public (C0): it names organisations, never persons."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q

from otagai.town.activities.words import ActivityKind, ActivityState
from otagai.town.places.models import WeeklyRule

SHOWN = (ActivityState.PUBLISHED, ActivityState.CANCELLED)


class ActivityQuerySet(models.QuerySet["Activity"]):
    """What is asked of activities."""

    def public(self) -> ActivityQuerySet:
        """Those residents may see: also what was called off, so that nobody comes in vain."""
        return self.filter(state__in=SHOWN)


class Activity(models.Model):
    """One activity: what, for whom, where, what it costs; its days follow from rules and single days.

    `uid`: the number by which other systems know it. `source`: the list of events from which it came, if any.
    """

    uid = models.UUIDField(default=uuid4, db_default=RandomUUID(), unique=True, editable=False)
    kind = models.CharField("種類", max_length=20, choices=ActivityKind.choices)
    title = models.CharField("名前", max_length=120)
    what = models.TextField("どんな活動", blank=True)
    who_for = models.CharField("だれのため", max_length=120, blank=True)
    any_age = models.BooleanField("年齢を問わず", default=False)
    with_children = models.BooleanField("子ども連れで来られる", default=False)
    wheelchair = models.BooleanField("車いすで来られる", default=False)
    area = models.ForeignKey("areas.Area", models.PROTECT, null=True, blank=True, verbose_name="地区", related_name="+")
    place = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, verbose_name="場所", related_name="+"
    )
    meeting_point = models.CharField("集まるところ", max_length=200, blank=True)
    fee = models.CharField("お金", max_length=80, blank=True)
    bring = models.CharField("持ちもの", max_length=200, blank=True)
    helpers_wanted = ArrayField(
        models.CharField(max_length=80), default=list, blank=True, verbose_name="手伝ってほしいこと"
    )
    contact = models.CharField("問い合わせ", max_length=120, blank=True)
    phone = models.CharField("電話", max_length=40, blank=True)
    url = models.URLField("ホームページ", blank=True, max_length=400)
    state = models.CharField("状態", max_length=20, choices=ActivityState.choices, default=ActivityState.DRAFT)
    said = models.CharField("住民に伝えること", max_length=200, blank=True)
    source = models.CharField("出典", max_length=120, blank=True)
    source_key = models.CharField("出典での番号", max_length=160, blank=True)
    version = models.PositiveIntegerField(default=1)
    hosts = models.ManyToManyField("organizations.Organization", through="Hosting", related_name="activities")
    objects = ActivityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="called_off_with_a_word",
                condition=~Q(state="cancelled") | ~Q(said=""),
                violation_error_message="中止のときは 住民に伝えることを 書いてください。",
            ),
            models.UniqueConstraint(
                name="activity_once_per_source", fields=["source", "source_key"], condition=~Q(source_key="")
            ),
        ]
        indexes = [models.Index(fields=["state", "area"], name="activity_state_area")]

    def __str__(self) -> str:
        return self.title


class Hosting(models.Model):
    """An organisation that holds an activity, in the order in which they are named."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="hostings")
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(name="host_once", fields=["activity", "organization"])]


class Recurrence(WeeklyRule):
    """When an activity is held."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="recurrences")


class ActivityDay(models.Model):
    """A single day: held at these times, left out (no times), or called off (times kept, and a word to residents)."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="days")
    day = models.DateField()
    opens_at = models.TimeField(null=True, blank=True)
    closes_at = models.TimeField(null=True, blank=True)
    note = models.CharField(max_length=120, blank=True)
    is_called_off = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_day_once", fields=["activity", "day"]),
            models.CheckConstraint(
                name="called_off_day_says_when_and_why",
                condition=Q(is_called_off=False) | (Q(opens_at__isnull=False, closes_at__isnull=False) & ~Q(note="")),
            ),
        ]


class SignUpTerms(models.Model):
    """申し込みのきまり: how many may come, until when one signs up, and which organisation keeps the list for the hosts.

    `how`, `form_url`: how one signs up elsewhere (by telephone, on somebody's own page); nobody's name arrives here by them.
    """

    activity = models.OneToOneField(Activity, models.CASCADE, related_name="terms")
    keeper = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, related_name="+", verbose_name="名簿をあずかる団体"
    )
    takes_guests = models.BooleanField("参加の申し込みを受ける", default=False)
    capacity = models.PositiveSmallIntegerField("定員（1回）", null=True, blank=True)
    closes_days = models.PositiveSmallIntegerField("何日前まで", default=0)
    most_together = models.PositiveSmallIntegerField("いちどに何人まで", default=4)
    word = models.CharField("申し込む人に伝えること", max_length=200, blank=True)
    how = models.CharField("ほかの申し込みかた", max_length=400, blank=True)
    form_url = models.URLField("よそにある 申し込みのページ", max_length=400, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="whoever_takes_names_is_known", condition=Q(takes_guests=False) | Q(keeper__isnull=False)
            )
        ]


class TermsOfDay(models.Model):
    """その日だけの定員・しめきり: on one day another capacity, another last day of signing up, or no signing up at all."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="terms_of_days")
    day = models.DateField()
    capacity = models.PositiveSmallIntegerField("定員", null=True, blank=True)
    closes_on = models.DateField("しめきり", null=True, blank=True)
    is_closed = models.BooleanField("受けつけない", default=False)

    class Meta:
        constraints = [models.UniqueConstraint(name="terms_of_a_day_once", fields=["activity", "day"])]


class HelpingSlot(models.Model):
    """手伝いの枠: for one task, from–to, so many people at each time the activity is held. Never deleted: it is closed."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="slots")
    task = models.CharField("すること", max_length=80)
    starts_at = models.TimeField("何時から")
    ends_at = models.TimeField("何時まで")
    wanted = models.PositiveSmallIntegerField("何人")
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="slot_wants_somebody_from_to",
                condition=Q(wanted__gte=1) & Q(ends_at__gt=models.F("starts_at")),
                violation_error_message="「何時まで」は「何時から」より あとに、人数は 1人からにしてください。",
            )
        ]


class KnowHow(models.Model):
    """どうやっているか: how a group does it — steps, tools, roles, never names. Public where the group agreed, for others to try."""

    title = models.CharField("名前", max_length=120)
    kind = models.CharField("種類", max_length=20, choices=ActivityKind.choices)
    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, related_name="+", verbose_name="書いた団体"
    )
    activity = models.ForeignKey(Activity, models.SET_NULL, null=True, blank=True, related_name="know_hows")
    origin = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="copies")
    steps = models.TextField("することの順番", blank=True)
    tools = models.TextField("使うもの", blank=True)
    roles = models.TextField("必要な人（役割と人数）", blank=True)
    time_before = models.TextField("準備はいつから", blank=True)
    cost = models.TextField("お金", blank=True)
    tips = models.TextField("こつ", blank=True)
    safety = models.TextField("安全のために", blank=True)
    is_public = models.BooleanField("公開してよいと 団体が言っている", default=False)
    changed_on = models.DateField("さいごに書きなおした日")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["is_public", "kind"], name="know_how_public_kind")]
        constraints = [
            models.CheckConstraint(
                name="public_know_how_says_how",
                condition=Q(is_public=False) | ~Q(steps=""),
                violation_error_message="公開するには「することの順番」を書いてください。",
            )
        ]

    def __str__(self) -> str:
        return self.title


class KnowHowEdition(models.Model):
    """What a know-how card said in an earlier edition. Appended, never changed."""

    know_how = models.ForeignKey(KnowHow, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField("第何版")
    said = models.JSONField("書いてあったこと")
    on = models.DateField("いつから")

    class Meta:
        constraints = [models.UniqueConstraint(name="edition_once", fields=["know_how", "number"])]
