"""本人・世帯 at the desk."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from otagai.base.accounts.models import User
from otagai.base.accounts.words import Duty
from otagai.base.audit.models import Reading
from otagai.base.audit.words import Purpose
from otagai.front.desk.tests.town_at_the_desk import a_person, at_the_desk, somebody, sql_of, text_of
from otagai.town.organizations.models import Organization
from otagai.town.people import actions
from otagai.town.people.models import ContactMethod, HouseholdMember, Person
from otagai.town.people.words import Relation, Safety
from otagai.welcome.intake import actions as intake
from tests.factories import NOW, a_consultation, a_user, acting, as_

pytestmark = pytest.mark.django_db
MOST_SQL = 12


def page(person: Person) -> str:
    return reverse("desk:person", args=[person.pk])


def doors_of(person: Person) -> list[str]:
    """Every page of a person that is opened by GET."""
    names = ("person", "person_edit", "person_readings", "contact_new", "household_new")
    return [reverse(f"desk:{name}", args=[person.pk]) for name in names]


def test_a_stranger_is_asked_to_log_in(kazuko: Person) -> None:
    for address in doors_of(kazuko):
        assert Client().get(address).status_code == 302


def test_a_neighbouring_organisation_finds_nothing(kazuko: Person) -> None:
    neighbour = somebody(Duty.COUNSELLOR)
    for address in doors_of(kazuko):
        assert neighbour.get(address).status_code == 404
    assert neighbour.post(reverse("desk:person_edit", args=[kazuko.pk]), {"family_name": "別"}).status_code == 404


def test_the_same_organisation_without_the_right_is_refused(kazuko: Person, shakyo: Organization) -> None:
    for duty in (Duty.WINDOW_HOST, Duty.POLICY_PLANNER, Duty.SYSTEM_ADMINISTRATOR, Duty.AUDITOR):
        client = somebody(duty, shakyo)
        for address in doors_of(kazuko):
            assert client.get(address).status_code == 403


def test_the_right_one_sees_first_whether_it_is_safe_to_call(kazuko: Person, csw: User) -> None:
    client = at_the_desk(csw)
    assert len(sql_of(client, page(kazuko))) <= MOST_SQL
    shown = text_of(client.get(page(kazuko)))
    assert shown.index("社協とは名乗らない") < shown.index("054-629-1111") < shown.index("昭和16年3月")
    assert "84〜85歳" in shown or "85歳" in shown


def test_reading_leaves_a_line_with_its_purpose_and_can_be_printed(kazuko: Person, csw: User) -> None:
    client = at_the_desk(csw)
    client.get(page(kazuko))
    client.get(page(kazuko), {"from": "search"})
    with as_(acting(csw)):
        kept = list(Reading.objects.filter(subject="person", subject_id=kazuko.pk).order_by("pk"))
    assert [reading.purpose for reading in kept] == [Purpose.CASEWORK, Purpose.SEARCH]
    shown = text_of(client.get(reverse("desk:person_readings", args=[kazuko.pk])))
    assert csw.display_name in shown
    assert "同じ人かどうかの確認" in shown


def test_a_colleague_sees_that_somebody_else_has_read(kazuko: Person, csw: User, shakyo: Organization) -> None:
    at_the_desk(csw).get(page(kazuko))
    colleague = somebody(Duty.CSW, shakyo)
    assert csw.display_name in text_of(colleague.get(reverse("desk:person_readings", args=[kazuko.pk])))


def test_the_consultations_of_the_person_are_shown(kazuko: Person, csw: User) -> None:
    who = acting(csw)
    consultation = a_consultation(who, "ごみ出しがつらい")
    with as_(who):
        intake.link_person(consultation, person=kazuko, by=who, reason="電話で確かめた", at=NOW)
    assert consultation.receipt_number in text_of(at_the_desk(csw).get(page(kazuko)))


def test_somebody_is_written_down_once_however_often_the_button_is_pressed(csw: User, shakyo: Organization) -> None:
    client = at_the_desk(csw)
    form = {
        "family_name": "石川", "given_name": "実", "birth_era": "昭和", "birth_year": "28", "contact-kind": "mobile",
        "contact-value": "090-1234-5678", "contact-safety": "safe", "key": "5d0c2f9e-8d5c-4a6f-9a55-2f0f6d4c1a12",
        "sure": "1",
    }  # fmt: skip
    first, again = (client.post(reverse("desk:person_new"), form) for _ in range(2))
    assert first.status_code == again.status_code == 302
    assert first.url == again.url
    with as_(acting(csw)):
        made = Person.objects.get(family_name="石川")
        assert made.birth == "1953"
        assert ContactMethod.objects.get(person=made).safety == Safety.SAFE


def test_who_may_be_the_same_is_shown_before_anything_is_stored(kazuko: Person, csw: User) -> None:
    client = at_the_desk(csw)
    form = {"family_name": "髙橋", "given_name": "和子", "contact-kind": "phone", "contact-value": "0546291111"}
    asked = client.post(reverse("desk:person_new"), {**form, "contact-safety": "unknown"})
    assert asked.status_code == 422
    assert "同じ人かもしれません" in text_of(asked)
    assert page(kazuko) in text_of(asked)


def test_a_person_without_any_name_is_not_written_and_the_rest_stays(csw: User) -> None:
    response = at_the_desk(csw).post(reverse("desk:person_new"), {"address": "小川新町2-1"})
    assert response.status_code == 422
    assert "小川新町2-1" in text_of(response)


def edited(person: Person, **changed: str) -> dict[str, str]:
    facts = {"family_name": person.family_name, "given_name": person.given_name, "version": str(person.version)}
    return facts | {"birth_era": "西暦", "birth_year": "1941", "birth_month": "3"} | changed


def test_a_late_edit_shows_both_texts(kazuko: Person, csw: User) -> None:
    client, address = at_the_desk(csw), reverse("desk:person_edit", args=[kazuko.pk])
    assert client.post(address, edited(kazuko, address="先に書いた住所")).status_code == 302
    late = client.post(address, edited(kazuko, address="あとから書いた住所"))
    assert late.status_code == 409
    assert "先に書いた住所" in text_of(late)
    assert "あとから書いた住所" in text_of(late)


def test_a_birth_date_as_far_as_it_is_known(kazuko: Person, csw: User) -> None:
    client, address = at_the_desk(csw), reverse("desk:person_edit", args=[kazuko.pk])
    form = edited(kazuko, birth_era="昭和", birth_year="16", birth_month="3", birth_day="5")
    assert client.post(address, form).status_code == 302
    with as_(acting(csw)):
        assert Person.objects.get(pk=kazuko.pk).birth == "1941-03-05"
    wrong = client.post(address, edited(kazuko, birth_era="昭和", birth_year="99", version="2"))
    assert wrong.status_code == 422
    assert 'value="99"' in text_of(wrong)


def contact_of(person: Person, who: User) -> ContactMethod:
    with as_(acting(who)):
        return ContactMethod.objects.get(person=person, until__isnull=True)


def test_contact_methods_are_added_made_safe_and_ended(kazuko: Person, csw: User) -> None:
    client, known = at_the_desk(csw), contact_of(kazuko, csw)
    new = {"kind": "mail", "value": "kazuko@example.jp", "safety": "unknown", "rule": ""}
    assert client.post(reverse("desk:contact_new", args=[kazuko.pk]), new).status_code == 302
    wrong = client.post(reverse("desk:contact_new", args=[kazuko.pk]), {**new, "kind": "phone", "value": "12"})
    assert wrong.status_code == 422
    safe = reverse("desk:contact_safety", args=[kazuko.pk, known.pk])
    assert client.post(safe, {"safety": "never", "rule": "夫に知られている"}).status_code == 302
    shown = text_of(client.get(page(kazuko)))
    assert "夫に知られている" in shown
    assert "tel:0546291111" not in shown
    assert client.post(reverse("desk:contact_end", args=[kazuko.pk, known.pk])).status_code == 302
    assert "前の連絡先" in text_of(client.get(page(kazuko)))


def test_a_contact_of_somebody_else_is_not_found(kazuko: Person, csw: User) -> None:
    other = a_person(acting(csw), family_name="別の")
    foreign = contact_of(other, csw)
    for name in ("contact_safety", "contact_end"):
        address = reverse(f"desk:{name}", args=[kazuko.pk, foreign.pk])
        assert at_the_desk(csw).post(address, {"safety": "safe"}).status_code == 404


def test_a_household_is_formed_grows_and_somebody_leaves(kazuko: Person, csw: User) -> None:
    client, who = at_the_desk(csw), acting(csw)
    son = a_person(who, given_name="修", given_kana="おさむ", birth="1966")
    formed = client.post(
        reverse("desk:household_new", args=[kazuko.pk]), {"relation": "head", "label": "本町の高橋さん"}
    )
    assert formed.status_code == 302
    home = formed.url
    assert len(sql_of(client, home)) <= MOST_SQL
    found = text_of(client.post(home, {"q": "たかはし おさむ"}))
    assert f'value="{son.pk}"' in found
    assert client.post(home + "add/", {"person": son.pk, "relation": "child"}).status_code == 302
    assert "修" in text_of(client.get(page(kazuko)))
    assert client.post(f"{home}people/{son.pk}/leave/", {"on": "2026-11-20"}).status_code == 302
    with as_(who):
        assert HouseholdMember.objects.get(person=son).until == date(2026, 11, 20)


def test_nobody_from_outside_the_circle_joins_and_no_foreign_household_is_opened(kazuko: Person, csw: User) -> None:
    neighbour = a_user(Duty.COUNSELLOR)
    theirs = a_person(acting(neighbour), family_name="となりの")
    with as_(acting(neighbour)):
        foreign = actions.form_household([(theirs, Relation.HEAD)], by=acting(neighbour))
    with as_(acting(csw)):
        own = actions.form_household([(kazuko, Relation.HEAD)], by=acting(csw))
    client = at_the_desk(csw)
    assert client.get(reverse("desk:household", args=[foreign.pk])).status_code == 404
    joining = {"person": theirs.pk, "relation": "child"}
    assert client.post(reverse("desk:household_add", args=[own.pk]), joining).status_code == 404
    assert client.post(reverse("desk:household_add", args=[foreign.pk]), {"person": kazuko.pk}).status_code == 404
    left = reverse("desk:household_leave", args=[own.pk, theirs.pk])
    assert client.post(left, {"on": "2026-11-20"}).status_code == 404
