"""Numbers that people copy by hand: receipt numbers, serials of paper cards, passphrases; a slip of the pen is
noticed.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import date

from otagai.kernel.text import narrow

# H. M. Damm, "Total anti-symmetrische Quasigruppen" (2004): every single wrong digit and every swap of neighbours
# changes the check digit.
_DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip
_ERA_LETTER, _YEAR_BEFORE_ERA = "R", 2018
_LARGEST = 999_999
_LOOKS_LIKE_DIGITS = str.maketrans("OQDIL|", "000111")
_RECEIPT = re.compile(r"(R|令和)?(\d{1,2})(\d{6})(\d)")
_CARD = re.compile(r"C(\d{6})(\d)")
_CARD_IN_QR = re.compile(r"/c/(C-?\d{6}-?\d)/?$", re.IGNORECASE)


def row_number(text: object) -> int | None:
    """Return the number of a row out of an address or a pull-down; None for anything a database key cannot be."""
    said = str(text)
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 19 else None


def check_digit(digits: str) -> int:
    """Return the Damm check digit (0–9) of a text of digits; raises ValueError on any other letter."""
    interim = 0
    for digit in digits:
        interim = int(_DAMM[interim][int(digit)])
    return interim


def fiscal_year(day: date) -> int:
    """Return the western year in which the 年度 of a day began (1 April to 31 March)."""
    return day.year if day.month >= 4 else day.year - 1


@dataclass(frozen=True, order=True)
class ReceiptNumber:
    """受付番号: the year (年度, western) and a running number in it; written R8-004217-4."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not _YEAR_BEFORE_ERA < self.year < _YEAR_BEFORE_ERA + 100 or not 0 < self.number <= _LARGEST:
            raise ValueError("受付番号にできない 年度か 番号です")

    def __str__(self) -> str:
        year = str(self.year - _YEAR_BEFORE_ERA)
        return f"{_ERA_LETTER}{year}-{self.number:06}-{check_digit(f'{year}{self.number:06}')}"


def parse_receipt(text: str) -> ReceiptNumber:
    """Read a receipt number as people type it: any width, spaces, O for 0, hyphens missing (then the R must be
    there).

    Raises ValueError with a sentence: not a receipt number at all, or a digit that was copied wrongly.
    """
    year, number, check = _parts_of_receipt(text)
    if check_digit(year + number) != int(check):
        raise ValueError("受付番号の どこかの数字が 違うようです。もう一度 見比べてください")
    return ReceiptNumber(int(year) + _YEAR_BEFORE_ERA, int(number))


def looks_like_receipt(text: str) -> bool:
    """Say whether the text has the form of a receipt number, be it copied rightly or wrongly."""
    try:
        return bool(_parts_of_receipt(text))
    except ValueError:
        return False


def _parts_of_receipt(text: str) -> tuple[str, str, str]:
    typed = narrow(text)
    compact = _compact(typed).replace("令和", "R")
    found = _RECEIPT.fullmatch(compact)
    if not found or not (found[1] or re.fullmatch(r"\d{1,2}-\d{6}-\d", typed)):
        raise ValueError("受付番号では ないようです。「R8-004217-4」のような番号です")
    return found[2], found[3], found[4]


def _compact(text: str) -> str:
    return re.sub(r"[\s\-]", "", narrow(text).upper()).translate(_LOOKS_LIKE_DIGITS)


def card_serial(number: int) -> str:
    """Return the serial printed on the paper card of a running number (1–999999): C-000123-4."""
    if not 0 < number <= _LARGEST:
        raise ValueError("カードの番号は 1から 999999までです")
    return f"C-{number:06}-{check_digit(f'{number:06}')}"


def card_qr(origin: str, number: int) -> str:
    """Return the text of the card's QR code: an address under the town's own origin (https://…, no slash at the
    end).
    """
    return f"{origin.rstrip('/')}/c/{card_serial(number)}"


def parse_card(text: str) -> int:
    """Read the running number from a card serial as typed, or from the text of its QR code; ValueError says what is
    wrong.
    """
    scanned = _CARD_IN_QR.search(narrow(text))
    found = _CARD.fullmatch(_compact(scanned[1] if scanned else text))
    if not found:
        raise ValueError("カードの番号では ないようです。「C-000123-4」のような番号です")
    if check_digit(found[1]) != int(found[2]):
        raise ValueError("カードの番号の どこかの数字が 違うようです。もう一度 見比べてください")
    return int(found[1])


def new_passphrase() -> str:
    """Return 12 random digits in 3 groups (40 bits, from the system's source of randomness): 4821-0937-6650."""
    digits = f"{secrets.randbelow(10**12):012}"
    return f"{digits[:4]}-{digits[4:8]}-{digits[8:]}"


def parse_passphrase(text: str) -> str:
    """Return the passphrase in the one form it is kept in; any width, spaces and missing hyphens are fine.
    ValueError if not 12 digits.
    """
    digits = _compact(text)
    if not re.fullmatch(r"[0-9]{12}", digits):
        raise ValueError("合言葉は 数字12けたです")
    return f"{digits[:4]}-{digits[4:8]}-{digits[8:]}"
