"""The letter says how the person may be reached as far as anybody knows."""

from __future__ import annotations

from datetime import UTC, datetime

from otagai.base.disclosure.words import Item
from otagai.town.people.models import ContactMethod, Person
from otagai.town.people.words import ContactKind, Safety
from otagai.welcome.intake.models import Consultation, Voice
from otagai.welcome.intake.words import About
from otagai.welcome.referrals.letter import Known, birth, dated, name, phone, safe_contact, says_more

MORNINGS = "午前中に 家の電話へ"


def known(*contacts: ContactMethod, said: str = MORNINGS) -> Known:
    """A person with these ways of contact, who said this on arrival."""
    return Known(Consultation(about=About.SELF), Person(), Voice(safe_time=said), contacts=contacts)


def way(safety: Safety, rule: str = "", value: str = "054-627-2222") -> ContactMethod:
    return ContactMethod(kind=ContactKind.PHONE, value=value, safety=safety, rule=rule)


def test_a_record_of_the_small_hours_has_the_day_of_the_town() -> None:
    assert dated(datetime(2026, 11, 19, 15, 30, tzinfo=UTC), "電話") == "2026年11月20日(金) 電話"
    assert dated(datetime(2026, 11, 19, 14, 30, tzinfo=UTC), "") == "2026年11月19日(木)"


def test_a_birth_date_is_written_as_people_say_it() -> None:
    assert birth(Known(Consultation(), Person(birth="1941-03-09"), None)) == "昭和16年3月9日"


def test_a_number_never_goes_without_its_rule() -> None:
    careful = way(Safety.CAREFUL, "平日10–14時だけ。社協と名のらない")
    assert phone(known(careful)) == "054-627-2222（平日10–14時だけ。社協と名のらない）"
    for safety in Safety:
        said = phone(known(way(safety), said=""))
        assert said.startswith("054-627-2222（") or safety is Safety.NEVER


def test_of_a_number_that_must_not_be_called_the_letter_says_so_and_not_the_number() -> None:
    said = phone(known(way(Safety.NEVER), way(Safety.SAFE, value="090-1234-5678")))
    assert said == "電話（自宅）：連絡しないでください（安全のため）\n090-1234-5678（連絡してよい）"
    hinted = known(way(Safety.NEVER), way(Safety.UNKNOWN, value="090-1234-5678"), said="夕方 ０５４−６２７−２２２２へ")
    assert "2222" not in phone(hinted) and "２２２２" not in phone(hinted)


def test_while_nobody_has_asked_the_person_the_letter_says_what_was_written_on_the_card() -> None:
    assert phone(known(way(Safety.UNKNOWN))) == f"054-627-2222（{MORNINGS}）"
    assert safe_contact(known(way(Safety.UNKNOWN))) == f"電話（自宅）：{MORNINGS}"


def test_what_somebody_else_said_is_not_taken_for_the_persons_own_words() -> None:
    by_daughter = Known(
        Consultation(about=About.FAMILY), Person(), Voice(safe_time="夜7時から", caller_relation="長女"),
        contacts=[way(Safety.UNKNOWN)],
    )  # fmt: skip
    assert phone(by_daughter) == "054-627-2222（長女の話：夜7時から）"


def test_what_was_agreed_with_the_person_counts_more_than_the_card() -> None:
    assert phone(known(way(Safety.CAREFUL, "社協とは名のらない"))) == "054-627-2222（社協とは名のらない）"


def test_where_nothing_was_said_the_letter_says_that_nobody_has_asked() -> None:
    assert "まだ聞いていません" in phone(known(way(Safety.UNKNOWN), said=""))


def test_the_rules_alone_are_offered_only_where_no_number_is_known() -> None:
    assert says_more(Item.SAFE_CONTACT, [Item.NAME]) and not says_more(Item.SAFE_CONTACT, [Item.PHONE])
    assert safe_contact(known()) == MORNINGS


def test_the_name_and_number_of_whoever_spoke_are_not_taken_for_those_of_the_person() -> None:
    voice = Voice(caller_name="結城", phone="054-620-0001")
    neighbour = Known(Consultation(about=About.NEIGHBOUR), None, voice)
    assert name(neighbour) == "結城（話した方）"
    assert phone(neighbour).startswith("054-620-0001（") and phone(neighbour).endswith("（話した方）")
    voice.safe_time = "19時から21時"
    assert phone(neighbour) == "054-620-0001（19時から21時）（話した方）"
    voice.caller_relation = "となりの人"
    assert name(neighbour) == "結城（話した方：となりの人）"
    assert name(Known(Consultation(about=About.SELF), None, voice)) == "結城"
    voice.person_name = "田中 ハル"
    assert name(neighbour) == "田中 ハル"
