from otagai.kernel.finding import PersonFacts, blocking_keys, person_keys
from otagai.kernel.search_box import query_keys
from otagai.kernel.wareki import PartialDate

HANAKO = PersonFacts(
    surname="髙橋",
    given="花子",
    surname_kana="タカハシ",
    given_kana="ハナコ",
    other_names=("旧姓 渡邉",),
    birth=PartialDate(1941, 3, 5),
    phones=("054-621-2941", "０９０−１２３４−５６７８"),
    address="静岡県焼津市本町五丁目6番1号",
)
HAYASHI = PersonFacts(
    surname="林", given="茂", surname_kana="ハヤシ", given_kana="シゲル", birth=PartialDate(1946, about=True)
)


def test_keys_fit_the_database_and_the_strong_ones_are_among_them() -> None:
    keys = person_keys(HANAKO)
    assert all(-(2**63) <= key < 2**63 for key in keys)
    assert blocking_keys(HANAKO) < keys
    assert blocking_keys(HAYASHI) & blocking_keys(HANAKO) == frozenset()


def test_the_same_caller_is_suspected_by_telephone_alone() -> None:
    caller = PersonFacts(phones=("0546212941",))
    assert blocking_keys(caller) & blocking_keys(HANAKO)


def test_a_number_that_is_no_number_still_finds_by_its_digits() -> None:
    assert query_keys("2941").keys <= person_keys(PersonFacts(phones=("内線 2941",)))
