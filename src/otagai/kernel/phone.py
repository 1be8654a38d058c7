"""Telephone numbers of Japan: one form for keeping, the grouping of the numbering plan for showing."""

import re

from otagai.kernel.text import narrow

# 市外局番 (電気通信番号計画, 総務省) and the first digits of the local exchanges that use it; nothing means all of
# them. Longer beginnings win, so 054-627-… is an area code of three digits and 0547-45-… one of four. What no line
# names has four digits: 0XXX-XX-XXXX.
_EXCHANGES = """
03: 06: 04:20,290,292,293,294,295,296,299,700,701,709,71 011: 015:40,41,48,50,51,57 017:7 018:8 019:6,9
022:1,2,7,30,31,34,35,36,37,38,39 023:6 024:5,9 025:1,2,3,5,75,76,77,78,79 026:1,2 027:1,2,3,5 028:1,6
029:2,8,30,31,35,36,37,38,39 042:1,3,4,5,6,7,80,84,85,86,91,97,98 043:0,1,2,3,4,5,7 044: 045: 046:2,4,8
047:2,3,4,7 048:1,2,3,4,5,6,7,8,9 049:2 052: 053:0,4,5,9 054:0,1,2,3,6,9 055:2,9 058:0,2,3,8 059:0,1,2,3
072:0,2,3,4,6,7,8,9 073:4 075: 076:0,2,4,9 077:5,7 078: 079:2,3,40,41,42,43,44,45,49,50,51,55,56,59,60,61,66,67
082:1,2,5,8,40,41,42,43,49 083:2,9 084:9 086:0,1,2,4,36,50,53,55,58,59,90,91,94,95,99 087:0,1,2,3,4,6,8 088:6,8
089:9 092:1,2,3,4,5,6,7,8,9 093:1,2,3,4,5,6,7,8,9 095:1,3,8 096:1,2,3 097:1,5,6 098:1,8,9 099:1,2,8
01267: 01372: 01374: 01377: 01392: 01397: 01398: 01456: 01457: 01466: 01547: 01558: 01564: 01586: 01587: 01632:
01634: 01635: 01648: 01654: 01655: 01656: 01658: 04992: 04994: 04996: 04998: 05769: 05979: 07468: 08387: 08388:
08389: 08396: 08477: 08512: 08514: 09802: 09912: 09913: 09969:
"""
_AREA_CODE = {
    code + first: code
    for code, _, firsts in (line.partition(":") for line in _EXCHANGES.split())
    for first in firsts.split(",")
}
_LONGEST = max(map(len, _AREA_CODE))
# Kinds of number that are not tied to an area: beginning, all digits, where the hyphens stand.
_SPECIAL = (
    (r"0800", 11, (4, 3)),
    (r"0[56789]0|020", 11, (3, 4)),
    (r"0120|0570|0990", 10, (4, 3)),
)
_SHORT = re.compile(r"1\d\d|#\d{4}")
_NOT_DIGITS = re.compile(r"[\s()./\-~・]")
_LABEL = re.compile(r"^(?:電話番号|電話|携帯|TEL|℡)[:.]?", re.IGNORECASE)


def normalise(text: str) -> str:
    """Return the digits of a Japanese telephone number as dialled in Japan: 「+81 54 621 2941」→ 0546212941.

    Short numbers (110, 188, #7119) stay as they are. Raises ValueError with a sentence that says what to do.
    """
    typed = _LABEL.sub("", narrow(text))
    digits = _NOT_DIGITS.sub("", typed.replace("+81(0)", "+81"))
    if digits.startswith("+"):
        if not digits.startswith("+81"):
            raise ValueError("日本の電話番号では ありません。国番号を 確かめてください")
        digits = "0" + digits[3:].removeprefix("0")
    if _SHORT.fullmatch(digits):
        return digits
    if not digits or not digits.isascii() or not digits.isdigit():
        raise ValueError("電話番号に 数字と - のほかの 文字が あります")
    if not digits.startswith("0"):
        raise ValueError("電話番号は 市外局番(0から始まる番号)から 書いてください")
    if len(digits) != (expected := _length(digits)):
        raise ValueError(f"電話番号の けた数が 合いません。{expected}けたの はずですが {len(digits)}けた あります")
    return digits


def _length(digits: str) -> int:
    return next((length for start, length, _ in _SPECIAL if re.match(start, digits)), 10)


def grouped(text: str) -> str:
    """Return a number as people read it: 0546212941 → 054-621-2941. Raises ValueError as `normalise` does."""
    digits = normalise(text)
    if _SHORT.fullmatch(digits):
        return digits
    first, second = _groups(digits)
    return f"{digits[:first]}-{digits[first : first + second]}-{digits[first + second :]}"


def _groups(digits: str) -> tuple[int, int]:
    for start, _, groups in _SPECIAL:
        if re.match(start, digits):
            return groups
    known = (_AREA_CODE.get(digits[:length]) for length in range(_LONGEST, 1, -1))
    area = len(next((code for code in known if code), "0XXX"))
    return area, 6 - area


def shown(text: str) -> str:
    """Return the number grouped if it is one, else the text as it was typed: a screen never hides what somebody
    wrote.
    """
    try:
        return grouped(text)
    except ValueError:
        return text


def is_mobile(text: str) -> bool:
    """Say whether it is the number of a mobile telephone (060, 070, 080, 090), which can get short messages."""
    try:
        return bool(re.fullmatch("0[6789]0[1-9][0-9]{7}", normalise(text)))
    except ValueError:
        return False
