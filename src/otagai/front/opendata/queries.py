"""The files of the town, made of what the public role reads at this very moment: what rests or is taken back is gone at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse

from otagai.base.municipality import queries as municipality
from otagai.front.opendata import tables
from otagai.front.opendata.rules import one_line
from otagai.front.opendata.tables import File, Record, TownFacts
from otagai.front.opendata.words import NUMBERS, Dataset
from otagai.kernel.licences import PAGES, Licence
from otagai.town.activities import queries as activities
from otagai.town.areas import queries as areas
from otagai.town.places import queries as places
from otagai.town.places.queries import PublishedPlace

OF_PLACES = (Dataset.PUBLIC_FACILITY, Dataset.GATHERING_PLACE, Dataset.WELFARE_FACILITY, Dataset.EVACUATION_SPACE)


@dataclass(frozen=True)
class Terms:
    """Under which licence everything is given, and whom to name."""

    licence: Licence
    page: str
    attribution: str
    sources: str
    contact: str


@dataclass(frozen=True)
class FileLine:
    """A file in the list: its address, its name as it is saved, how many rows, the newest day in it."""

    dataset: Dataset
    number: str
    url: str
    file_name: str
    rows: int
    updated: date | None


def town_facts() -> TownFacts:
    """What every row says of the town; one query."""
    town = municipality.town()
    return TownFacts(town.name, town.code)


def terms() -> Terms:
    """The licence that the town chose, and the line by which to name it; one query."""
    town = municipality.town()
    licence = Licence(town.licence or settings.OTAGAI_LICENCE)
    named = f"出典: {town.name}オープンデータ（{licence.value}）"
    return Terms(licence, PAGES[licence], named, town.attribution, town.licence_contact)


def file_of(dataset: Dataset, *, on: date) -> File:
    """One file as it is today; nine queries at most."""
    town = town_facts()
    if dataset in tables.KINDS:
        return tables.places_file(dataset, places.published_places(on=on), town)
    if dataset is Dataset.EVACUATION_SPACE:
        return tables.evacuation_file(places.published_places(on=on), town)
    if dataset is Dataset.POPULATION:
        return tables.population_file(areas.published_population(), town)
    if dataset is Dataset.EVENT:
        return _events(town, on)
    return tables.list_file([_record(line, town, terms()) for line in lines(on=on)], updated=on)


def lines(*, on: date) -> list[FileLine]:
    """Every file that has rows, and the list itself; eleven queries."""
    town, known = town_facts(), places.published_places(on=on)
    files = {dataset: _of_places(dataset, known, town) for dataset in OF_PLACES}
    files[Dataset.POPULATION] = tables.population_file(areas.published_population(), town)
    files[Dataset.EVENT] = _events(town, on)
    found = [_line(of, town, len(file.records), file.updated) for of, file in files.items() if file.records]
    return [*found, _line(Dataset.LIST, town, len(found) + 1, on)]


def _events(town: TownFacts, on: date) -> File:
    held, terms = activities.published_activities(start=on), activities.terms_of_all()
    return tables.events_file(held, town, terms=terms, form=_sign_up_page, updated=on)


def _sign_up_page(activity_id: int) -> str:
    """Where residents sign up."""
    return f"{settings.OTAGAI_ORIGIN}{reverse('portal:sign_up', args=[activity_id])}"


def _of_places(dataset: Dataset, known: Sequence[PublishedPlace], town: TownFacts) -> File:
    if dataset is Dataset.EVACUATION_SPACE:
        return tables.evacuation_file(known, town)
    return tables.places_file(dataset, known, town)


def _line(dataset: Dataset, town: TownFacts, rows: int, updated: date | None) -> FileLine:
    url = f"{settings.OTAGAI_ORIGIN}{reverse('opendata:file', args=[dataset.value])}"
    return FileLine(dataset, NUMBERS.get(dataset, ""), url, file_name(dataset, town), rows, updated)


def file_name(dataset: Dataset, town: TownFacts) -> str:
    """[団体コード]_[name].csv, as the standard wants files to be called."""
    return f"{town.code}_{dataset.value}.csv" if town.code else f"{dataset.value}.csv"


def _record(line: FileLine, town: TownFacts, under: Terms) -> Record:
    return {
        "全国地方公共団体コード": town.code, "ID": line.dataset.value, "地方公共団体名": town.name, "データ名称": line.dataset.label,
        "データ概要": f"{line.number} {line.dataset.label}".strip(), "データ形式": "CSV", "更新頻度": "随時", "URL": line.url,
        "API対応有無": "有", "ライセンス": under.licence.value, "最終更新日": line.updated,
        "備考": one_line(f"問い合わせ: {under.contact}") if under.contact else "",
    }  # fmt: skip
