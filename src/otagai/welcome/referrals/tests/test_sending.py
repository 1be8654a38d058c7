"""The giver: what leaves, who holds it meanwhile, and taking it back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.http import Http404

from otagai.base.accounts.acting import WORKER, Acting
from otagai.base.accounts.words import Duty
from otagai.base.circles import actions as circles
from otagai.base.disclosure.models import Disclosure
from otagai.base.disclosure.words import Item, LegalBasis
from otagai.base.notices.models import Notice
from otagai.base.safekeeping.errors import RuleBroken
from otagai.town.consents.models import Consent
from otagai.town.organizations.models import Organization
from otagai.town.organizations.words import OrganizationKind
from otagai.town.people.models import Person
from otagai.welcome.intake import actions as intake
from otagai.welcome.intake.models import Consultation, Voice
from otagai.welcome.intake.words import Method, RecordKind, State, Urgency
from otagai.welcome.referrals import actions
from otagai.welcome.referrals.models import Referral
from otagai.welcome.referrals.queries import batons, referral_for
from otagai.welcome.referrals.tests.letters import (
    LINE,
    SECRET,
    WORDS,
    a_sent_referral,
    consent_for,
    everything_of,
    referral_area,
    sees,
)
from tests.factories import NOW, a_consultation, a_user, acting, an_area, an_organization, as_, as_worker

pytestmark = pytest.mark.django_db


def test_the_letter_carries_only_what_was_agreed_to(csw: Acting, nurse: Acting, center: Organization) -> None:
    referral = a_sent_referral(csw, center)
    with as_(nurse):
        seen = Referral.objects.get(pk=referral.pk)
        assert [line["item"] for line in seen.letter] == ["gist", "themes"]
        assert SECRET not in str(seen.letter)
        assert not Voice.objects.exists()
        assert Consultation.objects.get(pk=seen.consultation_id).holder.name == "社協"


def test_every_letter_is_a_line_in_the_ledger(csw: Acting, center: Organization) -> None:
    referral = a_sent_referral(csw, center)
    with as_(csw):
        line = Disclosure.objects.get(subject="referral", subject_id=referral.pk)
        assert (line.recipient, line.basis, sorted(line.items)) == (center, LegalBasis.CONSENT, ["gist", "themes"])


def test_before_it_is_sent_the_taker_sees_nothing(csw: Acting, nurse: Acting, center: Organization) -> None:
    consultation = a_consultation(csw, SECRET)
    with as_(csw):
        consent = consent_for(consultation, center, {Item.GIST, Item.THEMES}, by=csw)
        actions.draft(
            consultation,
            by=csw,
            draft=actions.Draft(center.pk, "お願い", LegalBasis.CONSENT, consent=consent, headline=LINE),
            at=NOW,
        )
    with as_(nurse):
        assert not Referral.objects.exists()
        assert not Consultation.objects.exists()


def test_an_item_nobody_agreed_to_does_not_leave(csw: Acting, center: Organization) -> None:
    consultation = a_consultation(csw, SECRET)
    with as_(csw):
        consent = consent_for(consultation, center, {Item.GIST}, by=csw)
        chosen = actions.Draft(
            center.pk, "お願い", LegalBasis.CONSENT, items=frozenset({Item.GIST, Item.WORDS}), consent=consent,
            headline=LINE,
        )  # fmt: skip
        with pytest.raises(RuleBroken, match="相談のことば"):
            actions.draft(consultation, by=csw, draft=chosen, at=NOW)
        assert not Referral.objects.exists()


def test_a_withdrawn_consent_stops_the_letter(csw: Acting, center: Organization) -> None:
    consultation = a_consultation(csw, SECRET)
    with as_(csw):
        consent = consent_for(consultation, center, {Item.GIST, Item.THEMES}, by=csw)
        chosen = actions.Draft(center.pk, "お願い", LegalBasis.CONSENT, consent=consent, headline=LINE)
        referral = actions.draft(consultation, by=csw, draft=chosen, at=NOW)
        Consent.objects.filter(pk=consent.pk).update(withdrawn_at=NOW)
        with pytest.raises(RuleBroken, match="同意"):
            actions.send(referral, by=csw, at=NOW)
        assert not Disclosure.objects.exists()


def test_a_consent_that_ran_out_stops_the_letter(csw: Acting, center: Organization) -> None:
    consultation = a_consultation(csw, SECRET)
    with as_(csw):
        consent = consent_for(consultation, center, {Item.GIST, Item.THEMES}, by=csw)
        referral = actions.draft(
            consultation,
            by=csw,
            draft=actions.Draft(center.pk, "お願い", LegalBasis.CONSENT, consent=consent, headline=LINE),
            at=NOW,
        )
        Consent.objects.filter(pk=consent.pk).update(valid_until=date(2026, 11, 19))
        with pytest.raises(RuleBroken, match="同意"):
            actions.send(referral, by=csw, at=NOW)


def test_taken_back_the_taker_is_told_and_sees_nothing(csw: Acting, nurse: Acting, center: Organization) -> None:
    referral = a_sent_referral(csw, center)
    with as_(csw):
        actions.take_back(referral, by=csw, reason="本人が待ってほしいと言った", at=NOW)
    with as_(nurse):
        assert not Referral.objects.exists()
        assert Notice.objects.filter(text__startswith="つなぎが取り戻されました").exists()


def test_the_taker_keeps_nobodys_page_when_the_link_was_undone_before_the_letter_was_taken_back(
    csw: Acting, nurse: Acting, center: Organization, hana: Person
) -> None:
    referral = everything_of(hana, csw, center)
    assert sees(nurse, hana)
    with as_(csw):
        intake.unlink_person(referral.consultation, by=csw, reason="別の人だった", at=NOW)
        actions.take_back(referral, by=csw, reason="まちがえた", at=NOW)
    assert not sees(nurse, hana)


def test_somebody_shown_by_mistake_is_hidden_at_once_and_the_right_one_is_not_hidden(
    csw: Acting, nurse: Acting, center: Organization, hana: Person
) -> None:
    referral = everything_of(hana, csw, center)
    with as_(csw):
        actions.it_was_another(referral.consultation, by=csw, at=NOW)
    assert sees(nurse, hana)
    with as_(csw):
        intake.unlink_person(referral.consultation, by=csw, reason="別の人だった", at=NOW)
        actions.it_was_another(referral.consultation, by=csw, at=NOW)
    assert not sees(nurse, hana)


def test_only_the_giver_takes_it_back_and_no_stranger_lets_it_wait(
    csw: Acting, nurse: Acting, center: Organization
) -> None:
    referral, stranger = a_sent_referral(csw, center), acting(a_user(Duty.CSW))
    with as_(nurse), pytest.raises(RuleBroken, match="送った団体"):
        actions.take_back(referral, by=nurse, reason="いらない", at=NOW)
    with as_worker(), pytest.raises(RuleBroken, match="団体の人だけ"):
        actions.put_on_hold(referral, by=stranger, until=date(2026, 12, 4), reason="あとで", at=NOW)


def test_what_is_urgent_is_answered_the_same_day(csw: Acting, nurse: Acting, center: Organization) -> None:
    referral = a_sent_referral(csw, center, urgency=Urgency.TODAY)
    assert referral.due_on == NOW.date()
    with as_(nurse):
        actions.accept(referral, by=nurse, at=NOW)
        assert Consultation.objects.get(pk=referral.consultation_id).next_date == NOW.date()


def test_somebody_shown_by_mistake_is_hidden_also_after_the_letter_was_accepted(
    csw: Acting, nurse: Acting, center: Organization, hana: Person
) -> None:
    referral = everything_of(hana, csw, center)
    with as_(nurse):
        actions.accept(referral, by=nurse, at=NOW)
    with as_(csw):
        intake.unlink_person(referral.consultation, by=csw, reason="別の人だった", at=NOW)
        actions.it_was_another(referral.consultation, by=csw, at=NOW)
    assert not sees(nurse, hana)
    with as_(nurse):
        assert Consultation.objects.get(pk=referral.consultation_id).holder == center


def test_what_the_taker_knows_for_another_reason_stays(
    csw: Acting, nurse: Acting, center: Organization, hana: Person
) -> None:
    first, second = everything_of(hana, csw, center), everything_of(hana, csw, center)
    with as_(nurse):
        actions.accept(first, by=nurse, at=NOW)
        actions.accept(second, by=nurse, at=NOW)
    for wrong, still in ((first, True), (second, False)):
        with as_(csw):
            intake.unlink_person(wrong.consultation, by=csw, reason="別の人だった", at=NOW)
            actions.it_was_another(wrong.consultation, by=csw, at=NOW)
        assert sees(nurse, hana) == still


def test_an_old_draft_cannot_be_sent_by_who_holds_the_baton_no_longer(
    csw: Acting, nurse: Acting, center: Organization
) -> None:
    consultation, others = a_consultation(csw, SECRET), an_organization("くらし相談")
    with as_(csw):
        first, second = (
            actions.draft(
                consultation, by=csw, at=NOW,
                draft=actions.Draft(to.pk, "お願い", LegalBasis.LAW, "虐待のおそれ", items=WORDS, headline=LINE),
            )
            for to in (center, others)
        )  # fmt: skip
        actions.send(first, by=csw, at=NOW)
    with as_(nurse):
        actions.accept(first, by=nurse, at=NOW)
    with as_(csw):
        with pytest.raises(RuleBroken, match="担当している団体"):
            actions.send(second, by=csw, at=NOW)
        assert Consultation.objects.get(pk=consultation.pk).state == State.SUPPORTING


def test_a_baton_that_waits_too_long_climbs(csw: Acting, nurse: Acting, center: Organization) -> None:
    a_sent_referral(csw, center)
    with as_worker():
        assert actions.tell_waiting(by=WORKER, at=NOW + timedelta(days=7)) == 1  # 11/27: one working day over
        assert actions.tell_waiting(by=WORKER, at=NOW + timedelta(days=10)) == 1
        assert actions.tell_waiting(by=WORKER, at=NOW + timedelta(days=10)) == 0
    with as_(nurse):
        assert Notice.objects.filter(user=nurse.user, kind="overdue").exists()
    with as_(csw):
        assert Notice.objects.filter(user=csw.user, kind="escalated").exists()


def test_whoever_works_with_and_contacts_nobody_is_told_too(csw: Acting, nurse: Acting, center: Organization) -> None:
    referral = a_sent_referral(csw, center)
    with as_(nurse):
        actions.join(referral, by=nurse, at=NOW)
    with as_worker():
        assert actions.tell_waiting(by=WORKER, at=NOW + timedelta(days=6)) == 0  # 11/26: the day it is due
        assert actions.tell_waiting(by=WORKER, at=NOW + timedelta(days=7)) == 1
    with as_(nurse):
        told = Notice.objects.get(user=nurse.user, kind="overdue")
        assert told.text.endswith("の最初の連絡が 期限をすぎています")
        talk = intake.Entry(kind=RecordKind.CONTACT, method=Method.PHONE, with_whom="本人", text="話した", at=NOW)
        actions.report_contact(referral, by=nurse, entry=talk, at=NOW + timedelta(days=8))
    with as_worker():
        assert actions.tell_waiting(by=WORKER, at=NOW + timedelta(days=30)) == 0, "contacted: nothing more is told"


def test_a_duty_limited_to_another_area_does_not_open_the_letter(csw: Acting, shakyo: Organization) -> None:
    receiver = an_organization("北部包括", kind=OrganizationKind.COMMUNITY_SUPPORT_CENTER)
    referral = a_sent_referral(csw, receiver)
    with as_(csw):
        Consultation.objects.filter(pk=referral.consultation_id).update(area=an_area("東"))
    west, east = (
        acting(a_user(Duty.CSW, organization=shakyo, area=one)) for one in (an_area("西"), referral_area(referral, csw))
    )
    with as_(west):
        assert batons(west).outbox == ()
        with pytest.raises(Http404):
            referral_for(west, referral.pk)
    with as_(east):
        assert [line.pk for line in batons(east).outbox] == [referral.pk]
        assert referral_for(east, referral.pk) == referral


def test_who_is_shut_out_of_the_letter_alone_hears_nothing_of_it(
    csw: Acting, nurse: Acting, center: Organization
) -> None:
    referral = a_sent_referral(csw, center)
    relative = a_user(Duty.COUNSELLOR, organization=center)
    with as_(csw):
        circles.exclude(referral.circle_id, user_id=relative.pk, reason="親族", by=csw, at=NOW)
        actions.take_back(referral, by=csw, reason="まちがい", at=NOW)
    with as_worker():
        told = set(Notice.objects.filter(text__contains="取り戻されました").values_list("user_id", flat=True))
    assert nurse.user and told == {nurse.user.pk}
