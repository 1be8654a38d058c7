"""What a town must say of itself, and how long a step may take."""

from __future__ import annotations

from otagai.base.municipality.words import Unit
from otagai.kernel import phone

ASK_MONTHS, HIDE_MONTHS, MOST_MONTHS = 6, 12, 60
"""A place that nobody confirmed is asked about after six months, and rests after twelve (issue 3 §1; the town may change both)."""
KEEP_NAMES_DAYS, MOST_KEEP_DAYS = 30, 366
"""The names of those who signed up for an activity go so many days after it (data no longer needed is erased: 個人情報保護法 22条)."""
DRAFT_DAYS, MOST_DRAFT_DAYS = 14, 90
"""What somebody left half written is no record: it is kept for two weeks after the last word (the town may change that)."""
LONGEST = {Unit.MINUTES: 24 * 60, Unit.WORKING_DAYS: 60, Unit.DAYS: 366}


def why_not_town(*, name: str, desk_name: str, desk_phone: str) -> list[str]:
    """Every page says whom one can call: name, desk and a telephone number that can be dialled (screens.md)."""
    reasons = []
    if not name.strip():
        reasons.append("まちの名前を書いてください")
    if not desk_name.strip():
        reasons.append("窓口の名前を書いてください")
    try:
        phone.normalise(desk_phone)
    except ValueError as wrong:
        reasons.append(f"窓口の電話：{wrong}")
    return reasons


def why_not_months(ask: int, hide: int) -> list[str]:
    """A place is asked about before it leaves the pages of residents."""
    if 1 <= ask < hide <= MOST_MONTHS:
        return []
    return [f"「休ませるまで」は「たしかめ直すまで」より長く、{MOST_MONTHS}か月までにしてください"]


def why_not_draft_days(days: int) -> list[str]:
    """What was half written is kept over a day, and no longer than anybody remembers it."""
    return (
        [] if 1 <= days <= MOST_DRAFT_DAYS else [f"書きかけを預かるのは 1日から{MOST_DRAFT_DAYS}日までにしてください"]
    )


def why_not_code(code: str) -> list[str]:
    """全国地方公共団体コード: six digits, the last one a check digit (総務省); may be left empty."""
    if not code:
        return []
    if len(code) != 6 or not code.isdecimal() or not code.isascii():
        return ["全国地方公共団体コードは 6けたの数字です"]
    total = sum(int(digit) * weight for digit, weight in zip(code, (6, 5, 4, 3, 2), strict=False))
    expected = (11 - total % 11) % 10
    return [] if int(code[5]) == expected else ["全国地方公共団体コードの最後の数字が合いません"]


def why_not_deadline(amount: int, unit: Unit) -> list[str]:
    """A deadline is at least one unit and no longer than anybody could remember."""
    if 1 <= amount <= LONGEST[unit]:
        return []
    return [f"1{unit.label}から {LONGEST[unit]}{unit.label}までにしてください"]
