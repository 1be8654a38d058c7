"""Places to walk to: of the kinds asked for, open then, with a point; never online, never hidden."""

from __future__ import annotations

from datetime import time

import pytest

from otagai.town.places import queries
from otagai.town.places.models import Opening, Place
from otagai.town.places.words import PlaceForm, PlaceKind
from tests.factories import a_place

pytestmark = pytest.mark.django_db
HERE = {"latitude": 34.86, "longitude": 138.32}


def names(*kinds: PlaceKind, also: tuple[int, ...] = (), weekday: int | None = None) -> list[str]:
    """The names of what stands."""
    band = (time(6), time(12)) if weekday is not None else None
    return [one.name for one in queries.standing(kinds, weekday=weekday, band=band, also=also)]


def test_only_what_one_can_walk_to() -> None:
    a_place("サロン", **HERE)
    a_place("点がない")
    a_place("画面ごし", form=PlaceForm.ONLINE, **HERE)
    a_place("かくれ家", is_public=False, **HERE)
    a_place("公園", kind=PlaceKind.PARK, **HERE)
    assert names(PlaceKind.SALON) == ["サロン"]


def test_a_place_named_by_itself_stands_whatever_it_is() -> None:
    park = a_place("公園", kind=PlaceKind.PARK, **HERE)
    a_place("サロン", **HERE)
    hidden = a_place("かくれ家", is_public=False, **HERE)
    assert names(also=(park.pk, hidden.pk)) == ["公園"]


def test_a_home_says_that_it_is_one() -> None:
    a_place("山田さんの家", form=PlaceForm.PRIVATE_HOME, **HERE)
    assert [one.is_home for one in queries.standing([PlaceKind.SALON])] == [True]


def test_an_asked_time_needs_known_hours() -> None:
    open_then, _ = a_place("火曜の朝", **HERE), a_place("わからない", **HERE)
    Opening.objects.create(
        place=Place.objects.get(pk=open_then.pk), weekdays=[1], opens_at=time(10), closes_at=time(12)
    )
    assert names(PlaceKind.SALON, weekday=1) == ["火曜の朝"]
    assert names(PlaceKind.SALON, weekday=2) == []
