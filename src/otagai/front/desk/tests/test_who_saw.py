"""「だれが見たか」 of a person: every page that showed them, while it did, for colleagues and for whoever oversees."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from otagai.base.accounts.words import Duty
from otagai.base.audit import queries as traces
from otagai.front.desk.tests.conftest import Browser, Town
from otagai.front.desk.tests.town_at_the_desk import a_person, at_the_desk
from otagai.front.desk.tests.typing import hearing, letter, pressed
from otagai.town.people.models import Person
from otagai.welcome.intake import actions as intake
from otagai.welcome.intake.models import Consultation
from otagai.welcome.referrals.models import Referral
from tests.factories import NOW, a_consultation, a_user, acting, as_

pytestmark = pytest.mark.django_db


@pytest.fixture
def linked(town: Town) -> tuple[Person, Consultation]:
    person, found = a_person(town.acting), a_consultation(town.acting)
    with as_(town.acting):
        intake.link_person(found, by=town.acting, person=person, reason="本人から聞いた", at=NOW)
    return person, found


def pages_seen(town: Town, person: Person) -> list[tuple[str, str]]:
    """(page, who) as the officer prints it, oldest first."""
    with as_(acting(a_user(Duty.PRIVACY_OFFICER, organization=town.shakyo))):
        return [(line.page, line.who) for line in reversed(traces.readings_about("person", person.pk))]


def opens(client: Client, name: str, *args: int) -> None:
    assert client.get(reverse(name, args=args)).status_code == 200


def test_every_page_that_showed_the_person_is_printed(
    town: Town, browser: Browser, linked: tuple[Person, Consultation]
) -> None:
    person, found = linked
    csw, counsellor = browser(town.csw), browser(town.counsellor)
    opens(csw, "desk:person", person.pk)
    opens(csw, "desk:consultation", found.pk)
    opens(csw, "desk:consultation_print", found.pk)
    csw.post(reverse("desk:refer_to", args=[found.pk, town.center.pk]), letter(items=["name"]))
    with as_(town.acting):
        baton = Referral.objects.get()
    csw.post(reverse("desk:referral_send", args=[baton.pk]), pressed())
    opens(counsellor, "desk:referral", baton.pk)
    assert counsellor.post(reverse("desk:referral_print", args=[baton.pk])).status_code == 200
    csw.post(reverse("desk:search"), {"q": "たかはし"})
    assert pages_seen(town, person) == [
        ("本人のページ", "佐藤"), ("相談のページ", "佐藤"), ("相談の印刷", "佐藤"), ("つなぎのページ", "鈴木"),
        ("つなぎの手紙（PDF）", "鈴木"), ("さがした結果（名前が出た）", "佐藤"),
    ]  # fmt: skip
    officer = at_the_desk(a_user(Duty.PRIVACY_OFFICER, organization=town.shakyo))
    printed = officer.get(reverse("audit:printout", args=["person", person.pk])).content.decode()
    assert f"相談 {found.pk}　相談の印刷" in printed and f"つなぎ {baton.pk}" in printed
    handed = csw.get(reverse("desk:person_readings", args=[person.pk])).content.decode()
    assert f"相談の印刷（相談 {found.pk}）" in handed and "さがした結果" in handed


def test_a_candidate_shown_while_listening_was_seen_too(town: Town, browser: Browser) -> None:
    person = a_person(town.acting)
    browser(town.csw).post(reverse("desk:new"), hearing(name="高橋 和子"), headers={"HX-Request": "true"})
    assert [page for page, _ in pages_seen(town, person)] == ["「もう知っている人か」の候補（名前が出た）"]


def test_before_and_after_the_link_the_consultation_showed_somebody_else(
    town: Town, browser: Browser, linked: tuple[Person, Consultation]
) -> None:
    person, found = linked
    csw = browser(town.csw)
    opens(csw, "desk:consultation", found.pk)
    with as_(town.acting):
        intake.unlink_person(found, by=town.acting, reason="別の人だった", at=timezone.now())
    opens(csw, "desk:consultation", found.pk)
    assert [page for page, _ in pages_seen(town, person)] == ["相談のページ"]


def test_a_stranger_learns_no_link(town: Town, browser: Browser, linked: tuple[Person, Consultation]) -> None:
    person, found = linked
    opens(browser(town.csw), "desk:consultation", found.pk)
    with as_(town.acting):
        assert len(traces.shown_with(person.pk)) == 1
    asked = "SELECT count(*) FROM referrals_shown_with(%s)"
    for who, links in ((town.stranger, 0), (town.csw, 1)):
        with as_(acting(who)), connection.cursor() as cursor:
            cursor.execute(asked, [person.pk])
            assert cursor.fetchone() == (links,)
