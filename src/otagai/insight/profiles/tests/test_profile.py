"""The page of a district: found, read, without a person in it; its own 地区担当 writes お宝, a neighbour's does not."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse

from otagai.base.accounts.acting import WORKER
from otagai.base.accounts.tests.entering import entered
from otagai.base.accounts.words import Duty
from otagai.insight.coverage.tests.a_town_to_walk_in import ROUND_THE_BAY, found, people, streets
from otagai.insight.profiles import actions
from otagai.insight.profiles.models import ThemeCount, Treasure
from otagai.insight.profiles.words import TreasureKind
from otagai.town.activities.models import KnowHow
from otagai.town.areas.models import Area, PopulationPoint
from otagai.town.places.models import Place
from tests.factories import (
    NOW,
    TODAY,
    a_consultation,
    a_town,
    a_user,
    acting,
    an_activity,
    an_area,
    an_organization,
    as_,
    as_worker,
)

pytestmark = pytest.mark.django_db
MOST_SQL = 40
SUMMER = NOW.replace(month=6, day=1)
SAID = {"kind": "people", "text": "朝の見守りが 30年つづいている", "source": "港地区社協の役員会", "on": "2026-11-01"}


@pytest.fixture
def harbour() -> Area:
    a_town()
    found()
    return Area.objects.get(name="港自治会")


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<script.*?</script>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL))


def page(area: Area) -> str:
    return reverse("profiles:profile", args=[area.pk])


def test_four_people_at_the_door(harbour: Area) -> None:
    assert Client().get(page(harbour)).status_code == 302
    assert entered(a_user(Duty.COUNSELLOR)).get(page(harbour)).status_code == 403
    assert entered(a_user(Duty.DISTRICT_OFFICER, area=an_area("となり"))).get(page(harbour)).status_code == 200
    assert entered(a_user(Duty.POLICY_PLANNER)).get(page(harbour)).status_code == 200


def test_a_district_is_found_by_a_part_of_its_name(harbour: Area) -> None:
    planner = entered(a_user(Duty.POLICY_PLANNER))
    assert "山手自治会" not in words(planner.get(reverse("profiles:list"), {"q": "港"}))
    assert "港自治会" in words(planner.get(reverse("profiles:list"), {"q": "港"}))
    assert "見つかりませんでした" in words(planner.get(reverse("profiles:list"), {"q": "ない"}))


def test_the_profile_says_who_lives_there_and_what_is_there(harbour: Area) -> None:
    an_activity("港の体操", area=harbour)
    an_activity("山の体操", area=Area.objects.get(name="山手自治会"))
    told = words(entered(a_user(Duty.POLICY_PLANNER)).get(page(harbour)))
    assert "720人 ・65歳以上 30.6%・75歳以上 100人" in told
    assert "65〜74歳 120人 16.7%" in told
    assert "75歳以上 100人 100人 0人 100%" in told
    assert "市全体 75歳以上 163人 100人 63人 61%" in told
    assert "港サロン" in told
    assert "山手公園" not in told
    assert "港の体操" in told
    before, _, alike = told.partition("にている地区と、そこでしていること")
    assert "山の体操" not in before
    assert "山の体操" in alike
    assert "うつりかわりは、同じ一覧を 2つ以上の日について取り込むと 出ます" in told


def test_how_groups_of_a_like_district_do_it_can_be_read(harbour: Area) -> None:
    song = an_activity("山の歌声", area=Area.objects.get(name="山手自治会"))
    with as_worker():
        group = an_organization("山手歌の会")
        more = {
            "kind": song.kind,
            "organization": group,
            "activity": song,
            "changed_on": TODAY,
            "steps": "集まって 歌う",
        }
        KnowHow.objects.create(title="歌の本のつくり方", is_public=True, **more)
        KnowHow.objects.create(title="まだ ないしょ", is_public=False, **more)
    told = words(entered(a_user(Duty.POLICY_PLANNER)).get(page(harbour)))
    assert "やり方のカード： 歌の本のつくり方 （山手歌の会）" in told
    assert "まだ ないしょ" not in told


def test_the_way_round_counts_in_the_profile_as_it_does_under_reach(harbour: Area) -> None:
    planner = entered(a_user(Duty.POLICY_PLANNER))
    straight = words(planner.get(page(harbour)))
    assert "距離は「直線×1.3」で はかりました" in straight
    assert "徒歩圏（直線×1.3）" in straight
    streets(ROUND_THE_BAY)
    round_the_bay = words(planner.get(page(harbour)))
    assert "距離は「道のり」で はかりました" in round_the_bay
    assert "75歳以上 100人 0人 100人 0%" in round_the_bay
    assert "徒歩圏（道のり）" in round_the_bay


def test_a_trend_stands_only_where_the_same_list_has_two_days(harbour: Area) -> None:
    row = PopulationPoint.objects.get(name="港町")
    men = [*row.men]
    men[15] = 60
    older = {"key": row.key, "name": row.name, "latitude": row.latitude, "longitude": row.longitude, "women": row.women}
    PopulationPoint.objects.create(source=row.source, on=date(2024, 2, 1), men=men, **older)
    PopulationPoint.objects.create(source="ほかの一覧", on=date(2023, 2, 1), men=men, **older)
    told = words(entered(a_user(Duty.POLICY_PLANNER)).get(page(harbour)))
    assert "2024年2月1日(木) 680人" in told
    assert "2023年" not in told
    assert "人口は 2024年2月の 680人から 2026年2月の 720人に （+40人）" in told.replace("（+", " （+")


def test_three_old_people_up_the_hill_are_never_told_alone(harbour: Area) -> None:
    hill = Area.objects.get(name="山手自治会")
    told = words(entered(a_user(Duty.POLICY_PLANNER)).get(page(hill)))
    assert "63人" in told
    assert not re.search(r"\b3人", told)


def test_a_home_is_counted_and_neither_named_nor_drawn(harbour: Area) -> None:
    Place.objects.filter(name="港サロン").update(form="private_home")
    response = entered(a_user(Duty.POLICY_PLANNER)).get(page(harbour))
    assert "港サロン" not in words(response)
    assert "個人のお宅での集まりが あります" in words(response)
    assert "75歳以上 100人 100人" in words(response)
    assert "map-dot" not in response.content.decode()


def test_a_town_without_lists_says_what_to_do() -> None:
    a_town()
    planner = entered(a_user(Duty.POLICY_PLANNER))
    assert "まだ 地区が ありません" in words(planner.get(reverse("profiles:list")))
    bare = an_area("図形のない地区")
    told = words(planner.get(page(bare)))
    assert "人口の一覧が ありません" in told
    assert "居場所は まだ 登録されていません" in told
    people("港町", (34.84, 138.32), young=500, old=120, oldest=100)
    assert "この地区だけの人口は 出せません" in words(planner.get(page(bare)))


def test_an_area_that_has_ended_is_not_there(harbour: Area) -> None:
    Area.objects.filter(pk=harbour.pk).update(valid_until=TODAY)
    assert entered(a_user(Duty.POLICY_PLANNER)).get(page(harbour)).status_code == 404


def test_the_number_of_questions_is_fixed(harbour: Area, django_assert_max_num_queries: Any) -> None:
    planner = entered(a_user(Duty.POLICY_PLANNER))
    planner.get(page(harbour))
    with django_assert_max_num_queries(MOST_SQL):
        planner.get(page(harbour))


def test_the_officer_writes_down_a_treasure_once_and_takes_it_back(harbour: Area) -> None:
    officer = entered(a_user(Duty.DISTRICT_OFFICER, area=harbour))
    address = reverse("profiles:treasure", args=[harbour.pk])
    key = re.search(r'name="key" value="([^"]+)"', officer.get(address).content.decode())
    assert key is not None
    for _ in range(2):
        assert officer.post(address, {**SAID, "key": key[1]}).status_code == 302
    treasure = Treasure.objects.get()
    assert "朝の見守りが 30年つづいている" in words(officer.get(page(harbour)))
    officer.post(reverse("profiles:treasure_withdraw", args=[harbour.pk, treasure.pk]))
    assert "30年つづいている" not in words(officer.get(page(harbour)))
    assert Treasure.objects.get().withdrawn_by is not None
    assert officer.post(reverse("profiles:treasure_withdraw", args=[harbour.pk, treasure.pk])).status_code == 404


def test_what_is_wrong_is_said_and_what_was_typed_stays(harbour: Area) -> None:
    officer = entered(a_user(Duty.DISTRICT_OFFICER, area=harbour))
    response = officer.post(reverse("profiles:treasure", args=[harbour.pk]), {**SAID, "on": "2030-01-01", "source": ""})
    assert response.status_code == 422
    assert "きょうまでの日にしてください" in words(response)
    assert "朝の見守りが 30年つづいている" in response.content.decode()
    assert not Treasure.objects.exists()


def test_a_neighbours_officer_reads_but_does_not_write(harbour: Area) -> None:
    neighbour = entered(a_user(Duty.DISTRICT_OFFICER, area=Area.objects.get(name="山手自治会")))
    assert neighbour.get(reverse("profiles:treasure", args=[harbour.pk])).status_code == 404
    assert neighbour.post(reverse("profiles:treasure", args=[harbour.pk]), SAID).status_code == 404
    assert (
        entered(a_user(Duty.POLICY_PLANNER)).post(reverse("profiles:treasure", args=[harbour.pk]), SAID).status_code
        == 403
    )
    assert "お宝を加える" not in words(neighbour.get(page(harbour)))


def test_what_was_written_is_not_deleted(harbour: Area) -> None:
    by = acting(a_user(Duty.DISTRICT_OFFICER, area=harbour))
    with as_(by):
        said = actions.add_treasure(
            harbour.pk, by=by, kind=TreasureKind.PLACE, text="縁側", source="会長会", on=TODAY, at=NOW
        )
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        said.delete()


def told_about(area: Area, times: int, at: datetime, theme: str = "care") -> None:
    by = acting(a_user(Duty.CSW))
    for _ in range(times):
        a_consultation(by, at=at, area_id=area.pk, themes=(theme,))


def test_themes_are_counted_once_by_the_worker_and_never_again(harbour: Area) -> None:
    for name, south in (("港自治会", 34.83), ("山手自治会", 34.85)):
        Area.objects.filter(name=name).update(west=138.30, east=138.34, south=south, north=south + 0.02)
    told_about(harbour, 12, SUMMER)
    told_about(Area.objects.get(name="山手自治会"), 2, SUMMER)
    with as_worker():
        assert actions.count_themes(by=WORKER, at=NOW) == 2
    told_about(harbour, 3, SUMMER + timedelta(days=1))
    with as_worker():
        assert actions.count_themes(by=WORKER, at=NOW + timedelta(days=1)) == 0
    told = words(entered(a_user(Duty.POLICY_PLANNER)).get(page(harbour)))
    together = told.replace("山手自治会・港自治会", "港自治会・山手自治会")
    assert "からだ・介護・障害のこと 14件 港自治会・山手自治会 合わせて 14件" in together
    assert "仕事・お金・住まい・手続きのこと 0件" in told
    with pytest.raises(ProgrammingError, match="stays"), transaction.atomic():
        ThemeCount.objects.update(smallest=3)


def test_a_half_year_of_fewer_than_k_is_not_told(harbour: Area) -> None:
    told_about(harbour, 9, SUMMER)
    with as_worker():
        actions.count_themes(by=WORKER, at=NOW)
    assert not ThemeCount.objects.filter(count__gt=0).exists()
    assert "まだ 出せる数がありません" in words(entered(a_user(Duty.POLICY_PLANNER)).get(page(harbour)))


def test_nobody_but_the_worker_counts_themes(harbour: Area) -> None:
    by = acting(a_user(Duty.CSW))
    with as_(by), pytest.raises(PermissionDenied):
        actions.count_themes(by=by, at=NOW)
