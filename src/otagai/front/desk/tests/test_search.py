"""さがす: one box."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from otagai.base.accounts.models import User
from otagai.base.accounts.words import Duty
from otagai.front.desk.tests.test_people import MOST_SQL, a_person
from otagai.front.desk.tests.town_at_the_desk import at_the_desk, somebody, sql_of, text_of
from otagai.town.people import actions
from otagai.town.people.words import Relation
from otagai.welcome.intake import actions as intake
from tests.factories import NOW, a_consultation, a_town, a_user, acting, an_organization, as_

pytestmark = pytest.mark.django_db
BOX = "/desk/search/"


@pytest.fixture
def csw() -> User:
    council = an_organization("おたがい市社協")
    a_town(council)
    return a_user(Duty.CSW, organization=council)


def result(client: Client, text: str) -> str:
    response = client.post(BOX, {"q": text})
    assert response.status_code == 200
    return text_of(response)


def test_four_people_at_the_box(csw: User) -> None:
    assert reverse("desk:search") == BOX
    assert Client().get(BOX).status_code == 302
    assert somebody(Duty.WINDOW_HOST).get(BOX).status_code == 403
    assert somebody(Duty.SYSTEM_ADMINISTRATOR).post(BOX, {"q": "高橋"}).status_code == 403
    assert at_the_desk(csw).get(BOX).status_code == 200


@pytest.mark.parametrize("text", ["髙橋", "たかはし かずこ", "054-629-1111", "1111", "S16.3", "本町三丁目"])
def test_kanji_kana_telephone_birth_and_address_find_the_person(csw: User, text: str) -> None:
    kazuko = a_person(acting(csw))
    assert reverse("desk:person", args=[kazuko.pk]) + "?from=search" in result(at_the_desk(csw), text)


def test_results_stand_by_household_with_reason_and_open_consultations(csw: User) -> None:
    who = acting(csw)
    kazuko, son = a_person(who), a_person(who, given_name="修", given_kana="おさむ", birth="1966")
    consultation = a_consultation(who, "ごみ出しがつらい")
    with as_(who):
        actions.form_household([(kazuko, Relation.HEAD), (son, Relation.CHILD)], by=who, label="本町の高橋さん")
        intake.link_person(consultation, person=kazuko, by=who, reason="電話で確かめた", at=NOW)
    shown = result(at_the_desk(csw), "たかはし")
    assert shown.count("本町の高橋さん") == 1
    assert "カナが合う" in shown
    assert consultation.receipt_number in shown


def test_a_receipt_number_leads_to_its_consultation(csw: User) -> None:
    consultation = a_consultation(acting(csw))
    response = at_the_desk(csw).post(BOX, {"q": consultation.receipt_number})
    assert response.url == reverse("desk:consultation", args=[consultation.pk])


def answer_to(client: Client, text: str) -> str:
    """The page without what differs from request to request, and without the words that were typed."""
    shown = result(client, text)
    return shown[shown.index('aria-label="さがした結果"') : shown.index("</main>")]


def test_somebody_outside_the_circle_and_nobody_look_the_same(csw: User) -> None:
    a_person(acting(csw))
    theirs = a_consultation(acting(csw)).receipt_number
    neighbour = somebody(Duty.COUNSELLOR)
    nobody = answer_to(neighbour, "そんなひとはいない")
    assert answer_to(neighbour, "たかはし") == nobody
    assert answer_to(neighbour, "054-629-1111") == nobody
    assert answer_to(neighbour, theirs) == nobody


def test_what_was_typed_is_in_no_address(csw: User) -> None:
    shown = text_of(at_the_desk(csw).get(BOX))
    assert 'method="post"' in shown
    assert "高橋" not in text_of(at_the_desk(csw).get(BOX, {"q": "高橋"}))


def test_the_box_alone_needs_little(csw: User) -> None:
    assert len(sql_of(at_the_desk(csw), BOX)) <= MOST_SQL


def test_somebody_without_a_telephone_is_shown_without_one(csw: User) -> None:
    with as_(acting(csw)):
        actions.add_person(by=acting(csw), at=NOW, family_name="石川", family_kana="いしかわ")
    shown = result(at_the_desk(csw), "いしかわ")
    assert "石川" in shown
    assert "None" not in shown


def test_a_search_that_finds_somebody_stays_within_its_bar(csw: User) -> None:
    a_person(acting(csw))
    client = at_the_desk(csw)
    result(client, "たかはし")
    with CaptureQueriesContext(connection) as caught:
        assert "高橋 和子" in result(client, "たかはし")
    assert len([one for one in caught if "SAVEPOINT" not in one["sql"]]) <= MOST_SQL
