"""Giving consent, reading it, taking it back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from pytest_django import DjangoAssertNumQueries

from otagai.base.accounts.acting import WORKER
from otagai.base.audit.models import Deed, Version
from otagai.base.disclosure.words import Item
from otagai.base.safekeeping.errors import RuleBroken
from otagai.town.consents import actions, queries
from otagai.town.consents.actions import About
from otagai.town.consents.forms import ConsentForm
from otagai.town.consents.models import Consent
from otagai.town.consents.words import ConsentGiver, ConsentMethod
from otagai.town.organizations.models import Organization
from otagai.town.people.tests.town import Four, four, hanako
from tests.factories import an_organization, as_

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 19, 15, 30, tzinfo=UTC)  # half past midnight of the 20th in Japan
TODAY = date(2026, 11, 20)


@pytest.fixture
def people() -> Four:
    """Four people at the door."""
    return four()


@pytest.fixture
def center() -> Organization:
    """地域包括支援センター."""
    return an_organization("北包括")


def agreed(people: Four, center: Organization, *items: Item, about: About | None = None, **more: object) -> Consent:
    """花子 agrees that these items go to the centre."""
    if about is None:
        person = hanako(people.right)
        about = About(person.circle_id, person_id=person.pk)
    with as_(people.right):
        return actions.give(
            about, by=people.right, recipient_id=center.pk, purpose="介護の相談", items=items or (Item.NAME, Item.PHONE),
            method=ConsentMethod.SPOKEN, at=AT, **more,
        )  # fmt: skip


def test_what_was_agreed_to_may_be_passed_on_and_nothing_else(
    people: Four, center: Organization, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    consent = agreed(people, center)
    with as_(people.right):
        with django_assert_num_queries(1):
            allowed = queries.items_allowed(recipient_id=center.pk, on=TODAY, person_id=consent.person_id)
        assert allowed == {Item.NAME, Item.PHONE}
        other = an_organization().pk
        assert queries.items_allowed(recipient_id=other, on=TODAY, person_id=consent.person_id) == frozenset()
        assert queries.items_allowed(recipient_id=center.pk, on=TODAY) == frozenset()
        assert Deed.objects.get(verb="consents.given").facts["items"] == ["name", "phone"]
        assert Version.objects.filter(table="consents_consent", row_id=consent.pk).exists()


def test_the_newest_consent_in_force_is_the_one_that_counts(people: Four, center: Organization) -> None:
    first = agreed(people, center, valid_until=date(2026, 11, 30))
    with as_(people.right):
        assert queries.consent_in_force(recipient_id=center.pk, on=TODAY, person_id=first.person_id) == first
        late = date(2026, 12, 1)
        assert queries.consent_in_force(recipient_id=center.pk, on=late, person_id=first.person_id) is None
        early = date(2026, 11, 19)
        assert queries.consent_in_force(recipient_id=center.pk, on=early, person_id=first.person_id) is None


def test_taking_it_back_stops_passing_on_at_once_and_stays_readable(people: Four, center: Organization) -> None:
    consent = agreed(people, center)
    with as_(people.right):
        actions.withdraw(consent, by=people.right, at=AT)
        actions.withdraw(consent, by=people.right, at=datetime(2027, 1, 1, tzinfo=UTC))
        assert queries.items_allowed(recipient_id=center.pk, on=TODAY, person_id=consent.person_id) == frozenset()
        assert queries.consent_in_force(recipient_id=center.pk, on=TODAY, person_id=consent.person_id) is None
        (line,) = queries.consents_of(on=TODAY, person_id=consent.person_id)
        assert (line.in_force, line.withdrawn_at) == (False, AT)
        assert Deed.objects.filter(verb="consents.withdrawn").count() == 1


def test_consent_can_belong_to_a_consultation_without_a_person(people: Four, center: Organization) -> None:
    circle = hanako(people.right).circle_id
    agreed(people, center, about=About(circle, subject="consultation", subject_id=77), giver=ConsentGiver.FAMILY)
    with as_(people.right):
        (line,) = queries.consents_of(on=TODAY, subject=("consultation", 77))
        assert (line.recipient, line.ask_again, line.items) == ("北包括", True, (Item.NAME, Item.PHONE))
        assert queries.consents_of(on=TODAY, subject=("consultation", 78)) == []
        assert queries.consents_of(on=TODAY) == []


def test_a_consent_without_items_or_subject_is_refused(people: Four, center: Organization) -> None:
    with as_(people.right):
        with pytest.raises(RuleBroken) as reasons:
            actions.give(
                About(1),
                by=people.right,
                recipient_id=center.pk,
                purpose="",
                items=(),
                method=ConsentMethod.SPOKEN,
                at=AT,
            )
        assert len(reasons.value.reasons) == 3
        with pytest.raises(PermissionDenied):
            actions.give(
                About(1),
                by=WORKER,
                recipient_id=center.pk,
                purpose="x",
                items=(Item.NAME,),
                method=ConsentMethod.SPOKEN,
                at=AT,
            )


def test_a_stranger_a_neighbour_and_one_without_the_right_do_not_learn_of_it(
    people: Four, center: Organization
) -> None:
    consent = agreed(people, center)
    with as_(people.right):
        assert queries.consent_for(people.right, consent.pk) == consent
    for who in people.others:
        with as_(who):
            with pytest.raises(Http404):
                queries.consent_for(who, consent.pk)
            assert queries.consents_of(on=TODAY, person_id=consent.person_id) == []
            assert queries.items_allowed(recipient_id=center.pk, on=TODAY, person_id=consent.person_id) == frozenset()


def test_the_form_gives_what_the_action_wants() -> None:
    form = ConsentForm(
        {"recipient": "5", "purpose": "介護の相談", "items": ["name", "phone"], "method": "spoken", "giver": "person"},
        recipient_choices=[(5, "北包括")],
    )
    assert form.is_valid(), form.errors
    typed = form.fields_typed()
    assert typed["items"] == {Item.NAME, Item.PHONE}
    assert (typed["recipient_id"], typed["method"], typed["valid_until"]) == (5, ConsentMethod.SPOKEN, None)
    assert set(ConsentForm({"recipient": "6"}, recipient_choices=[(5, "北包括")]).errors) >= {
        "recipient",
        "items",
        "purpose",
    }
