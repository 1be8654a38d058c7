"""Single cells of a table: what a value means, and how it is written so that a spreadsheet takes it for text."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from otagai.kernel.text import narrow

Cell = str | int | float | date | datetime | time | bool | None
_FORMULA_STARTS = "=+-@＝＋－＠\t\r\n"


def cell_text(value: Any) -> str:
    """The text of a cell: 2026-11-20 for dates, 10:30 for times, 12 for 12.0, nothing for an empty cell."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)


def cell_safe(value: str) -> str:
    """The text as a spreadsheet may hold it: one that could start a formula gets an apostrophe before it.
    `cell_original` undoes it.
    """
    return f"'{value}" if _is_dangerous(value) else value


def cell_original(value: str) -> str:
    """The text before `cell_safe`, for reading our own exports back."""
    return value[1:] if value.startswith("'") and _is_dangerous(value[1:]) else value


def _is_dangerous(value: str) -> bool:
    inner = value.lstrip("'").lstrip(" 　")
    return value[:1] in tuple("\t\r\n") or (bool(inner) and inner[0] in _FORMULA_STARTS)


def number(text: str) -> Decimal | None:
    """The number a cell means, with full-width digits, thousands commas and spaces allowed (「３２，５００ 」);
    None if it is none.
    """
    compact = narrow(text).replace(",", "").replace(" ", "")
    if not re.fullmatch(r"[+-]?\d+(?:\.\d+)?(?:E[+-]?\d+)?", compact, re.IGNORECASE):
        return None
    try:
        return Decimal(compact)
    except InvalidOperation:
        return None


def flag(text: str) -> bool | None:
    """What a yes/no cell means: ○ 1 有 あり はい → True; × 0 無 なし and blank → False; None when it is something
    else.
    """
    word = narrow(text).lower()
    if word in {"○", "〇", "◯", "●", "◎", "✓", "1", "有", "あり", "有り", "はい", "可", "yes", "true", "t"}:
        return True
    return (
        False
        if word in {"", "×", "✕", "x", "0", "無", "なし", "無し", "いいえ", "不可", "no", "false", "-", "f"}
        else None
    )
