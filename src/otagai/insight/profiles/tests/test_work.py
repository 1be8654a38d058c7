"""わたしの地区: what the one in charge writes stays, and whoever comes next finds all of it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse

from otagai.base.accounts.models import Assignment, User
from otagai.base.accounts.tests.entering import entered
from otagai.base.accounts.words import Duty
from otagai.insight.profiles.models import AgreedStep, DistrictVisit, HandoverNote
from otagai.town.areas.models import Area
from tests.factories import TODAY, a_town, a_user, an_area

pytestmark = pytest.mark.django_db
VISIT = {"on": "2026-11-18", "where": "港ひだまりサロン", "heard": "朝の席が 足りないとのこと"}
STEP = {"text": "公会堂を下見する", "agreed_with": "港地区社協", "agreed_on": "2026-11-18", "due": "2026-11-30"}


@pytest.fixture
def harbour() -> Area:
    a_town()
    return an_area("港小学校区")


@pytest.fixture
def officer(harbour: Area) -> User:
    return a_user(Duty.DISTRICT_OFFICER, area=harbour, name="北川 遥")


def at(name: str, *args: Any) -> str:
    return reverse(f"profiles:{name}", args=args)


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<script.*?</script>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL))


def test_the_officer_comes_straight_to_the_one_district(harbour: Area, officer: User) -> None:
    response = entered(officer).get(at("mine"))
    assert response.status_code == 302
    assert response["Location"] == at("work", harbour.pk)
    page = words(entered(officer).get(response["Location"]))
    assert "約束していることは ありません" in page
    assert "北川 遥" in page


def test_four_people_at_the_door(harbour: Area, officer: User) -> None:
    for name in ("work", "work_print", "note", "visit", "step"):
        assert Client().get(at(name, harbour.pk)).status_code == 302
        assert entered(a_user(Duty.POLICY_PLANNER)).get(at(name, harbour.pk)).status_code == 403
        assert entered(a_user(Duty.DISTRICT_OFFICER, area=an_area())).get(at(name, harbour.pk)).status_code == 404
        assert entered(a_user(Duty.COMMUNITY_COORDINATOR)).get(at(name, harbour.pk)).status_code == 200
        assert entered(officer).get(at(name, harbour.pk)).status_code == 200
        assert entered(officer).get(at(name, 999_999)).status_code == 404


def test_whoever_keeps_every_district_chooses_and_whoever_keeps_none_is_told(harbour: Area, officer: User) -> None:
    assert "港小学校区" in words(entered(a_user(Duty.CSW)).get(at("mine")))
    both = a_user(Duty.DISTRICT_OFFICER, area=harbour)
    more = Assignment.objects.get(user=both)
    Assignment.objects.create(
        user=both, duty=more.duty, organization=more.organization, area=an_area("山小学校区"), since=more.since
    )
    page = words(entered(both).get(at("mine")))
    assert "港小学校区" in page
    assert "山小学校区" in page


def test_a_visit_is_noted_once_and_its_form_leads_worries_to_the_front_door(harbour: Area, officer: User) -> None:
    client = entered(officer)
    page = client.get(at("visit", harbour.pk))
    assert "だれのことか わかることは 書かないでください" in words(page)
    link = f"{reverse('desk:new')}?door=outreach&amp;area={harbour.pk}"
    assert link in page.content.decode()
    hearing = client.get(link.replace("&amp;", "&")).content.decode()
    assert re.search(r'value="outreach"[^>]*checked', hearing)
    assert re.search(rf'<option value="{harbour.pk}" selected', hearing)
    key = re.search(r'name="key" value="([^"]+)"', page.content.decode())
    assert key is not None
    for _ in range(2):
        assert client.post(at("visit", harbour.pk), {**VISIT, "key": key[1]}).status_code == 302
    assert DistrictVisit.objects.count() == 1
    assert "朝の席が 足りないとのこと" in words(client.get(at("work", harbour.pk)))


def test_what_is_wrong_with_a_visit_is_said_and_the_text_stays(harbour: Area, officer: User) -> None:
    response = entered(officer).post(at("visit", harbour.pk), {**VISIT, "on": "2031-01-01"})
    assert response.status_code == 422
    assert "きょうまでの日にしてください" in words(response)
    assert "朝の席が 足りないとのこと" in response.content.decode()


def test_a_step_is_agreed_becomes_overdue_is_done_and_can_be_opened_again(harbour: Area, officer: User) -> None:
    client = entered(officer)
    assert client.post(at("step", harbour.pk), {**STEP, "due": "2026-11-01"}).status_code == 422
    client.post(at("step", harbour.pk), STEP)
    step = AgreedStep.objects.get()
    assert "期限をすぎています" not in words(client.get(at("work", harbour.pk)))
    AgreedStep.objects.update(agreed_on=TODAY - timedelta(days=9), due=TODAY - timedelta(days=1))
    assert "期限をすぎています" in words(client.get(at("work", harbour.pk)))
    client.post(at("step_close", harbour.pk, step.pk), {"state": "done", "outcome": ""})
    assert AgreedStep.objects.get().state == "open"
    client.post(at("step_close", harbour.pk, step.pk), {"state": "done", "outcome": "3人で見てきた"})
    page = words(client.get(at("work", harbour.pk)))
    assert "期限をすぎています" not in page
    assert "3人で見てきた" in page
    again = client.post(at("step_close", harbour.pk, step.pk), {"state": "dropped", "outcome": "やめる"}, follow=True)
    assert "もう「できた」です" in words(again)
    client.post(at("step_reopen", harbour.pk, step.pk))
    assert AgreedStep.objects.get().state == "open"


def test_a_step_of_another_district_is_not_there(harbour: Area, officer: User) -> None:
    other = AgreedStep.objects.create(area=an_area(), text="ほか", agreed_with="会", agreed_on=TODAY, due=TODAY)
    client = entered(officer)
    assert client.post(at("step_close", harbour.pk, other.pk), {"state": "done", "outcome": "見た"}).status_code == 404
    assert client.post(at("step_reopen", harbour.pk, other.pk)).status_code == 404
    assert (
        client.post(at("step_close", other.area_id, other.pk), {"state": "done", "outcome": "見た"}).status_code == 404
    )


def test_every_version_of_the_note_stays_and_nobody_wins_silently(harbour: Area, officer: User) -> None:
    client = entered(officer)
    client.post(at("note", harbour.pk), {"text": "会長会は 第2月曜", "version": "0"})
    client.post(at("note", harbour.pk), {"text": "会長会は 第3月曜", "version": "1"})
    stale = client.post(at("note", harbour.pk), {"text": "会長会は 毎週", "version": "1"})
    assert stale.status_code == 409
    assert "会長会は 第3月曜" in words(stale)
    assert "会長会は 毎週" in words(stale)
    assert list(HandoverNote.objects.order_by("version").values_list("text", flat=True)) == [
        "会長会は 第2月曜",
        "会長会は 第3月曜",
    ]
    page = words(client.get(at("work", harbour.pk)))
    assert "第2版" in page
    assert "会長会は 第2月曜" in page
    with pytest.raises(ProgrammingError, match="stays"), transaction.atomic():
        HandoverNote.objects.update(text="けした")


def test_when_the_officer_changes_everything_stays_and_the_successor_sees_it(harbour: Area, officer: User) -> None:
    client = entered(officer)
    client.post(at("note", harbour.pk), {"text": "会長会は 第2月曜", "version": "0"})
    client.post(at("visit", harbour.pk), VISIT)
    client.post(at("step", harbour.pk), STEP)
    Assignment.objects.filter(user=officer).update(until=TODAY)
    assert client.get(at("work", harbour.pk)).status_code in (302, 403)
    successor = a_user(Duty.DISTRICT_OFFICER, area=harbour, name="南 ことり")
    Assignment.objects.filter(user=successor).update(since=TODAY)
    for name in ("work", "work_print"):
        page = words(entered(successor).get(at(name, harbour.pk)))
        for text in ("会長会は 第2月曜", "朝の席が 足りないとのこと", "公会堂を下見する", "北川 遥"):
            assert text in page


def test_the_number_of_questions_is_fixed(harbour: Area, officer: User, django_assert_max_num_queries: Any) -> None:
    client = entered(officer)
    for number in range(8):
        client.post(at("visit", harbour.pk), {**VISIT, "where": f"集まり{number}"})
        client.post(at("step", harbour.pk), {**STEP, "text": f"一歩{number}"})
    client.get(at("work", harbour.pk))
    with django_assert_max_num_queries(20):
        client.get(at("work", harbour.pk))


def test_when_the_borders_change_what_was_written_stays(harbour: Area, officer: User) -> None:
    entered(officer).post(at("visit", harbour.pk), VISIT)
    Area.objects.filter(pk=harbour.pk).update(valid_until=TODAY)
    assert "朝の席が 足りないとのこと" in words(entered(officer).get(at("work", harbour.pk)))
