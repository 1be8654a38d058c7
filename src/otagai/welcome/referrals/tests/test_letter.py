"""The letter says how the person may be reached as far as anybody knows."""

from __future__ import annotations

from datetime import UTC, datetime

from otagai.town.people.models import ContactMethod, Person
from otagai.town.people.words import Safety
from otagai.welcome.intake.models import Consultation, Voice
from otagai.welcome.intake.words import About
from otagai.welcome.referrals.letter import Known, birth, dated, name, phone, safe_contact

MORNINGS = "午前中に 家の電話へ"


def known(*ways: ContactMethod, said: str = MORNINGS) -> Known:
    """A person with these ways of contact, of whom this was said on arrival."""
    found = Known(Consultation(), Person(), Voice(safe_time=said))
    found.__dict__["ways"] = list(ways)
    return found


def test_a_record_of_the_small_hours_has_the_day_of_the_town() -> None:
    assert dated(datetime(2026, 11, 19, 15, 30, tzinfo=UTC), "電話") == "2026年11月20日(金) 電話"
    assert dated(datetime(2026, 11, 19, 14, 30, tzinfo=UTC), "") == "2026年11月19日(木)"


def test_a_birth_date_is_written_as_people_say_it() -> None:
    assert birth(Known(Consultation(), Person(birth="1941-03-09"), None)) == "昭和16年3月9日"


def test_while_nobody_has_asked_the_person_the_letter_says_what_was_written_on_the_card() -> None:
    assert safe_contact(known(ContactMethod(safety=Safety.UNKNOWN))) == MORNINGS


def test_what_was_agreed_with_the_person_counts_more_than_the_card() -> None:
    careful = ContactMethod(safety=Safety.CAREFUL, rule="社協とは名のらない")
    assert (
        safe_contact(known(ContactMethod(safety=Safety.UNKNOWN), careful))
        == "気をつけて（時間・名乗り方） 社協とは名のらない"
    )


def test_where_nothing_was_said_the_letter_says_that_nobody_has_asked() -> None:
    assert safe_contact(known(ContactMethod(safety=Safety.UNKNOWN), said="")) == "まだ聞いていない"


def test_the_name_and_number_of_whoever_spoke_are_not_taken_for_those_of_the_person() -> None:
    voice = Voice(caller_name="結城", phone="054-620-0001")
    neighbour = Known(Consultation(about=About.NEIGHBOUR), None, voice)
    assert (name(neighbour), phone(neighbour)) == ("結城（話した方）", "054-620-0001（話した方）")
    voice.caller_relation = "となりの人"
    assert name(neighbour) == "結城（話した方：となりの人）"
    assert name(Known(Consultation(about=About.SELF), None, voice)) == "結城"
    voice.person_name = "田中 ハル"
    assert name(neighbour) == "田中 ハル"
