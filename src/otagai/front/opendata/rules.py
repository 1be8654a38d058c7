"""Decisions about what stands in a cell: one fact, on one line, that our own importer reads back as it was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from otagai.kernel.opening import OnHolidays, OpeningRule
from otagai.kernel.opening_reader import read_opening, rules_from_columns
from otagai.kernel.opening_words import describe
from otagai.kernel.wareki import WEEKDAYS
from otagai.town.places.words import Yes

YES, NO = "有", "無"
_ADDRESS = re.compile("(?P<prefecture>東京都|北海道|京都府|大阪府|[一-龠]{2,3}県)?(?P<rest>.+)")
_IN_TOWN = re.compile("(?P<town>[^0-9０-９]*(?:[0-9０-９]+丁目)?)(?P<block>.*)")


@dataclass(frozen=True)
class HoursCells:
    """The cells of the opening hours: 利用可能曜日, 開始時間, 終了時間, 利用可能日時特記事項, and what else is said in words."""

    weekdays: str = ""
    opens: str = ""
    closes: str = ""
    note: str = ""
    more: str = ""


def one_line(text: str) -> str:
    """The text on one line, single spaces between words (rules L1-06, L1-14)."""
    return " ".join(text.split())


def address_cells(address: str, *, town: str, code: str) -> dict[str, str]:
    """The parts of an address in this town, as far as it says them; the parts of any other address are left to the joined one."""
    found = _ADDRESS.fullmatch(one_line(address))
    if not found or not town or not found["rest"].startswith(town):
        return {}
    parts = _IN_TOWN.fullmatch(found["rest"].removeprefix(town))
    named = {"所在地_町字": parts["town"].strip(), "所在地_番地以下": parts["block"].strip()} if parts else {}
    return {
        "所在地_全国地方公共団体コード": code,
        "所在地_都道府県": found["prefecture"] or "",
        "所在地_市区町村": town,
        **named,
    }


def yes_cell(yes: Yes) -> str:
    """有・無, and nothing where nobody looked (rules L1-09, L2-04)."""
    return {Yes.YES: YES, Yes.NO: NO}.get(yes, "")


def hours_cells(openings: Sequence[OpeningRule], open_text: str) -> HoursCells:
    """A rule that fits the columns of the standard stands in them; several rules stand as words; unread words stay as they are."""
    said = one_line(open_text)
    if not openings and (read := read_opening(said)):
        return hours_cells(read, "")
    if not openings:
        return HoursCells(note=said)
    words = describe(openings)
    openings = read_opening(words) or openings
    if len(openings) == 1 and (cells := _columns(openings[0])):
        return HoursCells(*cells, more=said)
    return HoursCells(note=describe(openings), more=said)


def _columns(rule: OpeningRule) -> tuple[str, str, str, str] | None:
    """The four cells of one weekly rule, if whoever reads them understands the same rule."""
    weekdays = "".join(WEEKDAYS[day] for day in sorted(rule.weekdays))
    notes = ["祝日は休み"] if rule.holidays is OnHolidays.CLOSED else []
    notes += [] if rule.closed_at_year_end else ["年末年始も開く"]
    cells = (weekdays, f"{rule.start:%H:%M}", f"{rule.end:%H:%M}", "、".join(notes))
    return cells if rules_from_columns(*cells) == (rule,) else None
