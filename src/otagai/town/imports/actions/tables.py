"""A file as a table of facts: which column is what, and what each row says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from otagai.base.safekeeping.errors import RuleBroken
from otagai.kernel.headers import Field, Guess, guess_columns, week_columns
from otagai.kernel.tables import Row, Table, TableUnreadable, read_table
from otagai.town.imports import rules
from otagai.town.imports.rules import Values, Week


@dataclass(frozen=True)
class FactRow:
    """One row: its line in the file, what it says by field, its week of hours, its columns about toilets, and all
    of it (`record`, where columns about disasters are looked up).
    """

    line: int
    values: Values
    week: Week
    toilets: Mapping[str, str]
    record: Mapping[str, str]


def table_of(content: bytes) -> Table:
    """The table in the file; raises RuleBroken with a sentence when it is none."""
    try:
        return read_table(content)
    except TableUnreadable as wrong:
        raise RuleBroken([str(wrong)]) from wrong


def must_be_kept(table: Table, *, chosen: str) -> None:
    """Raises RuleBroken with a sentence when the file is of a kind of which nothing is kept as what was chosen."""
    if reasons := rules.why_not_kept([*table.headers, *(table.rows[0].values if table.rows else ())], chosen=chosen):
        raise RuleBroken(reasons)


def guesses_of(table: Table) -> dict[str, Guess]:
    """What each understood column holds, by header."""
    found = guess_columns(table.headers, [row.values for row in table.rows])
    return {table.headers[place]: guess for place, guess in found.items()}


def guessed_mapping(table: Table) -> dict[str, str]:
    """Header → field for every column, "" where nobody knows."""
    guesses = guesses_of(table)
    return {header: guesses[header].field.value if header in guesses else "" for header in table.headers}


def fact_rows(table: Table, mapping: Mapping[str, str]) -> list[FactRow]:
    """Every row by the mapping; raises RuleBroken when the mapping makes no sense."""
    if reasons := rules.why_not_mapping(mapping):
        raise RuleBroken(reasons)
    fields = {header: Field(of) for header, of in mapping.items() if of in set(Field) and header in table.headers}
    weeks = week_columns(table.headers)
    return [_fact_row(row, table.headers, fields, weeks) for row in table.rows]


def _fact_row(
    row: Row, headers: tuple[str, ...], fields: Mapping[str, Field], weeks: tuple[list[int], list[int]] | None
) -> FactRow:
    record = dict(zip(headers, row.values, strict=True))
    week = Week(*(tuple(row.values[place] for place in places) for places in weeks)) if weeks else Week()
    toilets = {header: value for header, value in record.items() if "トイレ" in header}
    return FactRow(
        row.line, {fields[header]: value for header, value in record.items() if header in fields}, week, toilets, record
    )
