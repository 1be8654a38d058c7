"""A journalist finds the lists of the town, saves one, reads its licence, and opens the page of the API."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from otagai.town.places.words import PlaceKind
from tests.factories import a_place
from tests.journeys.conftest import Story
from tests.journeys.walking import DESKTOP, PHONE, Walker, violations

Walk = Callable[..., Walker]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("scripts", "size"),
    [(True, DESKTOP), (False, PHONE)],
    ids=["at a computer", "on a phone without scripts"],
)
def test_a_journalist_saves_the_list_of_places_and_reads_how_to_ask_the_api(
    town: Story, walk: Walk, scripts: bool, size: tuple[int, int]
) -> None:
    a_place("浜の図書館", kind=PlaceKind.LIBRARY, address="港町1-2", verified_on=date(2026, 10, 1))
    journalist = walk(size=size, scripts=scripts)
    journalist.goes_to("/")
    journalist.follows("オープンデータ")
    journalist.sees("公共施設一覧", "CC BY 4.0", "2026-10-01")
    assert journalist.fits()
    assert not scripts or violations(journalist.page) == []
    with journalist.page.expect_download() as saved:
        journalist.follows("公共施設一覧")
    rows = list(csv.DictReader(io.StringIO(Path(saved.value.path()).read_text("utf-8-sig"))))
    assert [row["名称"] for row in rows] == ["浜の図書館"]
    journalist.goes_to("/opendata/")
    journalist.follows("アプリのための読みとり口（API）")
    journalist.sees("/api/v1/places", "/hsds/services", "Retry-After")
    assert journalist.fits()
    assert not scripts or violations(journalist.page) == []
