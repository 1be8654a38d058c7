"""Export → import is identity: an empty town that takes the files in gives the same files away, byte for byte."""

from __future__ import annotations

from datetime import time

import pytest
from django.contrib.postgres.functions import RandomUUID
from django.db.models import F, Value
from django.db.models.functions import Concat

from otagai.front.opendata import queries
from otagai.front.opendata.tests.conftest import TODAY, take_in
from otagai.front.opendata.words import Dataset
from otagai.kernel.tables import read_table
from otagai.town.activities.models import Activity, ActivityDay
from otagai.town.activities.words import ActivityState
from otagai.town.areas.models import PopulationPoint
from otagai.town.imports.words import ImportKind
from otagai.town.organizations.models import Organization
from otagai.town.places.models import Listing, Opening, OpeningException, Place
from otagai.town.places.words import PlaceForm
from tests.factories import as_public

KIND = {Dataset.POPULATION: ImportKind.POPULATION, Dataset.EVENT: ImportKind.EVENTS}
GIVEN = [dataset for dataset in Dataset if dataset is not Dataset.LIST]


def files() -> dict[Dataset, bytes]:
    """Every file as the public role gives it."""
    with as_public():
        return {dataset: queries.file_of(dataset, on=TODAY).content() for dataset in GIVEN}


def take_all_in(given: dict[Dataset, bytes]) -> dict[Dataset, tuple[int, int, int, int]]:
    """All files through the importer; (rows, new, updated, rejected) of each."""
    told = {}
    for dataset, content in given.items():
        done = take_in(content, KIND.get(dataset, ImportKind.PLACES), licence="CC BY 4.0", source=dataset.label).counts
        told[dataset] = (done.rows_in, done.created, done.updated, done.rejected)
    return told


def everything() -> list[object]:
    """What is stored of places, hours, people and activities."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Place, Opening, OpeningException, Listing, PopulationPoint, Activity, ActivityDay)
    ]


def empty_the_town() -> None:
    """Nothing in it is what was given away: other numbers, other names, ended (nothing is ever deleted in this house)."""
    Place.objects.update(uid=RandomUUID(), ended_on=TODAY)
    Activity.objects.update(uid=RandomUUID(), state=ActivityState.ENDED)
    PopulationPoint.objects.update(source=Concat(Value("もとの "), F("source")), licence="")
    Organization.objects.update(name=Concat(Value("もとの "), F("name")))


def test_an_empty_town_that_takes_the_files_in_gives_the_same_files_away(town: None) -> None:
    given = files()
    empty_the_town()
    told = take_all_in(given)
    assert {dataset: rejected for dataset, (*_, rejected) in told.items()} == dict.fromkeys(GIVEN, 0)
    again = files()
    for dataset in GIVEN:
        assert again[dataset].decode() == given[dataset].decode(), dataset
    assert Place.objects.get(name="山の家 サロン", ended_on=None).form == PlaceForm.PRIVATE_HOME


def test_taking_our_own_files_in_changes_nothing(town: None) -> None:
    before = everything()
    told = take_all_in(files())
    assert {dataset: new + updated for dataset, (_, new, updated, _) in told.items()} == {
        **dict.fromkeys(GIVEN, 0), Dataset.POPULATION: 2,
    }  # fmt: skip
    after = everything()
    assert after[:4] == before[:4]


def test_exceptional_days_go_out_and_come_in_as_they_were(town: None) -> None:
    given = files()[Dataset.PUBLIC_FACILITY].decode()
    assert (
        "2026-12-28 休み（大そうじ）／2027-01-11 13:00–17:00（成人の日・午後だけ）" in given
        and "もう すぎた日" not in given
    )
    empty_the_town()
    take_all_in(files_kept := {Dataset.PUBLIC_FACILITY: given.encode()})
    hall = Place.objects.get(name="小川地域交流センター", ended_on=None)
    days = [(each.day.isoformat(), each.opens_at is None, each.note) for each in hall.exceptions.order_by("day")]
    assert days == [("2026-12-28", True, "大そうじ"), ("2027-01-11", False, "成人の日・午後だけ")]
    changed = files_kept[Dataset.PUBLIC_FACILITY].replace(
        "2026-12-28 休み（大そうじ）".encode(), "2026-12-28 9:00–12:00".encode()
    )
    assert take_all_in({Dataset.PUBLIC_FACILITY: changed})[Dataset.PUBLIC_FACILITY][2] == 1
    assert hall.exceptions.get(day="2026-12-28").closes_at == time(12)
    wrong = changed.replace("2026-12-28 9:00–12:00".encode(), "年末は たぶん休み".encode())
    assert take_all_in({Dataset.PUBLIC_FACILITY: wrong})[Dataset.PUBLIC_FACILITY][3] == 1


def test_a_second_import_of_the_files_is_new_to_nobody(town: None) -> None:
    given = files()
    empty_the_town()
    take_all_in(given)
    before = everything()
    assert all(new == updated == rejected == 0 for _, new, updated, rejected in take_all_in(given).values())
    assert everything() == before


@pytest.mark.parametrize("dataset", GIVEN)
def test_every_file_has_rows_in_this_town(town: None, dataset: Dataset) -> None:
    assert read_table(files()[dataset]).rows
