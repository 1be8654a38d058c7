"""A town that gives its lists away: places with all their oddities, people counted, activities."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from otagai.base.accounts.acting import Acting
from otagai.base.ui import facts
from otagai.town.activities.models import ActivityDay, Hosting, SignUpTerms, TermsOfDay
from otagai.town.areas.models import PopulationPoint
from otagai.town.imports import actions
from otagai.town.imports.actions import Result
from otagai.town.imports.words import ImportKind
from otagai.town.places.models import Opening, OpeningException, Place
from otagai.town.places.words import Hazard, PlaceForm, PlaceKind, Yes
from tests.factories import a_place, a_town, an_activity, an_area, an_organization

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
TODAY = date(2026, 11, 20)
LOADER = Acting(name="取り込み")
HOME_ADDRESS = "焼津市ひみつ町9999"


def take_in(content: bytes, kind: ImportKind, **options: object) -> Result:
    """Through the importer that staff use."""
    looked = actions.preview(content, file_name="list.csv", kind=kind, by=LOADER, at=NOW, options=options)
    return actions.run(looked.run.pk, by=LOADER, on=TODAY)


def hours(place: Place, *rules: tuple[list[int], list[int], int, int, str, bool]) -> None:
    """Opening rules of a place: weekdays, weeks, from, to (hours), on holidays, closed around New Year."""
    for weekdays, weeks, opens, closes, holidays, shut in rules:
        Opening.objects.create(
            place=place, weekdays=weekdays, weeks=weeks, opens_at=time(opens), closes_at=time(closes), on_holidays=holidays,
            closed_at_year_end=shut,
        )  # fmt: skip


@pytest.fixture
def town(db: None) -> None:
    """The town."""
    settle()


def settle() -> None:
    """Everything that can be published, and what must not be."""
    a_town(code="222127", attribution="出典: 焼津市オープンデータ")
    facts.forget()
    hall = a_place(
        "小川地域交流センター", kind=PlaceKind.COMMUNITY_CENTER, also=["evacuation_space", "shelter"], kana="コガワ",
        address="静岡県焼津市小川3083", postcode="425-0036", latitude=34.85, longitude=138.3125, phone="0546245111",
        url="https://example.test/kogawa", what="ホールと 図書室。\nだれでも どうぞ。", wheelchair=Yes.YES, toilet=Yes.NO,
        hazards=[Hazard.FLOOD, Hazard.TSUNAMI], capacity=250, verified_on=date(2026, 4, 1), open_text="予約は 前の月から",
    )  # fmt: skip
    hours(hall, ([0, 1, 2, 3, 4], [], 9, 21, "closed", True))
    for day, opens, closes, note in (
        (date(2026, 12, 28), None, None, "大そうじ"), (date(2027, 1, 11), time(13), time(17), "成人の日／午後だけ"),
        (date(2026, 11, 1), None, None, "もう すぎた日"),
    ):  # fmt: skip
        OpeningException.objects.create(place=hall, day=day, opens_at=opens, closes_at=closes, note=note)
    salon = a_place(
        "=港ふれあい　サロン", kind=PlaceKind.SALON, phone="09012345678", who_for="だれでも", fee="100円", welcomer="山田 花子",
        address="焼津市港1-1", latitude=34.9, longitude=138.3, verified_on=date(2026, 10, 2), how_to_come="港の坂の上",
    )  # fmt: skip
    hours(salon, ([1], [2, 4], 10, 12, "closed", True), ([5], [], 13, 16, "open", True))
    a_place(
        "山の家 サロン", form=PlaceForm.PRIVATE_HOME, private_address=HOME_ADDRESS, latitude=34.86, longitude=138.31
    )
    a_place(
        "津波避難タワー, 中港",
        kind=PlaceKind.EVACUATION_SPACE,
        hazards=[Hazard.TSUNAMI],
        latitude=34.875,
        longitude=138.32,
    )
    a_place(
        "みどり公園", kind=PlaceKind.PARK, address="静岡県おたがい市本町5丁目6-1", open_text="いつでも", parking=Yes.NO
    )
    a_place("さくら荘", kind=PlaceKind.CARE_FACILITY, phone="054-000-0002")
    a_place("休んでいるサロン", hidden_on=date(2026, 11, 1))
    a_place("だれも知らないサロン", is_public=False)
    a_place("なくなったサロン", ended_on=date(2026, 1, 1))
    counted = list(range(1, 19))
    for code, name in (("1", "中港"), ("2", "小川")):
        PopulationPoint.objects.create(
            source="人口", on=date(2026, 10, 1), key=code, code=code, name=name, latitude=34.86, longitude=138.32, men=counted,
            women=counted, age_unknown=3, households=None if code == "2" else 120, licence="CC BY 4.0",
        )  # fmt: skip
    PopulationPoint.objects.create(
        source="内輪の表", on=date(2026, 11, 1), key="9", name="ひみつの丁目", latitude=34.8, longitude=138.3, men=[1] * 18,
        women=[0] * 18,
    )  # fmt: skip
    exercise = an_activity("浜の体操", area=an_area("小川小学校区"), any_age=True, what="いすで\nできます", fee="無料")
    exercise.place = hall
    exercise.save()
    for position, name in enumerate(("小川地区社協", "NPO はま")):
        Hosting.objects.create(activity=exercise, organization=an_organization(name), position=position)
    SignUpTerms.objects.create(
        activity=exercise,
        keeper=Hosting.objects.filter(activity=exercise).first().organization,
        takes_guests=True,
        capacity=20,
        closes_days=2,
    )
    for day, own in ((date(2026, 12, 1), {"capacity": 12}), (date(2026, 12, 8), {"is_closed": True})):
        TermsOfDay.objects.create(activity=exercise, day=day, **own)
    TermsOfDay.objects.create(activity=exercise, day=date(2026, 12, 15), closes_on=date(2026, 12, 15))
    ActivityDay.objects.create(
        activity=exercise, day=date(2026, 11, 24), opens_at=time(10), closes_at=time(12), note="雨のため", is_called_off=True
    )  # fmt: skip
