"""団体・機関: who is there, what they take on, where and when their desks are open. Public (C1)."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Exists, OuterRef, Q

from otagai.base.accounts.models import Assignment
from otagai.base.accounts.rules import duties_with
from otagai.base.accounts.words import Permission
from otagai.town.organizations.words import Capacity, OrganizationKind


class OrganizationQuerySet(models.QuerySet["Organization"]):
    """What is asked of organisations."""

    def active(self, on: date) -> OrganizationQuerySet:
        """Organisations that exist on the day."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=on))

    def answering(self, on: date, *, area_id: int | None = None) -> OrganizationQuerySet:
        """Those a consultation can be handed to: on the day somebody there may answer a letter (about the area, if one is given)."""
        on_duty = Assignment.objects.active(on).filter(
            organization=OuterRef("pk"), duty__in=duties_with(Permission.REFER), user__is_active=True
        )
        if area_id is not None:
            on_duty = on_duty.filter(Q(area__isnull=True) | Q(area=area_id))
        return self.filter(Exists(on_duty))


class Organization(models.Model):
    """One organisation of the town. `uid`: the number by which other systems know it."""

    uid = models.UUIDField(default=uuid4, db_default=RandomUUID(), unique=True, editable=False)
    kind = models.CharField("種類", max_length=40, choices=OrganizationKind.choices)
    name = models.CharField("名前", max_length=120, unique=True)
    kana = models.CharField("かな", max_length=160, blank=True)
    phone = models.CharField("電話", max_length=20, blank=True)
    email = models.EmailField("メール", blank=True)
    address = models.CharField("所在地", max_length=200, blank=True)
    themes = ArrayField(models.CharField(max_length=30), verbose_name="受けられる相談", default=list, blank=True)
    takes_on = models.TextField("受けられること", blank=True)
    capacity = models.CharField("受け入れ", max_length=20, choices=Capacity.choices, default=Capacity.OPEN)
    capacity_note = models.CharField("受け入れのひとこと", max_length=200, blank=True)
    capacity_updated_on = models.DateField("受け入れの更新日", null=True)
    since = models.DateField("いつから", default=date(2000, 1, 1))
    until = models.DateField("いつまで", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    areas = models.ManyToManyField("areas.Area", through="ServiceArea", related_name="organizations")
    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name"]

    def __str__(self) -> str:
        return self.name


class ServiceArea(models.Model):
    """An area that an organisation serves, with dates."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="service_areas")
    area = models.ForeignKey("areas.Area", models.PROTECT, related_name="+")
    since = models.DateField(default=date(2000, 1, 1))
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="serves_once", fields=["organization", "area"], condition=Q(until__isnull=True)
            )
        ]


class Desk(models.Model):
    """A counter of an organisation: where, when, which telephone."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="desks")
    name = models.CharField("窓口の名前", max_length=120)
    phone = models.CharField("電話", max_length=20)
    hours = models.CharField("時間", max_length=120)
    address = models.CharField("場所", max_length=200, blank=True)
    is_public = models.BooleanField("住民にも知らせる", default=True)
    until = models.DateField("いつまで", null=True, blank=True)
