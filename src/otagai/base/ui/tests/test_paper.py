"""Paper: every letter is there, and what people wrote stays what they wrote."""

from __future__ import annotations

from typing import Any

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from otagai.base.ui import paper

HOSTILE = [
    '#include "../../config/settings.py"',
    '#panic(1) #read("/etc/passwd") #sys.inputs',
    "$x$ *太字* _斜め_ @だれか <label> `code` \\ // /* ~ --- ... 'quote\" = 見出し",
    "- 箇条\n+ 番号\n/ 用語: 説明",
    "https://example.org/ #",
    "",
]


def sheet(words: str, **more: Any) -> bytes:
    values = {"title": "つながりカード", "words": words, "qr": paper.qr_svg("C-000123-4"), **more}
    return paper.render_pdf("ui/sample", values, standard="a-2u")


def written(words: str) -> str:
    """What typst itself would set for these words, as one text."""
    found = typst.query(
        b"#metadata(json(bytes(sys.inputs.values)).words)<w>",
        "<w>",
        field="value",
        one=True,
        sys_inputs={"values": paper.json.dumps({"words": words})},
    )
    return str(paper.json.loads(found))


def test_our_letters_are_all_in_the_font_that_comes_with_the_house() -> None:
    pdf = sheet("お互いさま 髙﨑 つながりカード 濵田 德永 渡邉 ①㈱〒℡ ✓ 〜")
    assert pdf.startswith(b"%PDF-")
    assert b"BIZUDPGothic-Regular" in pdf and b"BIZUDPGothic-Bold" in pdf
    assert b"NotoSans" not in pdf and b"DejaVu" not in pdf


def test_every_kanji_of_the_second_level_is_in_the_font() -> None:
    rows = (bytes([0xA0 + row, 0xA0 + cell]) for row in range(16, 85) for cell in range(1, 95))
    kanji = "".join(code.decode("euc_jp", errors="ignore") for code in rows)
    assert len(kanji) == 2965 + 3390
    pdf = sheet(kanji)
    assert b"NotoSans" not in pdf and b"DejaVu" not in pdf


def test_a_letter_nobody_has_is_refused_by_the_archive_standard_but_printed_otherwise() -> None:
    with pytest.raises(typst.TypstError, match="could not be displayed"):
        sheet("\U000e0fff\U0010fffd")
    assert paper.render_pdf("ui/sample", {"title": "", "words": "\U0010fffd", "qr": paper.qr_svg("x")})


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_is_printed_as_itself(words: str) -> None:
    assert sheet(words)
    assert written(words) == words


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40))
def test_no_text_at_all_breaks_a_sheet(words: str) -> None:
    assert paper.render_pdf("ui/sample", {"title": words, "words": words, "qr": paper.qr_svg("x")})


@pytest.mark.parametrize("name", ["ui/no_such", "ui/../sample", "nowhere/card", "ui/", "../ui/sample", "ui/sub/sample"])
def test_only_sheets_of_a_room_can_be_printed(name: str) -> None:
    with pytest.raises(LookupError):
        paper.sheet(name)


def test_a_qr_code_is_a_picture_with_a_name() -> None:
    svg = paper.qr_svg("C-000123-4", label="カードの番号")
    assert svg.startswith("<svg") and "<title>カードの番号</title>" in svg


def test_a_qr_code_of_hostile_text_carries_no_markup() -> None:
    assert "<script" not in paper.qr_svg("<script>", label="<script>")
