import csv
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otagai.kernel.address import fold_address
from otagai.kernel.finding import PersonFacts, person_keys
from otagai.kernel.search_box import Looks, query_keys
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
EVERYBODY = (HANAKO, HAYASHI)


def found(text: str) -> set[str]:
    query = query_keys(text)
    return {person.surname for person in EVERYBODY if query.keys and query.keys <= person_keys(person)}


@pytest.mark.parametrize(
    "typed",
    [
        "高橋",
        "髙橋花子",
        "花子 高橋",
        "たかはし",
        "ﾀｶﾊｼ ﾊﾅｺ",
        "タカハシハナコ",
        "はなこ",
        "渡辺",
        "0546212941",
        "(054)621-2941",
        "621-2941",
        "212941",
        "46212941",
        "2941",
        "090 1234 5678",
        "昭和16年3月5日",
        "S16.3.5",
        "1941/3/5",
        "1941",
        "19410305",
        "昭和16年",
        "本町5-6-1",
        "本町５丁目６",
        "焼津市本町五丁目6番1号",
        "高橋 本町",
        "たかはし 昭和16年",
        "花子 2941",
    ],
)
def test_one_box_finds_hanako_however_she_is_asked_for(typed: str) -> None:
    assert found(typed) == {"髙橋"}


@pytest.mark.parametrize(
    "typed", ["高橋 太郎", "たかはし 昭和17年", "2942", "本町5-6-2", "山", "", "　", "ー", "R8-004217-4"]
)
def test_what_does_not_fit_hanako_does_not_find_her(typed: str) -> None:
    assert found(typed) == set()


@pytest.mark.parametrize("typed", ["林", "林 茂", "林茂", "はやし", "昭和20年", "1944年"])
def test_a_name_of_one_letter_and_a_birthday_half_known_are_found(typed: str) -> None:
    assert found(typed) == {"林"}


def test_a_receipt_number_goes_to_its_consultation_and_a_miscopied_one_says_so() -> None:
    assert query_keys("ｒ８−００４２１７−４").receipt == "R8-004217-4"
    assert query_keys("R8-004217-4").looks is Looks.RECEIPT
    miscopied = query_keys("R8-004271-4")
    assert (miscopied.receipt, miscopied.keys) == ("", frozenset())
    assert "見比べて" in miscopied.hint


def test_the_box_says_what_it_took_the_words_for() -> None:
    looks = {
        text: query_keys(text).looks for text in ("054-621-2941", "S16.3.5", "2941", "やまだ", "山田", "山田 2941", " ")
    }
    assert list(looks.values()) == ["telephone", "birth", "digits", "kana", "words", "words", "nothing"]


names = st.text("山田高橋花子林たかはしやまだヤマダハヤシ", min_size=1, max_size=6)


@given(names, names, names, names, st.data())
def test_any_two_letters_in_a_row_of_a_name_are_enough(
    surname: str, given_name: str, kana: str, given_kana: str, data: st.DataObject
) -> None:
    person = PersonFacts(surname, given_name, kana, given_kana)
    field = data.draw(st.sampled_from([surname + given_name, kana + given_kana]))
    start = data.draw(st.integers(0, len(field) - 2))
    end = data.draw(st.integers(start + 2, len(field)))
    query = query_keys(field[start:end])
    assert query.keys
    assert query.keys <= person_keys(person)


@given(
    st.text()
    | st.text("二十百千〇0123456789-ー年月日番号丁目の昭和令平SHRC/.  　~歳+()#山田アあ\x00\u202e", max_size=16)
)
def test_whatever_is_typed_the_box_answers(text: str) -> None:
    query = query_keys(text)
    assert (query.looks is Looks.NOTHING) == (not query.keys and not query.receipt and not query.hint)


def test_any_piece_of_a_real_address_finds_who_lives_there() -> None:
    path = Path(__file__).parents[4] / "demo/yaizu/公衆トイレ一覧/222127_public_toilet.csv"
    addresses = [row["所在地_連結表記"] for row in csv.DictReader(path.read_text("utf-8-sig").splitlines())]
    chance = random.Random(1)
    assert len(addresses) > 100
    for address in addresses:
        keys = person_keys(PersonFacts(address=address))
        for _ in range(20):
            start = chance.randrange(len(address) - 2)
            piece = address[start : start + chance.randrange(2, 9)]
            query = query_keys(piece)
            if query.looks in (Looks.WORDS, Looks.KANA) and len(fold_address(piece)) > 1:
                assert query.keys <= keys, (piece, address)
