"""やさしい日本語: every sentence that residents meet has an easy one, and the compiled catalogue is the written one."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils.html import strip_tags

from otagai.front.portal.tests.catalogue import JOINER, compiled, easy, joined, sentences
from otagai.front.portal.tests.conftest import Portal

READ = re.compile(r"[一-龠々]+（[ぁ-んー ]+）")
KANJI = re.compile(r"[一-龠々]+")
HOLE = re.compile(r"%\(\w+\)s")
LONGEST_SENTENCE = 60
DATA = (
    "焼津市",
    "福祉まるごと相談",
    "港ふれあいサロン",
    "日本語",
    "やさしい日本語",
    "出典: 焼津市オープンデータ（公共データ利用規約第1.0版）を加工して作成",
)
"""Names are names, and the attribution must stand as the licence wants it."""


def written() -> dict[str, str]:
    """Sentence → easy sentence."""
    return {str(message.id): str(message.string) for message in easy() if message.id}


def without_readings(text: str) -> str:
    """The text as a fluent reader reads it."""
    return re.sub(r"（[ぁ-んー ]+）", "", text)


def test_every_sentence_of_the_portal_has_an_easy_one() -> None:
    known = written()
    assert [f"{where}: {sentence}" for sentence, where in sentences().items() if not known.get(sentence)] == []


def test_no_easy_sentence_is_left_over() -> None:
    assert sorted(set(written()) - set(sentences())) == []


def test_the_compiled_catalogue_is_the_written_one() -> None:
    fresh = {str(message.id): str(message.string) for message in compiled() if message.id}
    assert fresh == {said: joined(plain) for said, plain in written().items()}, (
        "python -m otagai.front.portal.tests.catalogue"
    )


def test_holes_for_numbers_and_names_are_the_same() -> None:
    assert [
        said for said, plain in written().items() if sorted(HOLE.findall(said)) != sorted(HOLE.findall(plain))
    ] == []


def test_every_kanji_has_its_reading() -> None:
    assert [plain for plain in written().values() if KANJI.search(READ.sub("", plain))] == []


def test_easy_sentences_are_short() -> None:
    pieces = (piece for plain in written().values() for piece in re.split("[。：]", without_readings(plain)))
    assert [piece for piece in pieces if len(piece) > LONGEST_SENTENCE] == []


def test_a_reading_stays_with_its_word() -> None:
    assert joined("話（はなし）を 聞（き）いて") == f"話{JOINER}（はなし）{JOINER}を 聞{JOINER}（き）{JOINER}いて"


def pages(portal: Portal) -> Iterator[str]:
    """Every address of the portal that opens without having written anything."""
    yield from ("/", "/first/", "/about/", "/help/", "/learn/", "/talk/", "/talk/receipt/", "/reply/", "/reply/sent/")
    yield from ("/activities/", "/activities/?span=month&kinds=disaster&kinds=food")
    yield from ("/places/", "/places/?where=xyz&text=zzz", "/windows/", "/w/no-such-link-was-ever-given/")
    yield from (f"/places/{portal.window.place_id}/", f"/w/{portal.token}/", f"/w/{portal.token}/card/", "/nowhere/")


def shown_text(page: str) -> str:
    """What a reader sees of the page."""
    body = re.sub(r"<(script|svg|option)\b.*?</\1>", " ", page.split("<body", 1)[1], flags=re.DOTALL)
    return strip_tags("<body" + body).replace(JOINER, "")


def test_no_page_in_easy_japanese_has_a_kanji_without_reading(portal: Portal) -> None:
    reader = Client()
    reader.cookies["otagai_language"] = "ja-easy"
    left = []
    for address in pages(portal):
        text = shown_text(reader.get(address).content.decode())
        for name in sorted(DATA, key=len, reverse=True):
            text = text.replace(name, "")
        text = re.sub(r"\d+年\d+月\d+日\(.\)", "", text)
        left += [f"{address}: {found[0]}" for found in KANJI.finditer(READ.sub("", text))]
    assert left == []


@pytest.mark.parametrize("language", ["ja", "ja-easy"])
def test_every_page_opens_for_everybody(portal: Portal, language: str) -> None:
    reader = Client()
    reader.cookies["otagai_language"] = language
    for address in pages(portal):
        expected = {"/talk/receipt/": 410, "/w/no-such-link-was-ever-given/": 404, "/nowhere/": 404}.get(address, 200)
        assert reader.get(address).status_code == expected, address


def test_one_press_changes_the_language_and_stays_on_the_page(portal: Portal) -> None:
    reader = Client()
    answer = reader.get("/help/?lang=ja-easy", follow=True)
    assert answer.redirect_chain[-1][0] == "/help/"
    assert "手伝（てつだ）って" in shown_text(answer.content.decode())
