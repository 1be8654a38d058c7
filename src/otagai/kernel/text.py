"""Text as people type it: cleaned for keeping, isolated for showing, folded for finding."""

import re
import unicodedata

from otagai.kernel.kanji_variants import PLAIN_SHAPE

_COMPATIBILITY_IDEOGRAPHS = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
_BIDI_CONTROLS = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_KEPT_CONTROLS = "\n\t"
_DROPPED_CATEGORIES = frozenset(
    ("Cc", "Cf", "Cs", "Mn", "Me", "Zs", "Zl", "Zp", "Pd", "Pc", "Po", "Ps", "Pe", "Pi", "Pf", "Sk")
)
_DROPPED_MARKS = frozenset("ー~−─|")  # long marks and what people type for them
_KANA_SHAPES = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖゐゑをぢづゔ", "あいうえおつやゆよわかけいえおじずぶ")
_KANJI_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_KANJI_UNITS = {"十": 10, "百": 100, "千": 1000}


def clean(text: str) -> str:
    """Return the text fit for keeping: no NUL, no other control but newline and tab, composed letters (NFC).

    Compatibility ideographs (神 U+FA19, 﨑 …) keep the shape they were typed in: a name is not ours to correct.
    Marks of right-to-left writing stay, they are ordinary text; see `isolate` for showing them. Never raises.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in text if c in _KEPT_CONTROLS or unicodedata.category(c) not in ("Cc", "Cs"))
    pieces = _COMPATIBILITY_IDEOGRAPHS.split(kept)
    return "".join(piece if odd else unicodedata.normalize("NFC", piece) for piece, odd in _alternating(pieces))


def _alternating(pieces: list[str]) -> list[tuple[str, bool]]:
    return [(piece, number % 2 == 1) for number, piece in enumerate(pieces)]


def isolate(text: str) -> str:
    """Return the text fit for a line shared with other words: it cannot turn the writing direction of its
    neighbours.

    Explicit direction marks are left out; lines with right-to-left letters are wrapped in FSI…PDI (UAX #9).
    """
    return "\n".join(_isolated_line(line) for line in text.translate(_BIDI_CONTROLS).split("\n"))


def _isolated_line(line: str) -> str:
    if any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in line):
        return f"{_FIRST_STRONG_ISOLATE}{line}{_POP_ISOLATE}"
    return line


def fold(text: str) -> str:
    """Return the text as searching compares it: width, case, kana kind, small kana, long marks, spaces, hyphens,
    punctuation and 異体字 of names make no difference. Folding twice is folding once; the result may be empty.
    """
    while (folded := _fold_once(text)) != text:
        text = folded
    return text


def _fold_once(text: str) -> str:
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(_plain(c) for c in text if not _is_dropped(c)).translate(PLAIN_SHAPE)


def _is_dropped(letter: str) -> bool:
    return letter in _DROPPED_MARKS or unicodedata.category(letter) in _DROPPED_CATEGORIES


def _plain(letter: str) -> str:
    if "ァ" <= letter <= "ヶ":
        letter = chr(ord(letter) - 0x60)
    return letter.translate(_KANA_SHAPES)


def bigrams(folded: str) -> frozenset[str]:
    """Return every pair of neighbouring letters of a folded text; a text of one letter (or none) has no pair."""
    return frozenset(folded[i : i + 2] for i in range(len(folded) - 1))


def kana_only(text: str) -> bool:
    """Say whether the text is written in kana alone (hiragana or katakana, any width; spaces do not count)."""
    folded = fold(text)
    return bool(folded) and all("ぁ" <= c <= "ゖ" for c in folded)


def kanji_number(text: str) -> int:
    """Return the number that kanji digits write: 「十六」→ 16, 「二〇」→ 20, 「百五」→ 105. Raises ValueError on
    other letters.
    """
    if text and all(c in _KANJI_DIGITS for c in text):
        return int("".join(str(_KANJI_DIGITS[c]) for c in text))
    total, digit = 0, 0
    for c in text:
        if c in _KANJI_UNITS:
            total, digit = total + max(digit, 1) * _KANJI_UNITS[c], 0
        elif c in _KANJI_DIGITS and not digit:
            digit = _KANJI_DIGITS[c]
        else:
            raise ValueError(f"数字として読めません: {text}")
    if not text:
        raise ValueError("数字が ありません")
    return total + digit


KANJI_NUMBER = re.compile("[〇零一二三四五六七八九十百千]+")
"""A run of kanji digits; whether it is meant as a number depends on what follows (丁目, 年 …)."""


def narrow(text: str) -> str:
    """Return the text in half-width digits, letters and signs (NFKC), without spaces at the ends and with one kind
    of hyphen.
    """
    return re.sub("[‐‑‒–—―−ｰ－─]|(?<=[0-9])ー(?=[0-9])", "-", unicodedata.normalize("NFKC", text)).strip()
