"""地域の福祉相談窓口: windows, their steps, banners and links, and what groups say of their places by a link."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from otagai.town.places.models.places import Place
from otagai.town.places.words import BannerState, NewsState, WindowState


class Window(models.Model):
    """地域の福祉相談窓口: a place trained and willing to receive worries; it shows the のぼり旗."""

    place = models.OneToOneField(Place, models.PROTECT, related_name="window")
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, null=True, related_name="windows")
    state = models.CharField("状態", max_length=20, choices=WindowState.choices, default=WindowState.CANDIDATE)
    host_name = models.CharField("窓口の人", max_length=80, blank=True)
    host_phone = models.CharField("連絡先", max_length=20, blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ログインする人"
    )
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


class BannerMove(models.Model):
    """One line of the stock ledger: a flag came in, went out or was written off; kept for ever, in the order it happened."""

    banner = models.ForeignKey(Banner, models.PROTECT, related_name="moves")
    from_state = models.CharField(max_length=20, choices=BannerState.choices, blank=True)
    to_state = models.CharField(max_length=20, choices=BannerState.choices)
    window = models.ForeignKey(Window, models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)


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
