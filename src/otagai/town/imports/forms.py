"""Forms of importing: the file with what is chosen for all of it, and which column is what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from otagai.base.ui.fields import offer
from otagai.base.ui.widgets import BigRadios, WarekiDateInput
from otagai.kernel.headers import Field
from otagai.kernel.licences import Licence
from otagai.town.areas.words import LayerKind
from otagai.town.imports import rules
from otagai.town.imports.actions import Column
from otagai.town.imports.words import ImportKind
from otagai.town.organizations.words import OrganizationKind
from otagai.town.places.words import PlaceKind

LARGEST_BYTES = 20 * 1024 * 1024
LABELS: dict[str, dict[str, str]] = {
    ImportKind.POPULATION: rules.LABELS, ImportKind.EVENTS: rules.EVENT_LABELS, ImportKind.FORECAST: rules.FORECAST_LABELS,
}  # fmt: skip
WHY_NOT = {
    ImportKind.POPULATION.value: rules.why_not_population, ImportKind.EVENTS.value: rules.why_not_events,
    ImportKind.FORECAST.value: rules.why_not_forecast,
}  # fmt: skip
GUESS = [("", "行ごとに見分ける")]
EPSG = [
    ("", "ファイルのとおり"),
    *((str(6668 + zone), f"平面直角座標系 第{zone}系（JGD2011）") for zone in range(1, 20)),
    *((str(2442 + zone), f"平面直角座標系 第{zone}系（JGD2000）") for zone in range(1, 20)),
    ("6668", "緯度経度（JGD2011）"),
    ("4612", "緯度経度（JGD2000）"),
]
OPTIONS = (
    "source",
    "place_kind",
    "organization_kind",
    "layer_kind",
    "layer_name",
    "town",
    "licence",
    "made_by",
    "base_year",
)


class ImportFileForm(forms.Form):
    """The file, what it holds, and what is chosen for all of it."""

    kind = forms.ChoiceField(label="何の一覧ですか", choices=ImportKind.choices, widget=BigRadios)
    file = forms.FileField(
        label="ファイル",
        help_text="CSV・Excel（.xlsx）、図形は シェープファイルの zip か GeoJSON、道は OpenStreetMap（.osm .osm.pbf）も。20 MBまで。",
    )
    source = forms.CharField(
        label="この一覧の名前", max_length=100, required=False,
        help_text="次に新しい版を取り込むとき、同じ名前にすると 更新になります。例: 焼津市オープンデータ 公園一覧",
    )  # fmt: skip
    as_of = forms.DateField(label="いつの版ですか", required=False, widget=WarekiDateInput)
    place_kind = forms.ChoiceField(label="場所の種類", choices=[*GUESS, *PlaceKind.choices()], required=False)
    organization_kind = forms.ChoiceField(
        label="団体の種類", choices=[*GUESS, *OrganizationKind.choices()], required=False
    )
    layer_kind = forms.ChoiceField(
        label="圏域の種類", choices=[("", "選んでください"), *LayerKind.choices()], required=False
    )
    layer_name = forms.CharField(label="圏域の一覧の名前", max_length=80, required=False)
    town = forms.CharField(label="境界線だけのファイルのとき、囲まれた区域の名前", max_length=80, required=False)
    licence = forms.ChoiceField(
        label="人口の一覧は もう公開していますか", choices=[("", "公開していない"), *Licence.choices()], required=False,
        help_text="公開のライセンスを選ぶと、オープンデータのページからも そのまま読めるようになります。",
    )  # fmt: skip
    made_by = forms.CharField(
        label="だれの推計ですか", max_length=120, required=False,
        help_text="例: 国立社会保障・人口問題研究所（2023年推計）。地区カルテに そのまま出ます。",
    )  # fmt: skip
    base_year = forms.IntegerField(
        label="推計のもとの年（西暦）", min_value=1950, max_value=2100, required=False,
        help_text="例: 2020。この年までは 実際の人口です。書いていなければ 空のままに。",
    )  # fmt: skip
    epsg = forms.ChoiceField(label="座標系", choices=EPSG, required=False)

    def clean(self) -> dict[str, Any]:
        """Areas need to be told what they are; files stay within bounds."""
        typed = super().clean() or {}
        if typed.get("kind") == ImportKind.AREAS and not typed.get("layer_kind"):
            self.add_error("layer_kind", "圏域の種類を 選んでください")
        if typed.get("kind") == ImportKind.FORECAST and not typed.get("made_by"):
            self.add_error("made_by", "だれの推計か 書いてください")
        if (file := typed.get("file")) is not None and (file.size or 0) > LARGEST_BYTES:
            self.add_error("file", "ファイルが 大きすぎます（20 MBまで）。分けて 取り込んでください")
        return typed

    def options(self) -> dict[str, Any]:
        """What is chosen, as `actions.preview` wants it."""
        typed = self.cleaned_data
        chosen: dict[str, Any] = {name: typed[name] for name in OPTIONS if typed[name]}
        if typed["as_of"]:
            chosen["as_of"] = typed["as_of"].isoformat()
        if typed["epsg"]:
            chosen["epsg"] = int(typed["epsg"])
        if typed["kind"] == ImportKind.AREAS and "layer_name" not in chosen:
            chosen["layer_name"] = LayerKind.label_of(typed["layer_kind"])
        return chosen


class MappingForm(forms.Form):
    """Which column is what: one pull-down for each column of the file, in its order."""

    def __init__(self, *args: Any, columns: Sequence[Column], kind: str = ImportKind.PLACES, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns, self.kind = tuple(columns), kind
        fields = list(LABELS[kind].items()) if kind in LABELS else Field.choices()
        for place, column in enumerate(self.columns):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=column.header, required=False, initial=column.field, choices=[("", "使わない"), *fields],
                help_text="、".join(column.samples),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """One name, and no fact twice."""
        typed = super().clean() or {}
        why_not = WHY_NOT.get(self.kind, rules.why_not_mapping)
        for reason in why_not(self.mapping()):
            self.add_error(None, reason)
        return typed

    def mapping(self) -> dict[str, str]:
        """Header → field, as `actions.run` wants it."""
        return {
            column.header: self.cleaned_data.get(f"column_{place}", "") for place, column in enumerate(self.columns)
        }


class NothingToChoose(forms.Form):
    """A file in which no column has to be named."""

    def mapping(self) -> dict[str, str]:
        """No choice, as `actions.run` wants it."""
        return {}


class NameFieldForm(forms.Form):
    """Which property of a drawing is the name of the area."""

    name_field = forms.ChoiceField(label="名前の項目", widget=BigRadios)

    def __init__(self, *args: Any, columns: Sequence[Column], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            "name_field",
            [(column.header, f"{column.header}（{'、'.join(column.samples)}）") for column in columns],
        )
        self.initial.setdefault("name_field", next((column.header for column in columns if column.field == "name"), ""))

    def mapping(self) -> dict[str, str]:
        """The choice, as `actions.run` wants it."""
        return {"name_field": self.cleaned_data["name_field"]}
