"""地区カルテ of a day that is over: what dated records say, and in words what they do not; no day tells of one person."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from otagai.base.accounts.acting import WORKER
from otagai.base.accounts.tests.entering import entered
from otagai.base.accounts.words import Duty
from otagai.insight.coverage.tests.a_town_to_walk_in import found
from otagai.insight.profiles import actions, rules
from otagai.insight.profiles.models import AgreedStep, ThemeCount, Treasure
from otagai.insight.profiles.queries import profile_for
from otagai.insight.profiles.tests.test_profile import SUMMER, page, told_about, words
from otagai.town.activities.models import Recurrence
from otagai.town.areas.models import Area, AreaLayer, PopulationPoint
from otagai.town.organizations.models import ServiceArea
from otagai.town.places.models import Place, WindowStep
from tests.factories import (
    NOW,
    TODAY,
    a_place,
    a_session,
    a_town,
    a_user,
    a_window,
    an_activity,
    an_area,
    an_organization,
    as_worker,
)

pytestmark = pytest.mark.django_db
THEN = date(2025, 4, 1)
MOST_SQL = 40


@pytest.fixture
def harbour() -> Area:
    a_town()
    found()
    return Area.objects.get(name="港自治会")


def on(area: Area, day: object, name: str = "profile") -> Any:
    return entered(a_user(Duty.POLICY_PLANNER)).get(reverse(f"profiles:{name}", args=[area.pk]), {"on": str(day)})


def an_older_list(people: int, day: date) -> None:
    """The people of 港町 on an earlier day, by the same list."""
    row = PopulationPoint.objects.get(name="港町", on=date(2026, 2, 1))
    men = [0] * 18
    men[4], men[15] = people - 100, 100
    PopulationPoint.objects.create(
        source=row.source, on=day, key=row.key, name=row.name, latitude=row.latitude, longitude=row.longitude, men=men,
        women=[0] * 18,
    )  # fmt: skip


def test_the_people_are_those_of_the_nearest_list_before(harbour: Area) -> None:
    an_older_list(660, date(2024, 2, 1))
    an_older_list(700, date(2025, 2, 1))
    told = words(on(harbour, THEN))
    assert "2025年4月1日(火)のようす" in told
    assert "700人 ・65歳以上" in told
    assert "720人" not in told
    assert "人口は 2024年2月の 660人から 2025年2月の 700人に" in told
    assert "2025年4月1日(火)までの1年で 変わったこと" in told


def test_what_changed_counts_from_a_year_before(harbour: Area) -> None:
    for people, day in ((640, date(2025, 1, 1)), (650, date(2025, 7, 1)), (660, date(2025, 12, 1))):
        an_older_list(people, day)
    assert "人口は 2025年1月の 640人から 2026年2月の 720人に" in words(on(harbour, TODAY))


def test_without_a_list_of_that_time_the_page_says_so_and_shows_no_number_of_today(harbour: Area) -> None:
    told = words(on(harbour, THEN))
    assert "この日までの人口の一覧が ありません（いちばん古い一覧は 2026年2月1日）" in told
    assert "720" not in told
    assert "この日については 数えられません" in told


def test_a_place_stands_where_a_record_says_it_was_there_and_the_others_are_counted_in_words(harbour: Area) -> None:
    known = Place.objects.get(name="港サロン")
    a_place("港の縁側", latitude=34.841, longitude=138.32)
    a_place("山の縁側", latitude=34.861, longitude=138.32)
    told = words(on(harbour, THEN))
    assert "港サロン" not in told
    assert "この日に あったと わかる居場所は ありません" in told
    assert "いま この地区にある居場所・施設のうち 2か所は、この日に あったかどうか 記録がない" in told
    a_session(known, THEN - timedelta(days=3))
    told = words(on(harbour, THEN))
    assert "港サロン" in told
    assert "うち 1か所は、この日に" in told
    assert "港の縁側" not in told
    Place.objects.update(verified_on=THEN)
    told = words(on(harbour, THEN))
    assert "港の縁側" in told
    assert "記録がないので、のせていません" not in told


def test_a_place_that_has_ended_since_is_there_and_is_told_as_gone_in_the_year_after(harbour: Area) -> None:
    Place.objects.filter(name="港サロン").update(verified_on=THEN, ended_on=date(2025, 9, 1))
    assert "港サロン" in words(on(harbour, THEN))
    later = words(on(harbour, date(2025, 9, 1)))
    assert "「港サロン」が なくなりました（2025年9月）" in later
    assert "なくなりました" not in words(on(harbour, date(2026, 10, 1)))
    Place.objects.filter(name="港サロン").update(form="private_home")
    assert "港サロン" not in words(on(harbour, THEN)) + words(on(harbour, date(2025, 9, 1)))


def test_the_flag_flies_as_the_steps_tell(harbour: Area) -> None:
    window = a_window("港の窓口", opened_on=THEN)
    Place.objects.filter(pk=window.place_id).update(latitude=34.841, longitude=138.32)
    for state, at in (
        ("open", NOW.replace(year=2025, month=4, day=1)),
        ("paused", NOW.replace(year=2025, month=6, day=1)),
    ):
        WindowStep.objects.create(window=window, from_state="briefed", to_state=state, at=at)
    assert "「港の窓口」に のぼり旗が あがりました（2025年4月）" in words(on(harbour, THEN))
    assert "「港の窓口」に のぼり旗が" not in words(on(harbour, date(2025, 6, 2)))
    assert "「港の窓口」に のぼり旗が" not in words(on(harbour, THEN - timedelta(days=1)))


def test_an_activity_stands_where_its_rules_say_so(harbour: Area) -> None:
    song, walk = an_activity("港の歌", area=harbour), an_activity("港の散歩", area=harbour)
    hours = {"weekdays": [1], "opens_at": "10:00", "closes_at": "11:00"}
    Recurrence.objects.filter(activity__in=[song, walk]).delete()
    Recurrence.objects.create(activity=song, valid_from=date(2025, 1, 1), **hours)
    Recurrence.objects.create(activity=walk, valid_from=date(2026, 1, 1), **hours)
    told = words(on(harbour, THEN))
    assert "港の歌" in told
    assert "港の散歩" not in told
    assert "いまの活動のうち 1件は、この日に していたかどうか" in told
    Recurrence.objects.filter(activity=song).update(valid_until=date(2025, 2, 1))
    assert "港の歌" not in words(on(harbour, THEN))


def test_groups_strengths_and_steps_are_those_of_the_day(harbour: Area) -> None:
    with as_worker():
        early, late = an_organization("港の会"), an_organization("港の新しい会")
        ServiceArea.objects.create(organization=early, area=harbour, since=date(2024, 6, 1))
        ServiceArea.objects.create(organization=late, area=harbour, since=date(2025, 6, 1))
    for text, day in (("縁側", THEN - timedelta(days=30)), ("夜の灯り", THEN + timedelta(days=30))):
        Treasure.objects.create(area=harbour, kind="place", text=text, source="会長会", on=day)
    Treasure.objects.create(area=harbour, kind="place", text="井戸", source="会長会", on=THEN, withdrawn_at=NOW)
    more = {"area": harbour, "agreed_with": "会", "agreed_on": THEN, "due": TODAY, "state": "done", "outcome": "できた"}
    AgreedStep.objects.create(text="下見をする", closed_on=THEN, **more)
    AgreedStep.objects.create(text="鍵を預かる", closed_on=TODAY, **more)
    told = words(on(harbour, THEN))
    for here in ("「港の会」が この地区を 受け持つようになりました", "縁側", "井戸", "できたこと：下見をする"):
        assert here in told
    for not_yet in ("港の新しい会", "夜の灯り", "鍵を預かる"):
        assert not_yet not in told


def test_a_day_that_cannot_be_shown_is_said_and_what_was_typed_stays(harbour: Area) -> None:
    tomorrow = on(harbour, TODAY + timedelta(days=1))
    assert tomorrow.status_code == 200
    assert "きょうまでの日にしてください" in words(tomorrow)
    assert "下は きょうのようすです" in words(tomorrow)
    assert 'value="2026-11-21"' in tomorrow.content.decode()
    assert "1950年より あとの日にしてください" in words(on(harbour, "0001-01-01"))
    assert on(harbour, "きのう").status_code == 200
    away = on(harbour, "2030-01-01", "paper")
    assert away.status_code == 302
    assert away["Location"] == f"{page(harbour)}?on=2030-01-01"


def test_an_area_is_there_until_it_ended_and_an_older_border_is_not_known(harbour: Area) -> None:
    Area.objects.filter(pk=harbour.pk).update(valid_until=date(2026, 1, 1), valid_from=date(2025, 6, 1))
    AreaLayer.objects.update(imported_on=date(2025, 6, 1))
    assert "地区の区切りは 2025年6月1日の図形です" in words(on(harbour, THEN))
    assert on(harbour, date(2025, 12, 31)).status_code == 200
    assert on(harbour, date(2026, 1, 1)).status_code == 404
    assert on(harbour, TODAY).status_code == 404


def test_the_paper_of_a_day_says_the_same_on_two_pages(harbour: Area) -> None:
    an_older_list(700, date(2025, 2, 1))
    a_place("港の縁側", latitude=34.841, longitude=138.32)
    pdf = PdfReader(BytesIO(on(harbour, THEN, "paper").content))
    assert len(pdf.pages) == 2
    told = "".join("".join(each.extract_text().split()) for each in pdf.pages)
    for word in (
        "2025年4月1日(火)",
        "700人",
        "この日のことでわからないこと",
        "2か所は、この日にあったかどうか記録がない",
    ):
        assert word in told
    assert "720" not in told


def test_nobody_writes_into_the_past(harbour: Area) -> None:
    officer = entered(a_user(Duty.DISTRICT_OFFICER, area=harbour))
    assert "お宝を加える" in words(officer.get(page(harbour)))
    assert "お宝を加える" not in words(officer.get(page(harbour), {"on": "2025-04-01"}))


def test_the_number_of_questions_is_fixed(harbour: Area, django_assert_max_num_queries: Any) -> None:
    planner = entered(a_user(Duty.POLICY_PLANNER))
    planner.get(page(harbour), {"on": "2025-04-01"})
    with django_assert_max_num_queries(MOST_SQL):
        planner.get(page(harbour), {"on": "2025-04-01"})


@given(st.dates(date(2024, 1, 1), date(2028, 1, 1)))
def test_two_days_beside_each_other_show_the_same_half_years_or_half_years_that_share_no_day(day: date) -> None:
    """So whoever subtracts the themes of one day from those of the next subtracts half-years from themselves, or counts apart."""
    today, tomorrow = (set(rules.last_half_years(each)) for each in (day, day + timedelta(days=1)))
    every = sorted(today | tomorrow, key=lambda half: half.since)
    assert len(every) in (2, 3)
    assert all(one.until <= other.since for one, other in pairwise(every))


def test_an_attacker_who_asks_for_every_day_learns_only_what_was_counted_once(harbour: Area) -> None:
    """Twelve people in June and one in July: no two days differ by the one, and whoever came since is in no answer."""
    for name, south in (("港自治会", 34.83), ("山手自治会", 34.85)):
        Area.objects.filter(name=name).update(west=138.30, east=138.34, south=south, north=south + 0.02)
    told_about(harbour, 12, SUMMER)
    told_about(harbour, 1, SUMMER + timedelta(days=40), theme="money")
    with as_worker():
        actions.count_themes(by=WORKER, at=NOW)
    told_about(harbour, 3, SUMMER + timedelta(days=2))
    counted = set(ThemeCount.objects.values_list("since", "count"))
    seen = set()
    for back in (1, 40, 42, 43, 44, 45, 225, 226, 400):
        found = profile_for(harbour.pk, on=TODAY - timedelta(days=back), today=TODAY)
        for half in found.themes:
            lines = tuple((line.here, line.town) for line in half.lines)
            assert all(number is None or number == 0 or number >= 10 for line in lines for number in line)
            seen.add((half.words, lines))
    assert len({half for half, _ in seen}) == len(seen), "one half-year is told in one way only"
    assert {number for _, lines in seen for here, town in lines for number in (here, town) if number} <= {
        count for _, count in counted
    }


def test_an_area_of_no_layer_that_is_drawn_is_shown_on_any_day() -> None:
    a_town()
    told = words(on(an_area("図形のない地区"), THEN))
    assert "この日までの人口の一覧が ありません" in told
