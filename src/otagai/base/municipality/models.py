"""The town itself: its name, its desk, its deadlines. Public."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from otagai.base.municipality.rules import ASK_MONTHS, DRAFT_DAYS, HIDE_MONTHS, KEEP_NAMES_DAYS
from otagai.base.municipality.words import Unit
from otagai.kernel.licences import Licence


class Municipality(models.Model):
    """The one municipality that runs this installation."""

    name = models.CharField("名前", max_length=60)
    code = models.CharField("全国地方公共団体コード", max_length=6, blank=True)
    desk_name = models.CharField("窓口の名前", max_length=80)
    desk_phone = models.CharField("窓口の電話", max_length=20)
    desk_hours = models.CharField("窓口の時間", max_length=80, blank=True)
    front_door = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, related_name="+", verbose_name="はじめに受け止める団体"
    )
    letterbox_key = models.CharField("手紙の封の鍵（公開鍵）", max_length=64, blank=True)
    attribution = models.TextField("出典", blank=True)
    licence = models.CharField("オープンデータの使い方の約束", max_length=20, blank=True, choices=Licence.choices)
    licence_contact = models.CharField("オープンデータの問い合わせ先", max_length=200, blank=True)
    map_center = models.JSONField(default=list)
    place_ask_months = models.PositiveSmallIntegerField("居場所を たしかめ直すまで（か月）", default=ASK_MONTHS)
    place_hide_months = models.PositiveSmallIntegerField("住民の案内から 休ませるまで（か月）", default=HIDE_MONTHS)
    sign_up_keep_days = models.PositiveSmallIntegerField("申し込みの名前を消すまで（日）", default=KEEP_NAMES_DAYS)
    draft_days = models.PositiveSmallIntegerField("書きかけを 預かる日数", default=DRAFT_DAYS)
    founded_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(name="one_town_per_installation", condition=models.Q(pk=1))]

    def __str__(self) -> str:
        return self.name


class Deadline(models.Model):
    """Until when a step must be done; defaults from domain/casework.md §4 [P], the town changes them."""

    step = models.CharField("段階", max_length=40, unique=True)
    amount = models.PositiveSmallIntegerField("数")
    unit = models.CharField("単位", max_length=20, choices=Unit.choices)
