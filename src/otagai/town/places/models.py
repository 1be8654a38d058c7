"""居場所・窓口: where people gather, when it is open, who welcomes you; windows, their banners and links."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from otagai.town.places.rules import FACILITIES
from otagai.town.places.words import BannerState, NewsState, PlaceForm, PlaceKind, WindowState, Yes

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
    """One place: what, where, for whom, how to get in, last verified on and by whom. Public (C0)."""

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
    is_public = models.BooleanField("住民に知らせる", default=True)
    source = models.CharField("出典", max_length=120, blank=True)
    source_key = models.CharField("出典での番号", max_length=160, blank=True)
    verified_on = models.DateField("最終確認日", null=True, blank=True)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    asked_on = models.DateField("たしかめる番になった日", null=True, blank=True)
    hidden_on = models.DateField("住民の案内から 休んだ日", null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    objects = PlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="place_once_per_source", fields=["source", "source_key"], condition=~Q(source_key="")
            )
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


class Opening(models.Model):
    """A rule of opening: on which weekdays (0 = Monday), in which weeks of the month (empty: every, −1: last), from–to."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="openings")
    weekdays = ArrayField(models.PositiveSmallIntegerField())
    weeks = ArrayField(models.SmallIntegerField(), default=list, blank=True)
    opens_at = models.TimeField()
    closes_at = models.TimeField()
    on_holidays = models.CharField(max_length=10, default="closed")
    closed_at_year_end = models.BooleanField(default=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
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


class Window(models.Model):
    """地域の福祉相談窓口: a place trained and willing to receive worries; it shows the のぼり旗."""

    place = models.OneToOneField(Place, models.PROTECT, related_name="window")
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, null=True, related_name="windows")
    state = models.CharField("状態", max_length=20, choices=WindowState.choices, default=WindowState.CANDIDATE)
    host_name = models.CharField("窓口の人", max_length=80, blank=True)
    host_phone = models.CharField("連絡先", max_length=20, blank=True)
    briefed_on = models.DateField("説明会の日", null=True, blank=True)
    pledged_on = models.DateField("守秘の約束をした日", null=True, blank=True)
    opened_on = models.DateField("旗をかかげた日", null=True, blank=True)
    next_check_on = models.DateField("次の年次確認", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="open_window_was_briefed_and_pledged",
                condition=~Q(state="open") | Q(briefed_on__isnull=False, pledged_on__isnull=False),
                violation_error_message="説明会と守秘の約束がすんでから旗をかかげます。",
            )
        ]

    def __str__(self) -> str:
        return self.place.name


class WindowStep(models.Model):
    """One step of the accreditation, kept for ever."""

    window = models.ForeignKey(Window, models.PROTECT, related_name="steps")
    from_state = models.CharField(max_length=20, choices=WindowState.choices)
    to_state = models.CharField(max_length=20, choices=WindowState.choices)
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)


class Banner(models.Model):
    """のぼり旗 with its number: in stock, handed out to a window, lost or retired."""

    number = models.CharField("旗の番号", max_length=20, unique=True)
    state = models.CharField(max_length=20, choices=BannerState.choices, default=BannerState.IN_STOCK)
    window = models.ForeignKey(Window, models.PROTECT, null=True, blank=True, related_name="banners")
    since = models.DateField(default=date.today)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_banner_handed_out_is_somewhere",
                condition=Q(state="handed_out", window__isnull=False)
                | (~Q(state="handed_out") & Q(window__isnull=True)),
            )
        ]


class WindowLink(models.Model):
    """The link or QR with which a window writes cards, or a group keeps the page of its place true.

    No password; only a hash is stored; revoked at once. It opens one thing: a window or a place.
    """

    window = models.ForeignKey(Window, models.PROTECT, null=True, related_name="links")
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    holder = models.CharField("だれに渡したか", max_length=80)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_link_opens_one_thing",
                condition=Q(window__isnull=False, place__isnull=True) | Q(window__isnull=True, place__isnull=False),
            )
        ]


class PlaceNews(models.Model):
    """What a group says of its own place, by its link or on paper: nothing changed, or what should be written otherwise.

    `said`: field of the place → the new words; empty when nothing changed. Staff accept or decline; kept for ever.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="news")
    link = models.ForeignKey(WindowLink, models.PROTECT, null=True, related_name="news")
    submission = models.UUIDField(unique=True)
    said = models.JSONField(default=dict)
    state = models.CharField(max_length=20, choices=NewsState.choices, default=NewsState.WAITING)
    said_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
