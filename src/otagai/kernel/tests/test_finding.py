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


def test_the_same_name_kana_or_birthday_alone_makes_a_comparison_worthwhile() -> None:
    for alike in (
        PersonFacts(surname="高橋", given="花子"),
        PersonFacts(surname_kana="たかはし", given_kana="はなこ"),
        PersonFacts(birth=PartialDate(1941, 3, 5)),
    ):
        assert blocking_keys(alike) & blocking_keys(HANAKO)
    for unlike in (
        PersonFacts(surname="高橋"),
        PersonFacts(birth=PartialDate(1941)),
        PersonFacts(birth=PartialDate(1941, 3)),
    ):
        assert not blocking_keys(unlike) & blocking_keys(HANAKO)
    assert blocking_keys(PersonFacts(surname="林")) == frozenset()


def test_somebody_about_eighty_is_found_by_each_year_that_may_be_meant() -> None:
    years = [year for year in range(1940, 1953) if query_keys(f"{year}年").keys <= person_keys(HAYASHI)]
    assert years == [1944, 1945, 1946, 1947, 1948]


def test_a_number_that_is_no_number_still_finds_by_its_digits() -> None:
    assert query_keys("2941").keys <= person_keys(PersonFacts(phones=("内線 2941",)))
