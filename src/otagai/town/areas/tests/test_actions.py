"""A layer comes from a file, again and again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from otagai.base.accounts.words import Duty
from otagai.base.audit.models import Deed
from otagai.base.safekeeping.errors import RuleBroken
from otagai.kernel.shapes import Feature, read_shapes
from otagai.town.areas import actions, queries, rules
from otagai.town.areas.models import Area, AreaLayer, Overlap
from otagai.town.areas.rules import Drawing
from otagai.town.areas.tests.test_rules import square
from otagai.town.areas.words import LayerKind
from tests.factories import a_user, acting, as_

pytestmark = pytest.mark.django_db
YAIZU = Path(__file__).resolve().parents[5] / "demo" / "yaizu"
ON = date(2026, 11, 20)
NEXT_YEAR = date(2027, 4, 1)


def bring(drawings: list[Drawing], *, on: date = ON, name: str = "自治会") -> actions.LayerImport:
    """Import as a system administrator."""
    who = acting(a_user(Duty.SYSTEM_ADMINISTRATOR))
    with as_(who):
        return actions.import_layer(drawings, kind=LayerKind.NEIGHBOURHOOD, name=name, source="試し", on=on, by=who)


def drawn(features: list[Feature], name_field: str) -> list[Drawing]:
    """The drawings of a file."""
    return [rules.drawing_of(feature, name_field=name_field) for feature in features]


def test_coming_a_second_time_changes_nothing() -> None:
    drawings = [Drawing("東", "1", square(138, 34)), Drawing("西", "2", square(138.1, 34))]
    first, second = bring(drawings), bring(drawings)
    assert (first.created, first.updated, first.unchanged) == (2, 0, 0)
    assert (second.created, second.updated, second.unchanged, second.ended) == (0, 0, 2, 0)
    assert Area.objects.count() == 2


def test_an_area_with_the_same_code_is_renamed_not_doubled() -> None:
    bring([Drawing("東", "1", square(138, 34))])
    again = bring([Drawing("東町", "1", square(138, 34, 0.02))])
    assert (again.created, again.updated) == (0, 1)
    area = Area.objects.get()
    assert (area.name, area.east) == ("東町", 138.02)


def test_an_area_that_vanished_ends_and_comes_back_as_the_same() -> None:
    both = [Drawing("東", "", square(138, 34)), Drawing("西", "", square(138.1, 34))]
    bring(both)
    assert bring(both[:1], on=NEXT_YEAR).ended == 1
    west = Area.objects.get(name="西")
    assert west.valid_until == NEXT_YEAR
    assert [name for _, name in queries.area_choices(LayerKind.NEIGHBOURHOOD, on=NEXT_YEAR)] == ["東"]
    assert len(queries.area_choices(LayerKind.NEIGHBOURHOOD, on=ON)) == 2
    assert bring(both, on=NEXT_YEAR).updated == 1
    assert Area.objects.filter(name="西", valid_until=None).count() == 1


def test_a_new_area_of_a_known_layer_begins_on_the_day_it_came() -> None:
    bring([Drawing("東", "", square(138, 34))])
    bring([Drawing("東", "", square(138, 34)), Drawing("西", "", square(138.1, 34))], on=NEXT_YEAR)
    assert Area.objects.get(name="東").valid_from == actions.SINCE_EVER
    assert Area.objects.get(name="西").valid_from == NEXT_YEAR


def test_nothing_is_stored_when_one_area_has_no_name() -> None:
    with pytest.raises(RuleBroken, match="名前が ありません"):
        bring([Drawing("東", "", square(138, 34)), Drawing("", "", square(138.1, 34))])
    with pytest.raises(RuleBroken, match="ひとつも"):
        bring([])
    assert not AreaLayer.objects.exists()


def test_the_import_leaves_a_trace() -> None:
    bring([Drawing("東", "", square(138, 34))])
    who = acting(a_user(Duty.AUDITOR))
    with as_(who):
        assert Deed.objects.get(verb="areas.layer_imported").facts["created"] == 1


def test_thirteen_of_the_35_neighbourhoods_of_yaizu_lie_in_more_than_one_school_district() -> None:
    who = acting(a_user(Duty.SYSTEM_ADMINISTRATOR))
    with as_(who):
        hoods = actions.import_layer(
            drawn(read_shapes(YAIZU / "自治会区域"), "SAFIELD000"),
            kind=LayerKind.NEIGHBOURHOOD, name="自治会", on=ON, by=who,
        )  # fmt: skip
        schools = actions.import_layer(
            drawn(read_shapes(YAIZU / "小学校区"), "SAFIELD001"),
            kind=LayerKind.ELEMENTARY,
            name="小学校区",
            on=ON,
            by=who,
        )
        actions.compute_overlaps(hoods.layer_id, schools.layer_id, on=ON, by=who)
        before = Overlap.objects.count()
        actions.compute_overlaps(hoods.layer_id, schools.layer_id, on=ON, by=who)
    assert (hoods.created, schools.created) == (35, 13)
    assert Overlap.objects.count() == before
    largest: dict[int, float] = {}
    for area, share in Overlap.objects.filter(area__layer_id=hoods.layer_id).values_list("area_id", "share"):
        largest[area] = max(largest.get(area, 0), share)
    assert len(largest) == 35
    assert sum(share < 0.95 for share in largest.values()) == 13
