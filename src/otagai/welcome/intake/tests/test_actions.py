"""The story of a consultation: received, recorded, answered, ended — and what the house refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from otagai.base.accounts.acting import WORKER, Acting, Held
from otagai.base.accounts.words import Duty
from otagai.base.audit.models import Deed, Version
from otagai.base.circles.actions import open_circle
from otagai.base.circles.words import Basis
from otagai.base.notices.models import Notice
from otagai.base.safekeeping.errors import RuleBroken, StaleEdit
from otagai.town.organizations.models import Organization
from otagai.town.people.models import Person
from otagai.welcome.intake import actions
from otagai.welcome.intake.actions import Arrival, Entry
from otagai.welcome.intake.models import Consultation, ConsultationPerson, Escalation, Record, Step, Voice
from otagai.welcome.intake.rules import Closing
from otagai.welcome.intake.words import Door, Kind, Level, Method, Outcome, RecordKind, State, Timer, Urgency
from tests.factories import NOW, a_consultation, a_town, a_user, acting, an_organization, as_, as_worker

pytestmark = pytest.mark.django_db
TALK = Entry(kind=RecordKind.CONTACT, method=Method.PHONE, with_whom="本人", text="話を聞いた", minutes=15, at=NOW)


@pytest.fixture
def shakyo() -> Organization:
    organization = an_organization("社協")
    a_town(organization)
    return organization


@pytest.fixture
def csw(shakyo: Organization) -> Acting:
    return acting(a_user(Duty.CSW, organization=shakyo, name="佐藤"))


def test_what_a_staff_member_hears_is_held_at_once_with_a_next_date(csw: Acting, shakyo: Organization) -> None:
    consultation = a_consultation(csw)
    assert (consultation.state, consultation.holder_id) == (State.RECEIVED, shakyo.pk)
    assert consultation.held_by == csw.user
    assert consultation.next_date == date(2026, 11, 26)  # three working days: 11/23 is a holiday
    assert consultation.receipt_number.startswith("R8-")


def test_a_wish_is_as_welcome_as_a_worry(csw: Acting) -> None:
    wish = a_consultation(csw, "将棋の会を開きたい", kind=Kind.WISH)
    assert wish.kind == Kind.WISH
    assert wish.next_date


def test_what_arrives_while_nobody_listens_goes_to_the_front_door(shakyo: Organization, csw: Acting) -> None:
    with as_worker():
        arrived = actions.arrive(Arrival(text="眠れない", door=Door.WEB), by=WORKER, at=NOW)
    assert (arrived.state, arrived.holder_id, arrived.held_by) == (State.ARRIVED, shakyo.pk, None)
    with as_(csw):
        assert Consultation.objects.get(pk=arrived.pk).headline == "眠れない"
        assert Notice.objects.filter(user=csw.user, kind="arrived").count() == 1


def test_without_a_front_door_the_house_says_what_to_do() -> None:
    a_town()
    from otagai.base.municipality.models import Municipality

    Municipality.objects.update(front_door=None)
    with as_worker(), pytest.raises(RuleBroken, match="はじめに受け止める団体"):
        actions.arrive(Arrival(text="眠れない", door=Door.WEB), by=WORKER, at=NOW)


def test_the_database_itself_refuses_an_open_consultation_without_next_date(csw: Acting) -> None:
    consultation = a_consultation(csw)
    with as_(csw), pytest.raises(IntegrityError, match="open_has_holder_and_next_date"), transaction.atomic():
        Consultation.objects.filter(pk=consultation.pk).update(next_date=None)


def test_the_database_itself_refuses_an_end_without_an_answer(csw: Acting) -> None:
    consultation = a_consultation(csw)
    with as_(csw), pytest.raises(IntegrityError, match="ended_has_outcome_and_answer"), transaction.atomic():
        Consultation.objects.filter(pk=consultation.pk).update(state="ended", ended_at=NOW, outcome="settled")


def test_nobody_answered_is_a_record_too(csw: Acting) -> None:
    consultation = a_consultation(csw)
    absent = Entry(kind=RecordKind.NO_ANSWER, method=Method.VISIT, text="", at=NOW)
    with as_(csw):
        actions.record(consultation, by=csw, entry=absent, at=NOW, next_step="もう一度訪ねる")
        now = Consultation.objects.get(pk=consultation.pk)
        assert Record.objects.get(consultation=consultation).kind == RecordKind.NO_ANSWER
    assert (now.next_step, now.first_contact_at) == ("もう一度訪ねる", None)


def test_the_first_contact_is_remembered_and_the_story_keeps_each_step(csw: Acting) -> None:
    consultation = a_consultation(csw)
    with as_(csw):
        actions.record(consultation, by=csw, entry=TALK, at=NOW, next_step="訪問する")
        assert Consultation.objects.get(pk=consultation.pk).first_contact_at == NOW
        assert list(Step.objects.values_list("verb", flat=True).order_by("pk")) == ["received", "recorded"]
        assert Deed.objects.filter(verb="intake.recorded").exists()
        assert Version.objects.filter(table="intake_consultation", operation="U").exists()


def test_it_ends_with_an_outcome_and_an_answer_and_can_be_opened_again(csw: Acting) -> None:
    consultation = a_consultation(csw)
    closing = Closing(outcome=Outcome.SETTLED, note="お隣が手伝う", told_origin=False, origin_declined=False)
    with as_(csw):
        with pytest.raises(RuleBroken, match="お知らせ"):
            actions.end(consultation, by=csw, closing=closing, at=NOW)
        actions.answer_origin(consultation, by=csw, text="お隣が手伝います", method=Method.PHONE, at=NOW)
        told = Closing(outcome=Outcome.SETTLED, note="お隣が手伝う", told_origin=True, origin_declined=False)
        ended = actions.end(consultation, by=csw, closing=told, at=NOW)
        assert (ended.state, ended.outcome, ended.ended_at) == (State.ENDED, Outcome.SETTLED, NOW)
        again = actions.reopen(ended, by=csw, reason="また困っている", at=NOW)
    assert (again.state, again.ended_at, bool(again.next_date)) == (State.RECEIVED, None, True)


def test_an_answer_by_number_needs_a_slip(csw: Acting) -> None:
    consultation = a_consultation(csw)
    with as_(csw), pytest.raises(RuleBroken, match="控え"):
        actions.answer_origin(consultation, by=csw, text="こんにちは", method=Method.NUMBER, at=NOW)


def test_when_the_trace_fails_nothing_is_changed(csw: Acting, monkeypatch: pytest.MonkeyPatch) -> None:
    consultation = a_consultation(csw)

    def broken(*args: object, **kwargs: object) -> None:
        raise OSError("trace lost")

    monkeypatch.setattr("otagai.welcome.intake.actions.advance.audit.record", broken)
    with as_(csw):
        with pytest.raises(OSError, match="trace lost"):
            actions.watch(consultation, by=csw, next_date=None, at=NOW)
        assert Consultation.objects.get(pk=consultation.pk).state == State.RECEIVED


def test_two_people_who_correct_the_headline_see_each_other(csw: Acting) -> None:
    consultation = a_consultation(csw)
    with as_(csw):
        actions.change(
            consultation, by=csw, seen_version=consultation.version, headline="ごみ出し（右手が痛い）", at=NOW
        )
        with pytest.raises(StaleEdit) as stale:
            actions.change(consultation, by=csw, seen_version=consultation.version, headline="ごみのこと", at=NOW)
    assert stale.value.theirs["ひとことで"] == "ごみ出し（右手が痛い）"
    assert stale.value.yours == {"ひとことで": "ごみのこと"}


def test_a_person_can_be_named_later_and_taken_back(csw: Acting) -> None:
    consultation = a_consultation(csw)
    with as_(csw):
        circle = open_circle(organization_id=csw.organizations[0], basis=Basis.RECEIVED, by=csw, at=NOW)
        person = Person.objects.create(circle=circle, family_name="山田", given_name="ハナ")
        actions.link_person(consultation, by=csw, person=person, reason="電話が同じ", at=NOW)
        actions.unlink_person(consultation, by=csw, reason="同姓の別の人だった", at=NOW)
        link = ConsultationPerson.objects.get(consultation=consultation)
    assert (link.until is not None, link.undone_because) == (True, "同姓の別の人だった")


def test_another_organization_sees_neither_header_nor_words(csw: Acting) -> None:
    consultation = a_consultation(csw)
    stranger = acting(a_user(Duty.COUNSELLOR, organization=an_organization("よその包括")))
    with as_(stranger):
        assert not Consultation.objects.filter(pk=consultation.pk).exists()
        assert not Voice.objects.exists()
        assert not Step.objects.exists()


def test_only_the_holder_moves_the_baton(csw: Acting) -> None:
    consultation = a_consultation(csw)
    planner = acting(a_user(Duty.COUNSELLOR, organization=an_organization("よその包括")))
    with as_(csw), pytest.raises(RuleBroken, match="いま担当している団体"):
        actions.watch(consultation, by=planner, next_date=None, at=NOW)


def test_urgent_and_untaken_calls_wider_and_wider(shakyo: Organization, csw: Acting) -> None:
    leader = acting(a_user(Duty.ORGANIZATION_LEADER, organization=shakyo))
    with as_worker():
        arrived = actions.arrive(
            Arrival(text="食べる物がない", door=Door.WEB, urgency=Urgency.TODAY), by=WORKER, at=NOW
        )
        assert actions.call_for_urgent(by=WORKER, at=NOW + timedelta(minutes=5)) == 0
        assert actions.call_for_urgent(by=WORKER, at=NOW + timedelta(minutes=11)) == 1
        assert actions.call_for_urgent(by=WORKER, at=NOW + timedelta(minutes=12)) == 0  # said already
        assert actions.call_for_urgent(by=WORKER, at=NOW + timedelta(minutes=21)) == 1
        levels = list(Escalation.objects.order_by("pk").values_list("level", flat=True))
    assert levels == [Level.COORDINATOR, Level.HOLDER, Level.MANAGER, Level.COORDINATOR, Level.HOLDER]
    with as_(leader):
        assert Notice.objects.filter(user=leader.user, kind="escalated").exists()
    with as_(csw):
        actions.receive(Consultation.objects.get(pk=arrived.pk), by=csw, at=NOW)
    with as_worker():
        assert actions.call_for_urgent(by=WORKER, at=NOW + timedelta(minutes=60)) == 0


def test_what_is_overdue_is_found_even_if_nobody_logs_in(csw: Acting) -> None:
    consultation = a_consultation(csw)
    late = NOW + timedelta(days=10)  # Monday 11/30: two working days over
    with as_worker():
        assert actions.tell_overdue(by=WORKER, at=late) == 2
        assert actions.tell_overdue(by=WORKER, at=late) == 0
        told = set(Escalation.objects.filter(consultation=consultation).values_list("timer", "level"))
    assert told == {(Timer.FIRST_CONTACT, Level.HOLDER), (Timer.FIRST_CONTACT, Level.COORDINATOR)}


def test_who_works_for_two_organisations_writes_into_the_folder_of_the_one_that_holds_it(csw: Acting) -> None:
    consultation = a_consultation(csw)
    elsewhere = an_organization()
    both = replace(csw, held=(Held(Duty.COUNSELLOR, elsewhere.pk), *csw.held))
    assert both.organization_id == elsewhere.pk
    with as_(both):
        written = actions.record(consultation, by=both, entry=TALK, at=NOW, next_step="訪問する")
    assert written.organization_id == consultation.holder_id
    with as_(csw):
        assert Record.objects.filter(pk=written.pk).exists()


def test_a_notice_repeats_no_words_that_somebody_typed(csw: Acting) -> None:
    consultation = a_consultation(csw)
    with as_(csw):
        actions.record(consultation, by=csw, entry=TALK, at=NOW, next_step="山田ハナさんの長男に電話")
    with as_worker():
        assert actions.tell_overdue(by=WORKER, at=NOW + timedelta(days=20))
    with as_(csw):
        told = Notice.objects.filter(user=csw.user, kind="overdue").values_list("text", flat=True)
        assert list(told) == [f"相談 {consultation.receipt_number} の「次の一歩」が 期限をすぎています"]


def test_the_morning_digest_counts_what_is_overdue(csw: Acting) -> None:
    a_consultation(csw)
    with as_worker():
        assert actions.send_digest(by=WORKER, at=NOW + timedelta(days=10)) == 1
    with as_(csw):
        assert Notice.objects.get(user=csw.user, kind="digest").text == "期限をすぎた相談が 1件 あります"
