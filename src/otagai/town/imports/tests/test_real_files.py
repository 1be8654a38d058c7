"""Real lists of two cities, each through the importer that fits: no row gets lost, and a second time nothing is new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from otagai.base.accounts.acting import Acting
from otagai.town.activities.models import Activity, ActivityDay, Recurrence
from otagai.town.activities.queries import published_activities
from otagai.town.imports import actions
from otagai.town.imports.actions import Result
from otagai.town.imports.models import Rejection
from otagai.town.imports.words import ImportKind
from otagai.town.places.models import Place
from otagai.town.places.words import Hazard, PlaceKind

pytestmark = pytest.mark.django_db
DEMO = Path(__file__).resolve().parents[5] / "demo"
NOW = datetime(2026, 8, 21, 3, tzinfo=UTC)
LOADER = Acting(name="取り込み")
K, P = PlaceKind, ImportKind


@dataclass(frozen=True)
class Listed:
    """A file: what it is, which of its rows come in, which are rejected."""

    path: str
    kind: ImportKind
    stored: int
    rejected: int = 0
    options: tuple[tuple[str, Any], ...] = ()


FILES = (
    Listed("takamatsu/events/data.xlsx", P.EVENTS, 44, 7, (("as_of", "2026-08-21"),)),
    Listed("takamatsu/elderly_welfare_facility/data.csv", P.PLACES, 47, 0, (("place_kind", K.CARE_FACILITY),)),
    Listed("takamatsu/nursing_home/data.xlsx", P.PLACES, 11, 0, (("place_kind", K.CARE_FACILITY),)),
    Listed("takamatsu/regional_child_rearing_support_base/data.xlsx", P.PLACES, 15, 0, (("place_kind", K.CHILD_SUPPORT),)),
    Listed("takamatsu/regional_comprehensive_support_center/data.xlsx", P.ORGANIZATIONS, 7),
    Listed("takamatsu/branch/data.xlsx", P.PLACES, 5, 0, (("place_kind", K.CITY_OFFICE),)),
    Listed("takamatsu/community_center/data.xlsx", P.PLACES, 52, 0, (("place_kind", K.COMMUNITY_CENTER),)),
    Listed("takamatsu/evacuation_space/data.xlsx", P.PLACES, 193, 0, (("place_kind", K.EVACUATION_SPACE),)),
    Listed("takamatsu/population/0066_202402.xlsx", P.POPULATION, 235),
    Listed("takamatsu/population/0066_202602.xlsx", P.POPULATION, 235),
    Listed("yaizu/子育て施設一覧/222127_preschool.csv", P.PLACES, 60),
    Listed("yaizu/放課後等デイサービス一覧/222127_hokago_dayservices.csv", P.PLACES, 15, 0, (("place_kind", K.CARE_FACILITY),)),
    Listed("yaizu/指定緊急避難場所一覧/222127_evacuation_space.csv", P.PLACES, 31, 0, (("place_kind", K.EVACUATION_SPACE),)),
)  # fmt: skip


def take_in(listed: Listed) -> Result:
    content = (DEMO / listed.path).read_bytes()
    options = {"source": listed.path.split("/")[1], **dict(listed.options)}
    looked = actions.preview(
        content, file_name=Path(listed.path).name, kind=listed.kind, by=LOADER, at=NOW, options=options
    )
    return actions.run(looked.run.pk, by=LOADER, on=date(2026, 8, 21))


@pytest.mark.parametrize("listed", FILES, ids=lambda listed: listed.path)
def test_every_row_comes_in_or_says_why_not_and_a_second_time_nothing_is_new(listed: Listed) -> None:
    first = take_in(listed)
    assert (
        first.counts.rows_in
        == first.counts.created + first.counts.updated + first.counts.unchanged + first.counts.rejected
    )
    assert (first.counts.rows_in - first.counts.rejected, first.counts.rejected) == (listed.stored, listed.rejected)
    assert Rejection.objects.filter(reason="").count() == 0
    again = take_in(listed).counts
    assert (again.created, again.updated, again.rejected) == (0, 0, listed.rejected)


def test_the_events_of_a_city_become_dated_activities() -> None:
    take_in(FILES[0])
    panels = Activity.objects.get(title__contains="ちょっとむかしの高松")
    rule = Recurrence.objects.get(activity=panels)
    assert (rule.valid_from, rule.valid_until) == (date(2026, 8, 5), date(2026, 8, 16))
    assert ActivityDay.objects.get(activity=panels).day == date(2026, 8, 10)
    held = {each.title: each for each in published_activities(start=date(2026, 8, 1))}
    days = [time.on.day for time in held[panels.title].times]
    assert days == [5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16]
    stories = [each for title, each in held.items() if "9:45" in "".join(time.note for time in each.times)]
    assert stories, "several sessions on a day are told in words"


def test_a_row_without_a_day_is_rejected_with_a_sentence() -> None:
    reasons = [one.reason for one in take_in(FILES[0]).rejected]
    assert any("随時" in reason for reason in reasons)
    assert all(reason and not reason.startswith("Traceback") for reason in reasons)


def test_an_evacuation_space_says_against_what_and_an_unclear_mark_is_no_yes() -> None:
    take_in(FILES[-1])
    tower = Place.objects.get(name="中港タワー")
    assert tower.hazards == [Hazard.EARTHQUAKE, Hazard.TSUNAMI]
    take_in(next(listed for listed in FILES if "evacuation_space/data.xlsx" in listed.path))
    school = Place.objects.get(name="新番丁小学校")
    assert Hazard.FLOOD not in school.hazards and Hazard.EARTHQUAKE in school.hazards
    assert school.capacity == 429
