"""Letters as the tests of this room write them: plain functions, all through the real actions."""

from __future__ import annotations

from typing import Any

from otagai.base.accounts.acting import Acting
from otagai.base.disclosure.words import Item, LegalBasis
from otagai.town.areas.models import Area
from otagai.town.consents.models import Consent
from otagai.town.consents.words import ConsentMethod
from otagai.town.organizations.models import Organization
from otagai.town.people.models import Person
from otagai.welcome.intake import actions as intake
from otagai.welcome.intake.actions import Entry
from otagai.welcome.intake.models import Consultation
from otagai.welcome.intake.words import Method, RecordKind
from otagai.welcome.referrals import actions, rules
from otagai.welcome.referrals.models import Referral
from tests.factories import NOW, a_consultation, as_

SECRET = "長男が ずっと部屋から出ない"
LINE = "ひきこもりの心配"
WORDS = frozenset({Item.GIST, Item.WORDS})
TALK = Entry(kind=RecordKind.CONTACT, method=Method.VISIT, with_whom="本人", text="玄関先で話せた", at=NOW)


def consent_for(consultation: Consultation, receiver: Organization, items: set[Item], *, by: Acting) -> Consent:
    assert by.user
    return Consent.objects.create(
        circle_id=consultation.folders.get().circle_id, subject="consultation", subject_id=consultation.pk,
        recipient=receiver, purpose="介護の相談", items=sorted(items), method=ConsentMethod.SPOKEN, recorded_by=by.user, given_at=NOW,
    )  # fmt: skip


def a_sent_referral(csw: Acting, center: Organization, items: set[Item] | None = None, **more: Any) -> Referral:
    consultation = a_consultation(csw, SECRET, **more)
    items = items or {Item.GIST, Item.THEMES}
    with as_(csw):
        consent = consent_for(consultation, center, items, by=csw)
        chosen = actions.Draft(
            center.pk, "家族の相談をお願いします", LegalBasis.CONSENT, items=frozenset(items), consent=consent,
            headline=LINE,
        )  # fmt: skip
        referral = actions.draft(consultation, by=csw, draft=chosen, at=NOW)
        return actions.send(referral, by=csw, at=NOW)


def everything_of(person: Person, csw: Acting, center: Organization) -> Referral:
    """A letter about the person with everything that identifies them, sent to the centre."""
    consultation = a_consultation(csw, SECRET)
    with as_(csw):
        intake.link_person(consultation, by=csw, person=person, reason="本人から聞いた", at=NOW)
        items = rules.IDENTITY | {Item.GIST}
        consent = consent_for(consultation, center, set(items), by=csw)
        chosen = actions.Draft(center.pk, "お願い", LegalBasis.CONSENT, items=items, consent=consent, headline=LINE)
        return actions.send(actions.draft(consultation, by=csw, draft=chosen, at=NOW), by=csw, at=NOW)


def sees(who: Acting, person: Person) -> bool:
    with as_(who):
        return Person.objects.filter(pk=person.pk).exists()


def referral_area(referral: Referral, by: Acting) -> Area:
    """The area of the consultation."""
    with as_(by):
        area = Consultation.objects.select_related("area").get(pk=referral.consultation_id).area
    assert area
    return area
