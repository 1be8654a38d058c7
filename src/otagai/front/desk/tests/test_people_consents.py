"""Consents at the page of a person; and what somebody who was only asked reads there."""

from __future__ import annotations

import pytest
from django.urls import reverse

from otagai.base.accounts.models import User
from otagai.base.accounts.words import Duty
from otagai.base.circles import actions as circles
from otagai.base.circles.words import Basis
from otagai.base.disclosure.words import Item
from otagai.front.desk.tests.town_at_the_desk import a_person, at_the_desk, somebody, text_of
from otagai.town.consents import actions as consents
from otagai.town.consents.models import Consent
from otagai.town.consents.words import ConsentMethod
from otagai.town.people import actions
from otagai.town.people.models import Person
from otagai.town.people.words import ContactKind, Relation, Safety
from tests.factories import NOW, a_user, acting, an_organization, as_

pytestmark = pytest.mark.django_db


def page(person: Person) -> str:
    return reverse("desk:person", args=[person.pk])


def test_a_consent_is_shown_and_taken_back(kazuko: Person, csw: User) -> None:
    who, centre = acting(csw), an_organization("南部地域包括支援センター")
    other = a_person(who, family_name="別の")
    with as_(who):
        given = consents.give(
            consents.About(kazuko.circle_id, person_id=kazuko.pk), by=who, recipient_id=centre.pk, purpose="介護の相談",
            items=[Item.NAME, Item.PHONE], method=ConsentMethod.SPOKEN, at=NOW,
        )  # fmt: skip
    client = at_the_desk(csw)
    shown = text_of(client.get(page(kazuko)))
    assert "南部地域包括支援センターへ" in shown
    assert "お名前・電話" in shown
    assert client.post(reverse("desk:consent_withdraw", args=[other.pk, given.pk])).status_code == 404
    neighbour = somebody(Duty.COUNSELLOR)
    assert neighbour.post(reverse("desk:consent_withdraw", args=[kazuko.pk, given.pk])).status_code == 404
    assert client.post(reverse("desk:consent_withdraw", args=[kazuko.pk, given.pk])).status_code == 302
    assert "取り消し" in text_of(client.get(page(kazuko)))


def test_who_was_only_asked_reads_no_consent_towards_others_and_takes_none_back(kazuko: Person, csw: User) -> None:
    who, centre, clinic = acting(csw), an_organization("南部地域包括支援センター"), an_organization("みなと診療所")
    with as_(who):
        given = consents.give(
            consents.About(kazuko.circle_id, person_id=kazuko.pk), by=who, recipient_id=clinic.pk, purpose="お酒の相談",
            items=[Item.NAME], method=ConsentMethod.SPOKEN, at=NOW,
        )  # fmt: skip
        circles.join(
            kazuko.circle_id, organization_id=centre.pk, basis=Basis.REFERRED, by=who, at=NOW, through="referral:1"
        )
    asked = at_the_desk(a_user(Duty.COUNSELLOR, organization=centre))
    shown = text_of(asked.get(page(kazuko)))
    assert "高橋 和子" in shown and "お酒の相談" not in shown and "みなと診療所" not in shown
    assert asked.post(reverse("desk:consent_withdraw", args=[kazuko.pk, given.pk])).status_code == 404
    assert "お酒の相談" in text_of(at_the_desk(csw).get(page(kazuko)))
    with as_(who):
        assert Consent.objects.get().withdrawn_at is None


def test_who_was_only_asked_reads_what_the_letter_passes_on_and_nothing_of_the_life_behind_it(
    kazuko: Person, csw: User
) -> None:
    who, centre, clinic = acting(csw), an_organization("南部地域包括支援センター"), an_organization("みなと診療所")
    with as_(who):
        old = actions.add_contact(kazuko, by=who, contact=actions.ContactFacts(ContactKind.PHONE, "054-111-2222"))
        actions.end_contact(kazuko, old.pk, by=who, on=NOW.date())
        hidden = actions.ContactFacts(ContactKind.PHONE, "054-333-4444", safety=Safety.NEVER)
        actions.add_contact(kazuko, by=who, contact=hidden)
        home = actions.form_household([(kazuko, Relation.HEAD)], by=who, label="港町の高橋さん")
        circles.join(kazuko.circle_id, organization_id=clinic.pk, basis=Basis.CONSENT, by=who, at=NOW)
        circles.join(
            kazuko.circle_id, organization_id=centre.pk, basis=Basis.REFERRED, by=who, at=NOW, through="referral:1"
        )
    asked = at_the_desk(a_user(Duty.COUNSELLOR, organization=centre))
    shown = text_of(asked.get(page(kazuko)))
    assert "高橋 和子" in shown
    for kept in ("054-111-2222", "054-333-4444", "港町の高橋さん", "みなと診療所"):
        assert kept not in shown
        assert kept in text_of(at_the_desk(csw).get(page(kazuko)))
    assert asked.get(reverse("desk:household", args=[home.pk])).status_code == 404
    assert "港町の高橋さん" not in text_of(asked.post(reverse("desk:search"), {"q": "高橋"}))
    readings = text_of(asked.get(reverse("desk:person_readings", args=[kazuko.pk])))
    assert csw.display_name not in readings
