"""The taker: what it sees before and after its answer, and what comes back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Duty
from otagai.base.disclosure.words import Item, LegalBasis
from otagai.base.notices.models import Notice
from otagai.base.safekeeping.errors import RuleBroken
from otagai.town.organizations.models import Organization
from otagai.town.organizations.words import OrganizationKind
from otagai.town.people.actions import (
    ContactFacts,
    add_contact,
    add_person,
    change_person,
    end_contact,
    form_household,
    say_how_safe,
)
from otagai.town.people.models import Person
from otagai.town.people.words import ContactKind, Relation, Safety
from otagai.welcome.intake import actions as intake
from otagai.welcome.intake.models import Consultation, Record
from otagai.welcome.intake.rules import Closing
from otagai.welcome.intake.words import Method, Outcome, State
from otagai.welcome.referrals import actions
from otagai.welcome.referrals.letter import person_of
from otagai.welcome.referrals.models import Referral
from otagai.welcome.referrals.queries import loads
from otagai.welcome.referrals.tests.letters import (
    LINE,
    SECRET,
    TALK,
    a_sent_referral,
    consent_for,
    everything_of,
    sees,
)
from otagai.welcome.referrals.words import HandBackReason
from otagai.welcome.referrals.words import ReferralState as S
from tests.factories import NOW, a_consultation, a_user, acting, an_organization, as_

pytestmark = pytest.mark.django_db


def test_the_giver_holds_the_baton_until_it_is_taken(csw: Acting, nurse: Acting, center: Organization) -> None:
    referral = a_sent_referral(csw, center)
    with as_(csw):
        waiting = Consultation.objects.get(pk=referral.consultation_id)
        assert (waiting.state, waiting.holder.name, waiting.next_date) == (State.REFERRING, "社協", date(2026, 11, 26))
    with as_(nurse):
        actions.receive(referral, by=nurse, at=NOW)
        assert Consultation.objects.get(pk=referral.consultation_id).holder.name == "社協"
        actions.accept(referral, by=nurse, at=NOW)
        taken = Consultation.objects.get(pk=referral.consultation_id)
        assert (taken.state, taken.holder, taken.held_by) == (State.SUPPORTING, center, nurse.user)
    with as_(csw):
        assert Consultation.objects.get(pk=referral.consultation_id).holder == center  # the giver still sees who has it


def test_the_line_that_both_read_holds_nobodys_own_words_also_later(
    csw: Acting, nurse: Acting, center: Organization
) -> None:
    referral = a_sent_referral(csw, center)
    with as_(nurse):
        actions.accept(referral, by=nurse, at=NOW)
    with as_(csw):
        shared = Consultation.objects.get(pk=referral.consultation_id)
        with pytest.raises(RuleBroken, match="そのまま入っています"):
            intake.change(shared, by=csw, seen_version=shared.version, at=NOW, headline=f"心配：{SECRET}")
        assert intake.change(shared, by=csw, seen_version=shared.version, at=NOW, headline="息子さんの心配").headline
        alone = a_consultation(csw, SECRET)
        intake.change(alone, by=csw, seen_version=alone.version, at=NOW, headline=SECRET)  # nobody else reads it


def test_the_whole_story_ends_with_an_answer(csw: Acting, nurse: Acting, center: Organization) -> None:
    referral = a_sent_referral(csw, center)
    with as_(nurse):
        actions.accept(referral, by=nurse, at=NOW)
        actions.report_contact(referral, by=nurse, entry=TALK, at=NOW)
        consultation = Consultation.objects.get(pk=referral.consultation_id)
        closing = Closing(outcome=Outcome.CONNECTED, note="通所につながった", told_origin=True, origin_declined=False)
        with pytest.raises(RuleBroken, match="結果が まだ"):
            actions.finish(consultation, by=nurse, closing=closing, at=NOW)
        actions.report_result(referral, by=nurse, result="週1回 通うことになりました", at=NOW)
    with as_(csw):
        assert Notice.objects.filter(user=csw.user, text__startswith="つなぎの結果").exists()
        assert not Record.objects.filter(text="玄関先で話せた").exists()  # the taker's own folder
        intake.answer_origin(consultation, by=csw, text="つながりました", method=Method.PHONE, at=NOW)
        actions.complete_reported(consultation, by=csw, at=NOW)
        assert Referral.objects.get(pk=referral.pk).state == S.DONE
    with as_(nurse):
        ended = actions.finish(consultation, by=nurse, closing=closing, at=NOW)
    assert (ended.state, ended.outcome) == (State.ENDED, Outcome.CONNECTED)


def test_handed_back_the_taker_sees_nothing_any_more(csw: Acting, nurse: Acting, center: Organization) -> None:
    referral = a_sent_referral(csw, center)
    with as_(nurse):
        actions.hand_back(
            referral, by=nurse, reason=HandBackReason.OTHER_FITS_BETTER, note="", suggestion="若者の窓口へ", at=NOW
        )
    with as_(nurse):
        assert not Referral.objects.exists()
        assert not Consultation.objects.exists()
    with as_(csw):
        back = Consultation.objects.get(pk=referral.consultation_id)
        assert (back.state, back.hand_backs, back.next_step) == (State.RECEIVED, 1, "つなぎ先を考えなおす")


def test_the_third_hand_back_lies_on_the_coordinators_desk(csw: Acting, shakyo: Organization) -> None:
    consultation = a_consultation(csw, SECRET)
    for number in range(3):
        receiver = an_organization(f"機関{number}", kind=OrganizationKind.COMMUNITY_SUPPORT_CENTER)
        worker = acting(a_user(Duty.COUNSELLOR, organization=receiver))
        with as_(csw):
            consent = consent_for(consultation, receiver, {Item.GIST, Item.THEMES}, by=csw)
            chosen = actions.Draft(receiver.pk, "お願い", LegalBasis.CONSENT, consent=consent, headline=LINE)
            referral = actions.send(actions.draft(consultation, by=csw, draft=chosen, at=NOW), by=csw, at=NOW)
        with as_(worker):
            actions.hand_back(
                referral, by=worker, reason=HandBackReason.FULL_NOW, note="", suggestion="来月なら", at=NOW
            )
    with as_(csw):
        assert Consultation.objects.get(pk=consultation.pk).at_coordinator_since == NOW
        assert Notice.objects.filter(user=csw.user, text__startswith="3回差し戻され").exists()


def test_working_together_leaves_the_giver_responsible(csw: Acting, nurse: Acting, center: Organization) -> None:
    referral = a_sent_referral(csw, center)
    with as_(nurse):
        actions.join(referral, by=nurse, at=NOW)
        both = Consultation.objects.get(pk=referral.consultation_id)
        assert (both.state, both.holder.name) == (State.SUPPORTING, "社協")


def test_the_giver_cannot_accept_its_own_letter(csw: Acting, center: Organization) -> None:
    referral = a_sent_referral(csw, center)
    with as_(csw), pytest.raises(RuleBroken, match="受けた団体"):
        actions.accept(referral, by=csw, at=NOW)


def test_waiting_moves_the_deadline_where_everybody_sees_it(csw: Acting, nurse: Acting, center: Organization) -> None:
    referral = a_sent_referral(csw, center)
    with as_(nurse):
        actions.put_on_hold(referral, by=nurse, until=date(2026, 12, 4), reason="担当が決まるまで", at=NOW)
        assert Consultation.objects.get(pk=referral.consultation_id).next_date == date(2026, 12, 4)


def test_the_load_of_an_organization_is_numbers_only(csw: Acting, nurse: Acting, center: Organization) -> None:
    referral = a_sent_referral(csw, center)
    with as_(nurse):
        actions.accept(referral, by=nurse, at=NOW + timedelta(days=1))
    with as_(csw):
        load = loads([center.pk], at=NOW + timedelta(days=2))[center.pk]
    assert (load.held, load.waiting, load.median_days) == (1, 0, 1.0)


def test_how_fast_it_answered_more_than_a_year_ago_says_nothing_about_now(
    csw: Acting, nurse: Acting, center: Organization
) -> None:
    referral = a_sent_referral(csw, center)
    with as_(nurse):
        actions.accept(referral, by=nurse, at=NOW + timedelta(days=1))
    with as_(csw):
        days = [loads([center.pk], at=NOW + timedelta(days=after))[center.pk].median_days for after in (365, 367)]
    assert days == [1.0, None]


def test_who_was_only_asked_answers_the_letter_first_and_changes_nothing(
    csw: Acting, nurse: Acting, center: Organization, hana: Person
) -> None:
    one = everything_of(hana, csw, center).consultation
    with as_(nurse):
        for attempt in (
            lambda: intake.unlink_person(one, by=nurse, reason="別の人", at=NOW),
            lambda: intake.link_person(one, by=nurse, person=hana, reason="同じ人", at=NOW),
            lambda: intake.change(one, by=nurse, seen_version=1, headline="ごみ", at=NOW),
            lambda: intake.decline_answer(one, by=nurse, reason="いらない", at=NOW),
            lambda: intake.answer_origin(one, by=nurse, text="終わりです", method=Method.PHONE, at=NOW),
            lambda: intake.record(one, by=nurse, entry=TALK, at=NOW, next_step="また", next_date=date(2030, 1, 7)),
            lambda: change_person(hana, by=nurse, seen_version=1, at=NOW, family_name="川田"),
            lambda: add_contact(hana, by=nurse, contact=ContactFacts(ContactKind.PHONE, "054-555-0000")),
            lambda: say_how_safe(hana, 1, by=nurse, safety=Safety.SAFE),
            lambda: end_contact(hana, 1, by=nurse, on=NOW.date()),
            lambda: form_household([(hana, Relation.HEAD)], by=nurse),
        ):
            with pytest.raises(RuleBroken, match="まず つなぎに答えて"):
                attempt()
        assert not Record.objects.exists()


def test_who_was_only_asked_passes_nobody_on_through_a_consultation_of_their_own(
    csw: Acting, nurse: Acting, center: Organization, hana: Person
) -> None:
    everything_of(hana, csw, center)
    own = a_consultation(nurse, "山田さんから電話があった")
    with as_(nurse), pytest.raises(RuleBroken, match="まず つなぎに答えて"):
        intake.link_person(own, by=nurse, person=hana, reason="同じ電話", at=NOW)


def test_who_has_joined_may_take_part(csw: Acting, nurse: Acting, center: Organization) -> None:
    referral = a_sent_referral(csw, center)
    with as_(nurse):
        actions.join(referral, by=nurse, at=NOW)
        now = Consultation.objects.get(pk=referral.consultation_id)
        intake.change(now, by=nurse, seen_version=now.version, headline="訪ねてほしい", at=NOW)
        assert Consultation.objects.get(pk=now.pk).headline == "訪ねてほしい"


def test_the_taker_says_whom_it_is_about_without_learning_what_the_giver_wrote(
    csw: Acting, nurse: Acting, center: Organization, hana: Person
) -> None:
    referral = a_sent_referral(csw, center)
    with as_(csw):
        intake.link_person(referral.consultation, by=csw, person=hana, reason="電話が同じ", at=NOW)
    with as_(nurse):
        actions.accept(referral, by=nurse, at=NOW)
        own = add_person(by=nurse, at=NOW, family_name="山田", given_name="花")
        intake.link_person(referral.consultation, by=nurse, person=own, reason="訪ねて聞いた", at=NOW)
        assert person_of(referral.consultation) == own
    with as_(csw):
        assert person_of(referral.consultation) == hana
    assert not sees(nurse, hana)
    assert not sees(csw, own)
