"""Choosing the file and the columns."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from otagai.town.imports.actions import Column
from otagai.town.imports.forms import ImportFileForm, MappingForm, NameFieldForm

COLUMNS = [
    Column("名", "name", 1.0, "", ("港サロン", "北サロン")),
    Column("住", "address", 0.8, "", ("本町",)),
    Column("他", "", 0.0, "", ()),
]


def a_file(size: int = 10) -> SimpleUploadedFile:
    """A file of so many bytes."""
    return SimpleUploadedFile("a.csv", b"x" * size)


def test_a_list_of_places_is_chosen_with_its_edition() -> None:
    form = ImportFileForm(
        {"kind": "places", "source": "公園一覧", "place_kind": "park", "as_of_era": "令和", "as_of_year": "8", "as_of_month": "7",
         "as_of_day": "22"}, {"file": a_file()},
    )  # fmt: skip
    assert form.is_valid(), form.errors
    assert form.options() == {"source": "公園一覧", "place_kind": "park", "as_of": "2026-07-22"}


def test_areas_must_be_told_what_they_are() -> None:
    assert "layer_kind" in ImportFileForm({"kind": "areas"}, {"file": a_file()}).errors
    form = ImportFileForm({"kind": "areas", "layer_kind": "elementary", "epsg": "2450"}, {"file": a_file()})
    assert form.is_valid(), form.errors
    assert form.options() == {"layer_kind": "elementary", "layer_name": "小学校区", "epsg": 2450}


def test_a_file_beyond_bounds_is_refused() -> None:
    assert "file" in ImportFileForm({"kind": "places"}, {"file": a_file(20 * 1024 * 1024 + 1)}).errors


def test_columns_are_chosen_one_by_one_and_samples_help() -> None:
    shown = MappingForm(columns=COLUMNS)
    assert "港サロン、北サロン" in str(shown)
    form = MappingForm({"column_0": "name", "column_1": "", "column_2": "remarks"}, columns=COLUMNS)
    assert form.is_valid(), form.errors
    assert form.mapping() == {"名": "name", "住": "", "他": "remarks"}
    twice = MappingForm({"column_0": "name", "column_1": "name"}, columns=COLUMNS)
    assert "ふたつの列" in twice.non_field_errors()[0]


def test_the_name_of_an_area_is_the_guessed_property_unless_another_is_chosen() -> None:
    assert NameFieldForm(columns=COLUMNS).initial["name_field"] == "名"
    form = NameFieldForm({"name_field": "住"}, columns=COLUMNS)
    assert form.is_valid()
    assert form.mapping() == {"name_field": "住"}
