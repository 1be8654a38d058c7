"""続きの手紙: whoever asked writes again — nothing is put off, it is seen at once, and it is answered before the end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from otagai.base.accounts.acting import WORKER, Acting
from otagai.base.accounts.words import Duty
from otagai.base.safekeeping.errors import RuleBroken
from otagai.welcome.intake import actions, queries
from otagai.welcome.intake.actions import Entry
from otagai.welcome.intake.actions.arrival import continue_story
from otagai.welcome.intake.models import Consultation, Escalation
from otagai.welcome.intake.rules import Closing
from otagai.welcome.intake.words import Level, Method, Origin, Outcome, RecordKind, ReplyBy, State, Timer, Urgency
from otagai.welcome.letterbox.models import Letter
from tests.factories import NOW, TODAY, a_consultation, a_town, a_user, acting, an_organization, as_, as_worker

pytestmark = pytest.mark.django_db
TALK = Entry(kind=RecordKind.CONTACT, method=Method.PHONE, with_whom="本人", text="話を聞いた", at=NOW)
ENDING = Closing(outcome=Outcome.SETTLED, note="落ち着いた", told_origin=True, origin_declined=False)


@pytest.fixture
def csw() -> Acting:
    shakyo = an_organization("社協")
    a_town(shakyo)
    return acting(a_user(Duty.CSW, organization=shakyo))


def write_again(found: Consultation, *, text: str = "まだ だれも来ません", days: int = 0) -> Consultation:
    at = NOW + timedelta(days=days)
    letter = Letter(pk=7, in_reply_to=found.receipt_number, arrived_at=at)
    with as_worker():
        assert continue_story(letter, text, by=WORKER, at=at)
        return Consultation.objects.get(pk=found.pk)


def answered(found: Consultation, csw: Acting) -> Consultation:
    with as_(csw):
        return actions.answer_origin(found, by=csw, text="明日うかがいます", method=Method.PHONE, at=NOW)


def test_a_letter_puts_nothing_off(csw: Acting) -> None:
    urgent = a_consultation(csw, urgency=Urgency.TODAY)
    assert urgent.next_date == TODAY
    now = write_again(urgent)
    assert (now.next_date, now.next_step) == (TODAY, "続きの手紙を読む")
    late = a_consultation(csw, at=NOW - timedelta(days=20))
    assert write_again(late).next_date == late.next_date, "what was overdue stays overdue"
    with as_(csw):
        actions.record(urgent, by=csw, entry=TALK, at=NOW, next_step="訪問", next_date=date(2027, 1, 15))
    assert write_again(urgent).next_date == date(2026, 11, 24), "what was far off is due when a letter is"


def test_a_letter_stands_on_the_desk_until_somebody_takes_it_up(csw: Acting) -> None:
    found = a_consultation(csw)
    write_again(found)

    def on_the_desk() -> list[int]:
        with as_(csw):
            return [line.pk for line in queries.today(csw, on=TODAY).written_again.lines]

    assert on_the_desk() == [found.pk]
    with as_(csw):
        actions.record(found, by=csw, entry=TALK, at=NOW, next_step="訪問")
    assert on_the_desk() == []


def test_a_second_letter_wants_an_answer_before_the_end(csw: Acting) -> None:
    found = answered(a_consultation(csw, origin=Origin.PERSON, reply_by=ReplyBy.PHONE), csw)
    assert found.told_origin_at
    found = write_again(found)
    assert (found.told_origin_at, found.origin_declined) == (None, False)
    with as_(csw), pytest.raises(RuleBroken, match="お知らせ"):
        actions.end(
            found,
            by=csw,
            closing=Closing(Outcome.SETTLED, "落ち着いた", told_origin=False, origin_declined=False),
            at=NOW,
        )
    found = answered(found, csw)
    with as_(csw):
        assert actions.end(found, by=csw, closing=ENDING, at=NOW).state == State.ENDED


def test_what_had_ended_is_open_again_on_the_desk(csw: Acting) -> None:
    found = answered(a_consultation(csw), csw)
    with as_(csw):
        actions.end(found, by=csw, closing=ENDING, at=NOW)
    found = write_again(found, text="また聞こえました")
    assert (found.state, found.ended_at, found.told_origin_at) == (State.RECEIVED, None, None)
    with as_(csw):
        assert [line.pk for line in queries.today(csw, on=TODAY).written_again.lines] == [found.pk]


def test_whoever_hears_nothing_for_two_weeks_is_not_forgotten(csw: Acting) -> None:
    silent, told = a_consultation(csw), answered(a_consultation(csw), csw)
    declined = a_consultation(csw, wants_answer=False)
    again = write_again(answered(a_consultation(csw), csw), days=10)
    with as_worker():
        assert actions.tell_unanswered(by=WORKER, at=NOW + timedelta(days=14)) == 0
        assert actions.tell_unanswered(by=WORKER, at=NOW + timedelta(days=18)) == 2
        assert actions.tell_unanswered(by=WORKER, at=NOW + timedelta(days=18)) == 0
        rows = Escalation.objects.filter(timer=Timer.ANSWER_ORIGIN)
        assert set(rows.values_list("consultation_id", "level")) == {
            (silent.pk, Level.HOLDER), (silent.pk, Level.COORDINATOR),
        }  # fmt: skip
        actions.tell_unanswered(by=WORKER, at=NOW + timedelta(days=26))
        waiting = set(rows.values_list("consultation_id", flat=True))
    assert waiting == {silent.pk, again.pk}, (
        "counted from the last letter; who was told, or wants no answer, is left alone"
    )
    assert not waiting & {told.pk, declined.pk}
