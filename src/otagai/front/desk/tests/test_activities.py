"""活動の暦 at the desk: a draft, its days, published, one day called off, ended."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from otagai.base.accounts.words import Duty
from otagai.front.desk.tests.town_at_the_desk import somebody, sql_of, text_of
from otagai.town.activities.models import Activity, ActivityDay, Hosting
from otagai.town.activities.words import ActivityState
from tests.factories import a_town, an_activity, an_organization

pytestmark = pytest.mark.django_db
MOST_SQL = 12
SECOND_SUNDAYS = {
    "rules-0-weekdays": ["6"], "rules-0-weeks": ["2"], "rules-0-times_start": "09:00", "rules-0-times_end": "11:00",
    "rules-0-on_holidays": "closed", "days-0-day_era": "昭和",
}  # fmt: skip


@pytest.fixture
def exercise() -> Activity:
    activity = an_activity("浜の体操")
    Hosting.objects.create(activity=activity, organization=an_organization("小川地区社協"), position=0)
    return activity


def at(name: str, activity: Activity) -> str:
    return reverse(f"desk:{name}", args=[activity.pk])


def typed(host: int, **changed: Any) -> dict[str, Any]:
    return {
        "title": "港の防災訓練",
        "kind": "disaster",
        "host_1": host,
        "meeting_point": "港公園",
        "phone": "054-123-4567",
        **changed,
    }


def formsets(**rules: Any) -> dict[str, Any]:
    counts = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 0}
    return {**{f"{prefix}-{name}": value for prefix in ("rules", "days") for name, value in counts.items()}, **rules}


def test_four_people_at_the_door(exercise: Activity, desk: Client) -> None:
    for address in (
        reverse("desk:activities"),
        reverse("desk:activity_new"),
        at("activity_edit", exercise),
        at("activity_days", exercise),
    ):
        assert Client().get(address).status_code == 302
        assert somebody(Duty.COUNSELLOR).get(address).status_code == 403
        assert somebody(Duty.WINDOW_HOST).get(address).status_code == 403
        assert desk.get(address).status_code == 200
    assert somebody(Duty.ORGANIZATION_LEADER).get(at("activity_edit", exercise)).status_code == 403


def test_the_draft_of_another_group_is_as_absent_as_none(exercise: Activity, desk: Client) -> None:
    stranger = somebody(Duty.ORGANIZATION_LEADER)
    Activity.objects.filter(pk=exercise.pk).update(state=ActivityState.DRAFT)
    doors = [reverse(f"desk:activity_{name}", args=[exercise.pk]) for name in ("edit", "days", "terms", "roll")]
    for address in (*doors, f"{reverse('desk:know_how_new')}?activity={exercise.pk}"):
        there, nowhere = stranger.get(address), stranger.get(address.replace(str(exercise.pk), "999999999"))
        assert there.status_code == nowhere.status_code == 404, address
        assert desk.get(address).status_code == 200, address


def test_from_a_draft_to_the_calendar_of_residents(desk: Client) -> None:
    host = an_organization("港自治会")
    key = str(uuid.uuid4())
    for _ in range(2):
        sent = typed(host.pk, key=key, any_age="on", helpers_wanted="炊き出し 4人\n\n車いす 2人")
        answer = desk.post(reverse("desk:activity_new"), sent)
    activity = Activity.objects.get()
    assert answer["Location"] == at("activity_days", activity)
    assert (activity.state, activity.helpers_wanted) == (ActivityState.DRAFT, ["炊き出し 4人", "車いす 2人"])
    move = {"move-to": "published", "move-said": ""}
    assert "日にちを 入れてください" in text_of(desk.post(at("activity_move", activity), move, follow=True))
    days = formsets(version=1, **SECOND_SUNDAYS)
    assert "第2日曜 9:00–11:00" in text_of(desk.post(at("activity_days", activity), days, follow=True))
    desk.post(at("activity_move", activity), move)
    assert "港の防災訓練" in text_of(Client().get("/activities/?span=following"))


def test_one_day_is_called_off_with_a_word_and_held_after_all(desk: Client, exercise: Activity) -> None:
    off = {"off-day": "2026-11-24", "off-said": "雨のため"}
    assert "中止にしました" in text_of(desk.post(at("activity_call_off", exercise), off, follow=True))
    assert "雨のため" in text_of(Client().get("/activities/"))
    desk.post(at("activity_hold", exercise), {"day": "2026-11-24"})
    assert not ActivityDay.objects.filter(is_called_off=True).exists()
    for wrong in ({"off-day": "2026-11-25", "off-said": "雨"}, {"off-day": "2026-11-24", "off-said": ""}, {}):
        desk.post(at("activity_call_off", exercise), wrong)
    assert desk.post(at("activity_hold", exercise), {"day": "x"}).status_code == 302
    assert not ActivityDay.objects.filter(is_called_off=True).exists()


def test_what_was_typed_stays_and_the_reasons_are_said(desk: Client, exercise: Activity) -> None:
    answer = desk.post(
        at("activity_edit", exercise), typed(Hosting.objects.get().organization_id, phone="1", version=1)
    )
    assert answer.status_code == 422 and "港の防災訓練" in answer.content.decode()
    exercise.refresh_from_db()
    assert exercise.title == "浜の体操"


def test_who_wrote_meanwhile_is_not_overwritten(desk: Client, exercise: Activity) -> None:
    host = Hosting.objects.get().organization_id
    assert desk.post(at("activity_edit", exercise), typed(host, version=1)).status_code == 302
    assert desk.post(at("activity_edit", exercise), typed(host, version=1, title="夜の体操")).status_code == 409
    assert desk.post(at("activity_days", exercise), formsets(version=1, **SECOND_SUNDAYS)).status_code == 409
    exercise.refresh_from_db()
    assert exercise.title == "港の防災訓練"


def test_a_leader_sees_and_writes_the_activities_of_the_own_organisation(exercise: Activity) -> None:
    a_town()
    own = an_organization("NPO はま")
    leader = somebody(Duty.ORGANIZATION_LEADER, organization=own)
    assert "浜の体操" not in text_of(leader.get(reverse("desk:activities")))
    strange = leader.post(reverse("desk:activity_new"), typed(Hosting.objects.get().organization_id))
    assert "あなたの団体を 入れてください" in text_of(strange)
    leader.post(reverse("desk:activity_new"), typed(own.pk))
    assert "港の防災訓練" in text_of(leader.get(reverse("desk:activities")))


def test_the_list_is_narrowed_and_asks_a_fixed_number_of_questions(desk: Client, exercise: Activity) -> None:
    an_activity("山の集い", state=ActivityState.DRAFT)
    assert "山の集い" not in text_of(desk.get(reverse("desk:activities") + "?state=published&q=体操"))
    assert "浜の体操" in text_of(desk.get(reverse("desk:activities") + "?state=nonsense&after=x"))
    before = len(sql_of(desk, reverse("desk:activities")))
    for _ in range(5):
        an_activity()
    assert len(sql_of(desk, reverse("desk:activities"))) == before <= MOST_SQL
