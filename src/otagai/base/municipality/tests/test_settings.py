"""The town changes its settings; two who do so at once see both texts."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from otagai.base.accounts.tests.entering import entered
from otagai.base.accounts.words import Duty
from otagai.base.audit.models import Deed
from otagai.base.municipality import actions, queries
from otagai.base.municipality.words import Unit
from otagai.base.safekeeping.errors import RuleBroken, StaleEdit
from tests.factories import a_town, a_user, acting, an_organization, as_, as_public

MONTHS = {"place_ask_months": 6, "place_hide_months": 12, "sign_up_keep_days": 30, "draft_days": 14}
pytestmark = pytest.mark.django_db


def test_before_it_is_founded_there_is_a_placeholder() -> None:
    assert queries.town() is queries.NOT_FOUNDED
    assert queries.settings_of_town() is None
    assert entered(a_user(Duty.SYSTEM_ADMINISTRATOR)).get(reverse("municipality:settings")).status_code == 404


def test_the_settings_page_shows_stores_and_traces() -> None:
    a_town()
    admin, door = a_user(Duty.SYSTEM_ADMINISTRATOR), an_organization("相談の課")
    browser = entered(admin)
    page = browser.get(reverse("municipality:settings")).content.decode()
    assert "受け止め" in page
    form = {
        "seen_version": 1,
        "name": "新しい市",
        "desk_name": "窓口",
        "desk_phone": "054-626-1111",
        "front_door_id": door.pk,
        "place_ask_months": 6,
        "place_hide_months": 12,
        "sign_up_keep_days": 30,
        "draft_days": 14,
        "licence": "PDL1.0",
        "licence_contact": "企画課 054-000-0000",
    }
    assert browser.post(reverse("municipality:change"), form).status_code == 302
    town = queries.town()
    assert (town.name, town.front_door_id) == ("新しい市", door.pk)
    assert (town.licence, town.licence_contact) == ("PDL1.0", "企画課 054-000-0000")
    with as_(acting(admin)):
        assert Deed.objects.filter(verb="municipality.changed", user_id=admin.pk).exists()


def test_the_second_of_two_sees_both_texts() -> None:
    a_town()
    admin = acting(a_user(Duty.SYSTEM_ADMINISTRATOR))
    with as_(admin):
        actions.change(by=admin, seen_version=1, name="先の市")
        with pytest.raises(StaleEdit) as both:
            actions.change(by=admin, seen_version=1, name="後の市")
    assert (both.value.theirs, both.value.yours) == ({"名前": "先の市"}, {"名前": "後の市"})


def test_a_stale_page_answers_409_with_both_texts() -> None:
    a_town()
    user = a_user(Duty.SYSTEM_ADMINISTRATOR)
    browser, door = entered(user), an_organization()
    form = {"seen_version": 1, "desk_name": "窓口", "desk_phone": "054-626-1111", "front_door_id": door.pk, **MONTHS}
    browser.post(reverse("municipality:change"), {**form, "name": "先の市"})
    answer = browser.post(reverse("municipality:change"), {**form, "name": "後の市"})
    assert answer.status_code == 409
    assert "先の市" in answer.content.decode()
    assert "後の市" in answer.content.decode()


def test_a_telephone_nobody_can_dial_is_refused_and_the_text_stays() -> None:
    a_town()
    door = an_organization()
    form = {
        "seen_version": 1,
        "name": "新しい市",
        "desk_name": "窓口",
        "desk_phone": "電話なし",
        "front_door_id": door.pk,
        "place_ask_months": 6,
        "place_hide_months": 12,
        "sign_up_keep_days": 30,
        "draft_days": 14,
    }
    page = entered(a_user(Duty.SYSTEM_ADMINISTRATOR)).post(reverse("municipality:change"), form)
    assert page.status_code == 200
    assert "電話なし" in page.content.decode()
    assert queries.town().name == "おたがい市"


def test_a_place_rests_only_after_it_was_asked_about() -> None:
    a_town()
    admin = acting(a_user(Duty.SYSTEM_ADMINISTRATOR))
    with as_(admin):
        with pytest.raises(RuleBroken, match="休ませるまで"):
            actions.change(by=admin, seen_version=1, place_hide_months=6)
        actions.change(by=admin, seen_version=1, place_ask_months=3, place_hide_months=6)
    assert (queries.town().place_ask_months, queries.town().place_hide_months) == (3, 6)


def test_what_is_half_written_is_kept_for_some_days_and_not_for_ever() -> None:
    a_town()
    admin = acting(a_user(Duty.SYSTEM_ADMINISTRATOR))
    with as_(admin):
        for days in (0, 91):
            with pytest.raises(RuleBroken, match="書きかけ"):
                actions.change(by=admin, seen_version=1, draft_days=days)
        actions.change(by=admin, seen_version=1, draft_days=7)
    assert queries.town().draft_days == 7


def test_deadlines_are_changed_and_only_the_changed_ones_traced() -> None:
    a_town()
    user = a_user(Duty.SYSTEM_ADMINISTRATOR)
    form = {}
    for line in queries.deadlines():
        form |= {f"{line.step}-amount": line.amount, f"{line.step}-unit": line.unit.value}
    form["acknowledge-amount"] = 2
    assert entered(user).post(reverse("municipality:deadlines"), form).status_code == 302
    assert queries.due("acknowledge", start=date(2026, 11, 20)) == date(2026, 11, 25)  # Mon 23 is a holiday
    with as_(acting(user)):
        assert [deed.facts["step"] for deed in Deed.objects.filter(verb="municipality.deadline_set")] == ["acknowledge"]


def test_a_deadline_of_nothing_is_refused() -> None:
    admin = acting(a_user(Duty.SYSTEM_ADMINISTRATOR))
    with as_(admin), pytest.raises(RuleBroken):
        actions.set_deadline("acknowledge", amount=0, unit=Unit.DAYS, by=admin)


def test_everybody_may_read_what_the_town_is_called() -> None:
    a_town()
    with as_public():
        assert queries.town().name == "おたがい市"


@pytest.mark.parametrize("duty", [Duty.CSW, Duty.ORGANIZATION_LEADER, Duty.POLICY_PLANNER, Duty.AUDITOR])
def test_nobody_else_enters_the_settings(duty: Duty) -> None:
    a_town()
    browser = entered(a_user(duty))
    assert browser.get(reverse("municipality:settings")).status_code == 403
    assert browser.post(reverse("municipality:change"), {"name": "x"}).status_code == 403
