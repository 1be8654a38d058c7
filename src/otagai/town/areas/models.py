"""圏域: typed, overlapping layers with dates. Public."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from otagai.town.areas.words import LayerKind


class AreaLayer(models.Model):
    """One way of dividing the town, such as 小学校区."""

    kind = models.CharField("種類", max_length=30, choices=LayerKind.choices)
    name = models.CharField("名前", max_length=80, unique=True)
    source = models.CharField("出典", max_length=200, blank=True)
    imported_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class AreaQuerySet(models.QuerySet["Area"]):
    """What is asked of areas."""

    def valid(self, on: date) -> AreaQuerySet:
        """Areas in force on the day."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on), valid_from__lte=on)


class Area(models.Model):
    """One area of a layer: name, outline (GeoJSON geometry, lon/lat WGS84), from–until."""

    layer = models.ForeignKey(AreaLayer, models.PROTECT, related_name="areas")
    code = models.CharField("コード", max_length=40, blank=True)
    name = models.CharField("名前", max_length=80)
    kana = models.CharField("かな", max_length=120, blank=True)
    geometry = models.JSONField("かたち", null=True)
    west = models.FloatField(null=True)
    south = models.FloatField(null=True)
    east = models.FloatField(null=True)
    north = models.FloatField(null=True)
    valid_from = models.DateField("いつから", default=date(2000, 1, 1))
    valid_until = models.DateField("いつまで", null=True, blank=True)
    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["layer_id", "code", "name"]
        constraints = [
            models.CheckConstraint(
                name="area_ends_after_it_began",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
            ),
            models.UniqueConstraint(name="area_once_in_its_layer", fields=["layer", "name", "code", "valid_from"]),
        ]
        indexes = [models.Index(fields=["west", "east"])]

    def __str__(self) -> str:
        return self.name


class Overlap(models.Model):
    """How much of one area lies in another: share of the first one's surface, 0 to 1."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="overlaps")
    other = models.ForeignKey(Area, models.CASCADE, related_name="+")
    share = models.FloatField("面積の割合")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="overlap_once", fields=["area", "other"]),
            models.CheckConstraint(name="share_is_a_share", condition=Q(share__gte=0, share__lte=1)),
        ]


class StreetMap(models.Model):
    """The ways on which people walk, as one connected network: from an open map or the town's own lines. Public.

    Ways are measured on the one that came last (`is_used`); the others are kept.
    """

    name = models.CharField("名前", max_length=120, unique=True)
    source = models.CharField("出典", max_length=200)
    imported_on = models.DateField("取り込んだ日")
    digest = models.CharField(max_length=64)
    roads = models.PositiveIntegerField("道の数")
    metres = models.FloatField("長さ")
    left_out = models.PositiveIntegerField("つながっていない点", default=0)
    content = models.BinaryField()
    is_used = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_street_map_is_used", fields=["is_used"], condition=Q(is_used=True)),
        ]

    def __str__(self) -> str:
        return self.name


class PopulationForecast(models.Model):
    """将来の人口の推計: how many people there will be in a year, of the whole town (no name) or of an area by its name.

    `series`: blank, or by which column a second projection of the same list is called; `made_by`: whose projection it is;
    `base_year`: until when its numbers were counted, where the list says so.
    """

    source = models.CharField("出典", max_length=120)
    series = models.CharField("どの推計", max_length=80, blank=True)
    key = models.CharField("見分けるもの", max_length=120, blank=True)
    name = models.CharField("地域名", max_length=80, blank=True)
    made_by = models.CharField("だれの推計", max_length=120, blank=True)
    base_year = models.PositiveSmallIntegerField("推計のもとの年", null=True)
    year = models.PositiveSmallIntegerField("年")
    total = models.PositiveIntegerField("総人口")
    young = models.PositiveIntegerField("0〜14歳")
    middle = models.PositiveIntegerField("15〜64歳")
    old = models.PositiveIntegerField("65歳以上")

    class Meta:
        ordering = ["series", "key", "year"]
        constraints = [
            models.UniqueConstraint(name="forecast_once_in_its_list", fields=["source", "series", "key", "year"]),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


class PopulationPoint(models.Model):
    """How many people live in a 町丁・字 on a day, by sex and five-year class (0–4 … 85 and older).

    `licence`: under which the list was published by the town; blank is not published, and the public role reads none of it.
    """

    source = models.CharField("出典", max_length=120)
    on = models.DateField("調査年月日")
    key = models.CharField("見分けるもの", max_length=120)
    code = models.CharField("地域コード", max_length=40, blank=True)
    name = models.CharField("地域名", max_length=80)
    latitude = models.FloatField("緯度")
    longitude = models.FloatField("経度")
    men = ArrayField(models.PositiveIntegerField(), verbose_name="男性")
    women = ArrayField(models.PositiveIntegerField(), verbose_name="女性")
    age_unknown = models.PositiveIntegerField("年齢不詳", default=0)
    households = models.PositiveIntegerField("世帯数", null=True)
    licence = models.CharField("公開のライセンス", max_length=40, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="population_once_in_its_edition", fields=["source", "on", "key"]),
        ]

    def __str__(self) -> str:
        return self.name
