"""居場所: where people gather, what one can do there, when it is open, how to get in, who welcomes you."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q

from otagai.town.places.words import FACILITIES, KEPT_INSIDE, Hazard, PlaceForm, PlaceKind, Yes

FOLLOWS_ITS_LIST = Q(kind__in=sorted(FACILITIES)) & ~Q(source="")


class PlaceQuerySet(models.QuerySet["Place"]):
    """What is asked of places."""

    def of_kinds(self, *kinds: PlaceKind) -> PlaceQuerySet:
        """Places that are one of the kinds, be it beside another one."""
        return self.filter(Q(kind__in=kinds) | Q(also__overlap=list(kinds)))

    def public(self) -> PlaceQuerySet:
        """Places that residents may see."""
        return self.filter(is_public=True, ended_on__isnull=True, hidden_on__isnull=True)

    def of_lists(self) -> PlaceQuerySet:
        """Those that follow the list they were read from (`rules.follows_its_list`)."""
        return self.filter(FOLLOWS_ITS_LIST)

    def to_confirm(self) -> PlaceQuerySet:
        """Places that somebody should ask about; those never confirmed come first, then the oldest."""
        rows = self.filter(asked_on__isnull=False, ended_on__isnull=True).exclude(FOLLOWS_ITS_LIST)
        return rows.order_by(models.F("verified_on").asc(nulls_first=True), "pk")


class Place(models.Model):
    """One place: what, where, for whom, how to get in, last verified on and by whom. Public (C0).

    `uid`: the number by which other systems know it; it goes along wherever the place is published.
    `front_photo`, `front_alt`: of the oldest photo that residents see; a trigger keeps them, so that no list asks for photos.
    """

    uid = models.UUIDField(default=uuid4, db_default=RandomUUID(), unique=True, editable=False)
    kind = models.CharField("種類", max_length=30, choices=PlaceKind.choices)
    also = ArrayField(models.CharField(max_length=30), default=list, blank=True, verbose_name="ほかの種類")
    form = models.CharField("かたち", max_length=20, choices=PlaceForm.choices, default=PlaceForm.FIXED)
    name = models.CharField("名前", max_length=120)
    kana = models.CharField("かな", max_length=160, blank=True)
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, null=True, related_name="places")
    address = models.CharField("住所", max_length=200, blank=True)
    postcode = models.CharField("郵便番号", max_length=8, blank=True, db_index=True)
    private_address = models.CharField("住所（公開しない）", max_length=200, blank=True)
    latitude = models.FloatField("緯度", null=True, blank=True)
    longitude = models.FloatField("経度", null=True, blank=True)
    phone = models.CharField("電話", max_length=40, blank=True)
    url = models.URLField("URL", blank=True, max_length=400)
    what = models.TextField("どんなところ", blank=True)
    who_for = models.CharField("だれのため", max_length=120, blank=True)
    fee = models.CharField("参加費", max_length=80, blank=True)
    open_text = models.CharField("開いている時", max_length=300, blank=True)
    how_to_come = models.CharField("行き方", max_length=300, blank=True)
    welcomer = models.CharField("むかえてくれる人", max_length=120, blank=True)
    wheelchair = models.CharField("車いす", max_length=10, choices=Yes.choices, default=Yes.UNKNOWN)
    toilet = models.CharField("車いすで使えるトイレ", max_length=10, choices=Yes.choices, default=Yes.UNKNOWN)
    parking = models.CharField("駐車場", max_length=10, choices=Yes.choices, default=Yes.UNKNOWN)
    has = ArrayField(models.CharField(max_length=20), default=list, blank=True, verbose_name="あるもの")
    has_not = ArrayField(models.CharField(max_length=20), default=list, blank=True, verbose_name="ないもの")
    doings = ArrayField(models.CharField(max_length=20), default=list, blank=True, verbose_name="できること")
    capacity = models.PositiveIntegerField("入れる人数", null=True, blank=True)
    around = models.CharField("あたり（住民に見せる町名）", max_length=60, blank=True)
    welcome_note = models.CharField("はじめての方へ", max_length=300, blank=True)
    goes_along = models.CharField("いっしょに行く人", max_length=80, blank=True)
    hazards = ArrayField(
        models.CharField(max_length=20, choices=Hazard.choices), default=list, blank=True, verbose_name="逃げてよい災害"
    )
    is_public = models.BooleanField("住民に知らせる", default=True)
    source = models.CharField("出典", max_length=120, blank=True)
    source_key = models.CharField("出典での番号", max_length=160, blank=True)
    verified_on = models.DateField("最終確認日", null=True, blank=True)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    asked_on = models.DateField("たしかめる番になった日", null=True, blank=True)
    hidden_on = models.DateField("住民の案内から 休んだ日", null=True, blank=True)
    front_photo = models.CharField("一覧に出す写真", max_length=64, default="", editable=False, db_default="")
    front_alt = models.CharField("一覧に出す写真のことば", max_length=120, default="", editable=False, db_default="")
    ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    objects = PlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="place_once_per_source", fields=["source", "source_key"], condition=~Q(source_key="")
            ),
            models.CheckConstraint(
                name="no_list_leads_to_a_home",
                condition=~Q(kind__in=[kind.value for kind in sorted(KEPT_INSIDE)]) | Q(is_public=False),
                violation_error_message="「子どもを守る家」は 人のお宅なので、住民の案内には のせません。",
            ),
            models.CheckConstraint(
                name="there_or_not_there",
                condition=~Q(has__overlap=models.F("has_not")),
                violation_error_message="「ある」と「ない」の 両方には できません。",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "latitude"]),
            models.Index(fields=["latitude", "longitude"]),
            models.Index(name="places_to_confirm", fields=["verified_on"], condition=Q(asked_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name


class Listing(models.Model):
    """A further list in which a place stands, and its number there: so it is known again, and both sources are kept."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="listings")
    source = models.CharField("出典", max_length=120)
    source_key = models.CharField("出典での番号", max_length=160)

    class Meta:
        constraints = [models.UniqueConstraint(name="listed_once_per_source", fields=["source", "source_key"])]


class WeeklyRule(models.Model):
    """A rule of days: on which weekdays (0 = Monday), in which weeks of the month (empty: every, −1: last), from–to."""

    weekdays = ArrayField(models.PositiveSmallIntegerField())
    weeks = ArrayField(models.SmallIntegerField(), default=list, blank=True)
    opens_at = models.TimeField()
    closes_at = models.TimeField()
    on_holidays = models.CharField(max_length=10, default="closed")
    closed_at_year_end = models.BooleanField(default=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


class Opening(WeeklyRule):
    """When a place is open."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="openings")
    note = models.CharField(max_length=120, blank=True)


class OpeningException(models.Model):
    """A day that differs from the rules: closed, or open at other times."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="exceptions")
    day = models.DateField()
    opens_at = models.TimeField(null=True, blank=True)
    closes_at = models.TimeField(null=True, blank=True)
    note = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_exception_a_day", fields=["place", "day"])]
