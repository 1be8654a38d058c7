"""The lists of the desk: short, complete by their link to the long one, and only one's own."""

from __future__ import annotations

from datetime import timedelta

import pytest

from otagai.base.accounts.words import Duty
from otagai.welcome.intake import queries
from otagai.welcome.intake.actions import Arrival, arrive
from otagai.welcome.intake.words import Door, Origin, Turn, Urgency
from tests.factories import NOW, TODAY, a_consultation, a_town, a_user, acting, an_area, an_organization, as_

pytestmark = pytest.mark.django_db


def test_what_does_not_fit_the_short_list_is_found_in_the_long_one() -> None:
    shakyo = an_organization("社協")
    a_town(shakyo)
    csw = acting(a_user(Duty.CSW, organization=shakyo))
    for number in range(queries.lists.FEW + 3):
        a_consultation(csw, f"{number}番目の声")
    late = TODAY + timedelta(days=10)
    with as_(csw):
        short = queries.today(csw, on=late).overdue
        long = queries.page_of_list(csw, queries.Filter(turn=Turn.OVERDUE), on=late)
    assert (len(short.lines), short.more) == (queries.lists.FEW, True)
    assert (len(long.lines), long.more) == (queries.lists.FEW + 3, False)


def test_what_must_be_done_today_never_hides_behind_what_is_older() -> None:
    shakyo = an_organization("社協")
    a_town(shakyo)
    csw = acting(a_user(Duty.CSW, organization=shakyo))
    for _ in range(queries.lists.FEW + 1):
        a_consultation(csw, at=NOW - timedelta(days=30))
    urgent = a_consultation(csw, "食べる物がない", urgency=Urgency.TODAY)
    with as_(csw):
        desk = queries.today(csw, on=TODAY)
    assert [line.pk for line in desk.urgent.lines] == [urgent.pk]
    assert urgent.pk not in {line.pk for line in desk.overdue.lines}


def test_what_has_just_arrived_stands_first_however_much_waits_to_be_received() -> None:
    shakyo = an_organization("社協")
    a_town(shakyo)
    csw = acting(a_user(Duty.CSW, organization=shakyo))
    with as_(csw):
        older, newer, urgent = (
            arrive(Arrival(text=text, door=Door.CARD, origin=Origin.PERSON, **more), by=csw, at=at).pk
            for text, at, more in (
                ("きのう", NOW - timedelta(days=1), {}),
                ("いま", NOW, {}),
                ("食べる物がない", NOW - timedelta(hours=1), {"urgency": Urgency.TODAY}),
            )
        )
        for days in range(queries.lists.FEW + 1):
            arrive(
                Arrival(text="前から", door=Door.CARD, origin=Origin.PERSON), by=csw, at=NOW - timedelta(days=9 + days)
            )
        desk = queries.today(csw, on=TODAY)
    assert [line.pk for line in desk.arrived.lines][:3] == [newer, urgent, older]
    assert [line.pk for line in desk.urgent.lines] == [urgent]
    assert desk.arrived.more and len(desk.overdue.lines) == queries.lists.FEW


def test_the_long_list_goes_on_where_it_stopped() -> None:
    shakyo = an_organization("社協")
    a_town(shakyo)
    csw = acting(a_user(Duty.CSW, organization=shakyo))
    for number in range(5):
        a_consultation(csw, at=NOW + timedelta(minutes=number // 2))  # two at the same moment
    seen: list[int] = []
    with as_(csw):
        before = None
        while True:
            page = queries.page_of_list(csw, queries.Filter(), on=TODAY, before=before, size=2)
            seen += [line.pk for line in page.lines]
            if not page.more:
                break
            before = (page.lines[-1].updated_at, page.lines[-1].pk)
    assert len(seen) == len(set(seen)) == 5


def test_somebody_in_charge_of_one_area_sees_that_area_and_what_has_none() -> None:
    shakyo = an_organization("社協")
    a_town(shakyo)
    csw = acting(a_user(Duty.CSW, organization=shakyo))
    mine, other = an_area("小川"), an_area("大富")
    district = acting(a_user(Duty.DISTRICT_OFFICER, organization=shakyo, area=mine))
    here, there, nowhere = (a_consultation(csw, area_id=area and area.pk) for area in (mine, other, None))
    with as_(district):
        seen = {line.pk for line in queries.page_of_list(district, queries.Filter(), on=TODAY).lines}
    assert seen == {here.pk, nowhere.pk}
    assert there.pk not in seen
