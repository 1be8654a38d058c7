from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from otagai.kernel.finding import PersonFacts
from otagai.kernel.linkage import compare, is_family, why_not_same, why_same
from otagai.kernel.wareki import PartialDate

MOTHER = PersonFacts(
    "山田", "花子", "ヤマダ", "ハナコ", (), PartialDate(1941, 3, 5), ("054-621-2941",), "焼津市本町5-6-1"
)
SON = PersonFacts(
    "山田", "一郎", "ヤマダ", "イチロウ", (), PartialDate(1968, 7, 1), ("054-621-2941",), "焼津市本町5丁目6番1号"
)


def test_the_same_woman_noted_twice_is_shown_with_the_reasons() -> None:
    again = PersonFacts("", "", "やまだ", "はなこ", phones=("0546212941",))
    likeness = compare(MOTHER, again)
    assert likeness.same == ("電話が同じ", "カナが同じ")
    assert likeness.worth_showing
    assert not likeness.family


def test_a_mother_and_her_son_are_family_not_one_person() -> None:
    likeness = compare(MOTHER, SON)
    assert likeness.family
    assert likeness.different == ("名が違う", "生年月日が違う")
    assert likeness.weight < compare(MOTHER, MOTHER).weight


def test_twins_are_two_people_although_nearly_everything_is_the_same() -> None:
    twin = replace(MOTHER, given="月子", given_kana="ツキコ")
    assert "生年月日が同じ" in why_same(MOTHER, twin)
    assert is_family(MOTHER, twin)


def test_family_is_one_house_or_one_telephone_and_one_surname() -> None:
    neighbour = PersonFacts("佐藤", "花代", "サトウ", "ハナヨ", phones=("054-621-2941",), address="焼津市本町9-9")
    moved_son = replace(SON, address="")
    assert is_family(MOTHER, moved_son)
    assert is_family(MOTHER, replace(moved_son, surname=""))
    assert is_family(MOTHER, replace(moved_son, surname_kana=""))
    assert not is_family(MOTHER, replace(moved_son, phones=()))
    assert not is_family(MOTHER, neighbour)
    assert not is_family(replace(MOTHER, surname="", surname_kana=""), replace(moved_son, surname="", surname_kana=""))
    assert is_family(MOTHER, replace(neighbour, address="焼津市本町5-6-1"))


def test_one_woman_written_in_kana_once_and_in_kanji_once_is_not_contradicted() -> None:
    assert why_not_same(MOTHER, PersonFacts(surname_kana="ヤマダ", given_kana="ハナコ")) == []
    assert why_not_same(MOTHER, PersonFacts(surname="山田", given="華子", given_kana="はなこ")) == []


def test_her_name_before_marriage_is_recognised() -> None:
    before = PersonFacts(surname="鈴木", given="花子", address="藤枝市岡部町1")
    assert "漢字が同じ" in why_same(replace(MOTHER, other_names=("鈴木花子",)), before)


def test_the_telephone_of_a_home_for_many_people_weighs_little() -> None:
    other = PersonFacts(surname="佐藤", phones=("054-621-2941",))
    assert compare(MOTHER, other).worth_showing
    assert not compare(MOTHER, other, shared_phones={"0546212941"}).worth_showing


def test_a_birth_year_alone_is_weak_evidence_and_never_counts_twice() -> None:
    assert why_same(MOTHER, PersonFacts(birth=PartialDate(1941))) == ["生まれた年が同じ"]
    assert why_same(MOTHER, PersonFacts(birth=PartialDate(1941, 3, 5))) == ["生年月日が同じ"]
    assert why_same(MOTHER, PersonFacts(birth=PartialDate(1941, 4))) == []


def test_nothing_known_is_no_reason_for_anything() -> None:
    assert compare(PersonFacts(), PersonFacts()).weight == 0
    assert not compare(MOTHER, PersonFacts()).worth_showing


people = st.builds(
    PersonFacts,
    st.sampled_from(["山田", "髙橋", ""]),
    st.sampled_from(["花子", "一郎", ""]),
    st.sampled_from(["ヤマダ", "タカハシ", ""]),
    st.sampled_from(["ハナコ", "イチロウ", ""]),
    birth=st.sampled_from([None, PartialDate(1941), PartialDate(1941, 3, 5), PartialDate(1946, about=True)]),
    phones=st.sampled_from([(), ("0546212941",), ("不明",)]),
    address=st.sampled_from(["", "焼津市本町5-6-1", "静岡県焼津市本町五丁目6番1号"]),
)


@given(people, people)
def test_it_makes_no_difference_which_record_is_asked_first(one: PersonFacts, other: PersonFacts) -> None:
    assert compare(one, other) == compare(other, one)


@given(people)
def test_nobody_contradicts_themselves(one: PersonFacts) -> None:
    assert why_not_same(one, one) == []
    assert not compare(one, one).family
