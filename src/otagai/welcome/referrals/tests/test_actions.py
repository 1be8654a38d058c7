"""The baton between 社協 and the centre: who holds it, who sees what, and what comes back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.http import Http404

from otagai.base.accounts.acting import WORKER, Acting
from otagai.base.accounts.words import Duty
from otagai.base.disclosure.models import Disclosure
from otagai.base.disclosure.words import Item, LegalBasis
from otagai.base.notices.models import Notice
from otagai.base.safekeeping.errors import RuleBroken
from otagai.town.areas.models import Area
from otagai.town.consents.models import Consent
from otagai.town.consents.words import ConsentMethod
from otagai.town.organizations.models import Organization
from otagai.town.organizations.words import OrganizationKind
from otagai.town.people.actions import add_person
from otagai.town.people.models import Person
from otagai.welcome.intake import actions as intake
from otagai.welcome.intake.actions import Entry
from otagai.welcome.intake.models import Consultation, Record, Voice
from otagai.welcome.intake.rules import Closing
from otagai.welcome.intake.words import Method, Outcome, RecordKind, State
from otagai.welcome.referrals import actions, rules
from otagai.welcome.referrals.letter import person_of
from otagai.welcome.referrals.models import Referral
from otagai.welcome.referrals.queries import batons, loads, referral_for
from otagai.welcome.referrals.words import HandBackReason
from otagai.welcome.referrals.words import ReferralState as S
from tests.factories import NOW, a_consultation, a_town, a_user, acting, an_area, an_organization, as_, as_worker

pytestmark = pytest.mark.django_db
SECRET = "長男が ずっと部屋から出ない"
TALK = Entry(kind=RecordKind.CONTACT, method=Method.VISIT, with_whom="本人", text="玄関先で話せた", at=NOW)


@pytest.fixture
def shakyo() -> Organization:
    organization = an_organization("社協")
    a_town(organization)
    return organization


@pytest.fixture
def center() -> Organization:
    return an_organization("中央包括", kind=OrganizationKind.COMMUNITY_SUPPORT_CENTER)


@pytest.fixture
def csw(shakyo: Organization) -> Acting:
    return acting(a_user(Duty.CSW, organization=shakyo, name="佐藤"))


@pytest.fixture
def nurse(center: Organization) -> Acting:
    return acting(a_user(Duty.COUNSELLOR, organization=center, name="鈴木"))


def consent_for(consultation: Consultation, receiver: Organization, items: set[Item], *, by: Acting) -> Consent:
    assert by.user
    return Consent.objects.create(
        circle_id=consultation.folders.get().circle_id, subject="consultation", subject_id=consultation.pk,
        recipient=receiver, purpose="介護の相談", items=sorted(items), method=ConsentMethod.SPOKEN, recorded_by=by.user, given_at=NOW,
    )  # fmt: skip


def a_sent_referral(csw: Acting, center: Organization, items: set[Item] | None = None) -> Referral:
    consultation = a_consultation(csw, SECRET)
    items = items or {Item.GIST, Item.THEMES}
    with as_(csw):
        intake.change(consultation, by=csw, seen_version=consultation.version, headline="ひきこもりの心配", at=NOW)
        consent = consent_for(consultation, center, items, by=csw)
        chosen = actions.Draft(
            center.pk, "家族の相談をお願いします", LegalBasis.CONSENT, items=frozenset(items), consent=consent
        )
        referral = actions.draft(consultation, by=csw, draft=chosen, at=NOW)
        return actions.send(referral, by=csw, at=NOW)


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


def test_before_it_is_sent_the_taker_sees_nothing(csw: Acting, nurse: Acting, center: Organization) -> None:
    consultation = a_consultation(csw, SECRET)
    with as_(csw):
        consent = consent_for(consultation, center, {Item.GIST, Item.THEMES}, by=csw)
        actions.draft(
            consultation, by=csw, draft=actions.Draft(center.pk, "お願い", LegalBasis.CONSENT, consent=consent), at=NOW
        )
    with as_(nurse):
        assert not Referral.objects.exists()
        assert not Consultation.objects.exists()


def test_an_item_nobody_agreed_to_does_not_leave(csw: Acting, center: Organization) -> None:
    consultation = a_consultation(csw, SECRET)
    with as_(csw):
        consent = consent_for(consultation, center, {Item.GIST}, by=csw)
        chosen = actions.Draft(
            center.pk, "お願い", LegalBasis.CONSENT, items=frozenset({Item.GIST, Item.WORDS}), consent=consent
        )
        with pytest.raises(RuleBroken, match="相談のことば"):
            actions.draft(consultation, by=csw, draft=chosen, at=NOW)
        assert not Referral.objects.exists()


def test_a_withdrawn_consent_stops_the_letter(csw: Acting, center: Organization) -> None:
    consultation = a_consultation(csw, SECRET)
    with as_(csw):
        consent = consent_for(consultation, center, {Item.GIST, Item.THEMES}, by=csw)
        chosen = actions.Draft(center.pk, "お願い", LegalBasis.CONSENT, consent=consent)
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
            consultation, by=csw, draft=actions.Draft(center.pk, "お願い", LegalBasis.CONSENT, consent=consent), at=NOW
        )
        Consent.objects.filter(pk=consent.pk).update(valid_until=date(2026, 11, 19))
        with pytest.raises(RuleBroken, match="同意"):
            actions.send(referral, by=csw, at=NOW)


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
            chosen = actions.Draft(receiver.pk, "お願い", LegalBasis.CONSENT, consent=consent)
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


def test_taken_back_the_taker_is_told_and_sees_nothing(csw: Acting, nurse: Acting, center: Organization) -> None:
    referral = a_sent_referral(csw, center)
    with as_(csw):
        actions.take_back(referral, by=csw, reason="本人が待ってほしいと言った", at=NOW)
    with as_(nurse):
        assert not Referral.objects.exists()
        assert Notice.objects.filter(text__startswith="つなぎが取り戻されました").exists()


def test_the_giver_cannot_accept_its_own_letter(csw: Acting, center: Organization) -> None:
    referral = a_sent_referral(csw, center)
    with as_(csw), pytest.raises(RuleBroken, match="受けた団体"):
        actions.accept(referral, by=csw, at=NOW)


def test_waiting_moves_the_deadline_where_everybody_sees_it(csw: Acting, nurse: Acting, center: Organization) -> None:
    referral = a_sent_referral(csw, center)
    with as_(nurse):
        actions.put_on_hold(referral, by=nurse, until=date(2026, 12, 4), reason="担当が決まるまで", at=NOW)
        assert Consultation.objects.get(pk=referral.consultation_id).next_date == date(2026, 12, 4)


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


def test_the_load_of_an_organization_is_numbers_only(csw: Acting, nurse: Acting, center: Organization) -> None:
    referral = a_sent_referral(csw, center)
    with as_(nurse):
        actions.accept(referral, by=nurse, at=NOW + timedelta(days=1))
    with as_(csw):
        load = loads([center.pk])[center.pk]
    assert (load.held, load.waiting, load.median_days) == (1, 0, 1.0)


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


def referral_area(referral: Referral, by: Acting) -> Area:
    """The area of the consultation."""
    with as_(by):
        area = Consultation.objects.select_related("area").get(pk=referral.consultation_id).area
    assert area
    return area


def everything_of(person: Person, csw: Acting, center: Organization) -> Referral:
    """A letter about the person with everything that identifies them, sent to the centre."""
    consultation = a_consultation(csw, SECRET)
    with as_(csw):
        intake.link_person(consultation, by=csw, person=person, reason="本人から聞いた", at=NOW)
        consent = consent_for(consultation, center, set(rules.IDENTITY), by=csw)
        chosen = actions.Draft(center.pk, "お願い", LegalBasis.CONSENT, items=rules.IDENTITY, consent=consent)
        return actions.send(actions.draft(consultation, by=csw, draft=chosen, at=NOW), by=csw, at=NOW)


@pytest.fixture
def hana(csw: Acting) -> Person:
    with as_(csw):
        return add_person(by=csw, at=NOW, family_name="山田", given_name="ハナ")


def sees(who: Acting, person: Person) -> bool:
    with as_(who):
        return Person.objects.filter(pk=person.pk).exists()


def test_the_taker_keeps_nobodys_page_when_the_link_was_undone_before_the_letter_was_taken_back(
    csw: Acting, nurse: Acting, center: Organization, hana: Person
) -> None:
    referral = everything_of(hana, csw, center)
    assert sees(nurse, hana)
    with as_(csw):
        intake.unlink_person(referral.consultation, by=csw, reason="別の人だった", at=NOW)
        actions.take_back(referral, by=csw, reason="まちがえた", at=NOW)
    assert not sees(nurse, hana)


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
        ):
            with pytest.raises(RuleBroken, match="まず つなぎに答えて"):
                attempt()
        assert not Record.objects.exists()


def test_who_has_joined_may_take_part(csw: Acting, nurse: Acting, center: Organization) -> None:
    referral = a_sent_referral(csw, center)
    with as_(nurse):
        actions.join(referral, by=nurse, at=NOW)
        now = Consultation.objects.get(pk=referral.consultation_id)
        intake.change(now, by=nurse, seen_version=now.version, headline="訪ねてほしい", at=NOW)
        assert Consultation.objects.get(pk=now.pk).headline == "訪ねてほしい"


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


def test_an_old_draft_cannot_be_sent_by_who_holds_the_baton_no_longer(
    csw: Acting, nurse: Acting, center: Organization
) -> None:
    consultation, others = a_consultation(csw, SECRET), an_organization("くらし相談")
    with as_(csw):
        first, second = (
            actions.draft(
                consultation, by=csw, at=NOW,
                draft=actions.Draft(to.pk, "お願い", LegalBasis.LAW, "虐待のおそれ", items=frozenset({Item.WORDS})),
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
