"""Tables that leave as CSV, readable by machines and by Excel (機械可読ルール, デジタル庁): one header row, one
line per record.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from otagai.kernel.cells import Cell, cell_safe, cell_text
from otagai.kernel.text import clean

# Letters of Unicode for which Windows' CP932 has another one that looks the same.
_FOR_CP932 = str.maketrans({"−": "－", "〜": "～", "‖": "∥", "—": "―", "¢": "￠", "£": "￡", "¬": "￢", "\u00a0": " "})
_NO_LETTER = "〓"


def write_csv(
    headers: Sequence[str], rows: Iterable[Sequence[Cell]], *, encoding: str = "utf-8-sig", one_line: bool = True
) -> bytes:
    """Return the bytes of a CSV file, lines ended by CR LF, UTF-8 with BOM unless said otherwise.

    `encoding`: "utf-8-sig" or "cp932" (old Excel; letters it lacks become 〓, see `lost_letters`). `one_line`: line
    breaks inside a cell become spaces, as open data demands. No cell starts a formula; numbers stay bare.
    Raises ValueError for another encoding.
    """
    if encoding not in ("utf-8-sig", "utf-8", "cp932"):
        raise ValueError(f"この文字コードでは 書き出しません: {encoding}")
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    for row in (headers, *rows):
        writer.writerow([_cell(value, one_line) for value in row])
    return _encoded(written.getvalue(), encoding)


def _cell(value: Cell, one_line: bool) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if not isinstance(value, str):
        return cell_text(value)
    text = clean(value)
    return cell_safe(" ".join(text.split("\n")) if one_line else text)


def _encoded(text: str, encoding: str) -> bytes:
    if encoding != "cp932":
        return text.encode(encoding)
    lost = lost_letters(text)
    known = "".join(_NO_LETTER if letter in lost else letter for letter in text.translate(_FOR_CP932))
    return known.encode("cp932")


def lost_letters(text: str) -> set[str]:
    """The letters of a text that CP932 cannot write (髙 and 﨑 it can, 𠮷 it cannot); to be told before exporting."""
    return {letter for letter in set(text.translate(_FOR_CP932)) if not _in_cp932(letter)}


def _in_cp932(letter: str) -> bool:
    try:
        letter.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True
