"""No number without its rule: in the letter, on the page of a consultation, on paper, in the search, on the person's page."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from otagai.front.desk.tests.conftest import Browser, Town
from otagai.front.desk.tests.typing import hearing, letter, pressed
from otagai.town.people import actions as people
from otagai.town.people.actions import ContactFacts
from otagai.town.people.models import ContactMethod, Person
from otagai.town.people.rules import BARRED
from otagai.town.people.words import ContactKind, Safety
from otagai.welcome.intake import actions as intake
from otagai.welcome.intake.models import Consultation
from otagai.welcome.intake.words import About, Theme
from otagai.welcome.referrals.models import Referral
from otagai.welcome.referrals.sheet import sheet_of
from tests.factories import NOW, a_consultation, as_

pytestmark = pytest.mark.django_db
NUMBER, RULE = "054-627-2222", "平日10–14時だけ。社協と名のらない"


def told(town: Town, safety: Safety, rule: str = "", **voice: str) -> tuple[Consultation, Person]:
    """A consultation about 高橋 和子, whose telephone has this rule."""
    found = a_consultation(town.acting, about=About.SELF, voice={"caller_name": "高橋 和子", **voice})
    contact = ContactFacts(ContactKind.PHONE, NUMBER, safety, rule)
    with as_(town.acting):
        person = people.add_person(
            by=town.acting, at=NOW, contacts=[contact], family_name="高橋", given_name="和子", family_kana="たかはし"
        )
        intake.link_person(found, by=town.acting, person=person, reason="本人から聞いた", at=NOW)
    return found, person


def pages(client: Client, found: Consultation, person: Person) -> dict[str, str]:
    """Everything at the desk that says how the person may be reached."""
    got: dict[str, Any] = {
        "page": client.get(reverse("desk:consultation", args=[found.pk])),
        "paper": client.get(reverse("desk:consultation_print", args=[found.pk])),
        "search": client.post(reverse("desk:search"), {"q": "たかはし"}),
        "person": client.get(reverse("desk:person", args=[person.pk])),
    }
    return {name: answer.content.decode() for name, answer in got.items()}


def sent_letter(town: Town, client: Client, found: Consultation) -> tuple[str, str]:
    """The letter with nothing ticked but the telephone: the preview, and what stands on paper."""
    client.post(reverse("desk:refer_to", args=[found.pk, town.center.pk]), letter(items=["phone"]))
    with as_(town.acting):
        draft = Referral.objects.get(consultation=found)
    preview = client.get(reverse("desk:referral", args=[draft.pk])).content.decode()
    client.post(reverse("desk:referral_send", args=[draft.pk]), pressed())
    with as_(town.acting):
        sent = Referral.objects.select_related("consultation", "sender", "receiver").get(pk=draft.pk)
        return preview, str(sheet_of(sent, by="佐藤", at=NOW)["lines"])


def test_whoever_agrees_to_the_number_agrees_to_its_rule_too(town: Town, browser: Browser) -> None:
    found, _ = told(town, Safety.CAREFUL, RULE)
    client = browser(town.csw)
    asked = client.get(reverse("desk:refer_to", args=[found.pk, town.center.pk])).content.decode()
    assert f"{NUMBER}（{RULE}）" in asked and 'value="safe_contact"' not in asked
    for written in sent_letter(town, client, found):
        assert f"{NUMBER}（{RULE}）" in written


def test_a_letter_says_do_not_call_instead_of_the_number(town: Town, browser: Browser) -> None:
    found, _ = told(town, Safety.NEVER)
    client = browser(town.csw)
    asked = client.get(reverse("desk:refer_to", args=[found.pk, town.center.pk])).content.decode()
    for written in (asked, *sent_letter(town, client, found)):
        assert BARRED in written and NUMBER not in written


def test_a_letter_begins_with_nothing_that_nobody_told(town: Town, browser: Browser) -> None:
    client = browser(town.csw)
    for themes, ticked in (((), []), ((Theme.HOME,), ["themes"])):
        found = a_consultation(town.acting, themes=themes)
        asked = client.get(reverse("desk:refer_to", args=[found.pk, town.center.pk]))
        assert asked.context["form"]["items"].value() == ticked


@pytest.mark.parametrize("left", [{}, {"phone": "０５４（６２７）２２２２"}, {"phone": NUMBER, "safe_time": "10–14時"}])
def test_a_number_not_to_be_called_stands_nowhere_but_where_it_is_asked_for(
    town: Town, browser: Browser, left: dict[str, str]
) -> None:
    found, person = told(town, Safety.NEVER, "夫が出る", **left)
    for name, shown in pages(browser(town.csw), found, person).items():
        assert BARRED in shown and "夫が出る" in shown, name
        assert "tel:0546272222" not in shown and "10–14時" not in shown, name
        assert name == "person" or ("627-2222" not in shown and "６２７" not in shown), name


def test_a_number_in_the_words_about_calling_is_barred_too(town: Town, browser: Browser) -> None:
    found, person = told(town, Safety.NEVER, safe_time=f"夕方なら。電話 {NUMBER}")
    shown = pages(browser(town.csw), found, person)
    assert NUMBER not in shown["page"] + shown["paper"] and "夕方なら" in shown["page"]


def test_a_number_that_ended_stays_barred_where_somebody_left_it(town: Town, browser: Browser) -> None:
    found, person = told(town, Safety.NEVER, phone=NUMBER)
    with as_(town.acting):
        contact = ContactMethod.objects.get(person=person)
        people.end_contact(person, contact.pk, by=town.acting, on=NOW.date())
    shown = pages(browser(town.csw), found, person)
    assert not [name for name, page in shown.items() if NUMBER in page]


def test_every_page_says_the_rule_with_the_number(town: Town, browser: Browser) -> None:
    found, person = told(town, Safety.CAREFUL, RULE, phone=NUMBER, safe_time="夜でもよい")
    shown = pages(browser(town.csw), found, person)
    assert f"{NUMBER}（{RULE}）" in shown["search"] and shown["paper"].count(f"{NUMBER}（{RULE}）") == 2
    assert shown["page"].count(NUMBER) == 2 <= shown["page"].count(RULE)
    assert RULE in shown["person"]
    assert not [name for name, page in shown.items() if "夜でもよい" in page]


def contacts_now(town: Town, person: Person) -> list[tuple[str, str, str]]:
    with as_(town.acting):
        return list(ContactMethod.objects.filter(person=person).order_by("pk").values_list("value", "safety", "rule"))


def test_what_was_told_while_listening_becomes_the_rule_of_the_new_person(town: Town, browser: Browser) -> None:
    typed = hearing(caller_name="大石 勇", phone=NUMBER, safe_time=RULE, person="new", offered="new")
    browser(town.csw).post(reverse("desk:new"), typed)
    with as_(town.acting):
        person = Person.objects.get()
    assert contacts_now(town, person) == [(NUMBER, Safety.CAREFUL, RULE)]


def test_what_was_told_becomes_the_rule_of_somebody_known_where_there_is_none_yet(town: Town, browser: Browser) -> None:
    never = ContactFacts(ContactKind.PHONE, "054-111-2222", Safety.NEVER)
    ruled = ContactFacts(ContactKind.MOBILE, "090-1111-2222", Safety.CAREFUL, "夜だけ")
    with as_(town.acting):
        known = people.add_person(
            by=town.acting, at=NOW, family_name="田中", contacts=[ContactFacts(ContactKind.PHONE, NUMBER), never, ruled]
        )
    typed = hearing(
        origin="family", about="", caller_name="田中 花", caller_relation="長女", name="田中", safe_time="平日の昼", person=str(known.pk)
    )  # fmt: skip
    browser(town.csw).post(reverse("desk:new"), typed)
    assert contacts_now(town, known) == [
        (NUMBER, Safety.CAREFUL, "長女の話：平日の昼"), ("054-111-2222", Safety.NEVER, ""),
        ("090-1111-2222", Safety.CAREFUL, "夜だけ"),
    ]  # fmt: skip
