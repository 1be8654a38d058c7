"""Addresses as people write them: 本町五丁目6番1号, 本町5-6-1 and 本町５の６の１ are one."""

import re

from otagai.kernel.text import KANJI_NUMBER, fold, kanji_number, narrow

_NUMBERED = re.compile(f"({KANJI_NUMBER.pattern})(?=丁目|番|号|条|の[0-9])")
_BETWEEN = re.compile(r"(?<=[0-9])(?:\s*(?:丁目|番地の|番地|番の|番|号棟|号室|号|の|-)\s*)+(?=[0-9])")
_AFTER = re.compile(r"(?<=[0-9])(?:丁目|番地|番|号)")
_PREFECTURE = re.compile("^(?:東京都|北海道|(?:京都|大阪)府|.{2,3}?県)")


def fold_address(text: str) -> str:
    """Return an address as searching compares it: like `fold`, but house numbers keep a hyphen between them
    (本町5-6-1).

    Folding twice is folding once. Kanji numbers before 丁目・番・号 become digits, 大字 and 字 are left out.
    """
    while (folded := _fold_once(text)) != text:
        text = folded
    return text


def _fold_once(text: str) -> str:
    numbered = _NUMBERED.sub(_in_digits, narrow(text))
    joined = _AFTER.sub("", _BETWEEN.sub("-", numbered.replace("大字", "")))
    return "-".join(filter(None, (fold(part) for part in re.split("(?<=[0-9])-(?=[0-9])", joined))))


def _in_digits(kanji: re.Match[str]) -> str:
    try:
        return str(kanji_number(kanji[0]))
    except ValueError:
        return kanji[0]  # a name that looks like a number: 八百十


def same_address(one: str, other: str) -> bool:
    """Say whether two addresses name the same house; the prefecture may be missing in one of them. Empty addresses
    are never the same.
    """
    first, second = (_PREFECTURE.sub("", fold_address(text)) for text in (one, other))
    return bool(first) and first == second
