"""Rows of many tables, numbered as they come and written at once by COPY; the constraints of the database hold for them as for any."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)


class Rows:
    """What is to be written. A row keeps the number it got, so that others can point to it."""

    def __init__(self) -> None:
        self.kept: dict[type[models.Model], list[models.Model]] = {}
        self.last: dict[type[models.Model], int] = {}

    def add(self, row: Row) -> Row:
        """Take the row and give it its number."""
        kind = type(row)
        if kind not in self.kept:
            self.kept[kind] = []
            self.last[kind] = kind._base_manager.aggregate(last=models.Max("pk"))["last"] or 0
        self.last[kind] += 1
        row.pk = self.last[kind]
        self.kept[kind].append(row)
        return row

    def all_of(self, kind: type[Row]) -> list[Row]:
        """The rows of a table that wait to be written."""
        return self.kept.get(kind, [])  # type: ignore[return-value]

    def in_order(self, kind: type[models.Model], by: str) -> None:
        """Number the rows of a table anew, in order of a field (nothing may point to them)."""
        rows = sorted(self.kept.get(kind, []), key=lambda row: getattr(row, by))
        first = self.last.get(kind, 0) - len(rows) + 1
        for number, row in enumerate(rows, first):
            row.pk = number
        self.kept[kind] = rows

    def write(self) -> None:
        """Write everything that waits and set the sequences behind it."""
        for kind, rows in self.kept.items():
            copy_in(kind, rows)
            if rows:
                set_sequence(kind, self.last[kind])
        self.kept, self.last = {}, {}


def copy_in(kind: type[models.Model], rows: Iterable[models.Model]) -> None:
    """Write rows of one table."""
    fields = kind._meta.concrete_fields
    values = ([stored(field, row) for field in fields] for row in rows)
    pour(kind._meta.db_table, [field.column for field in fields], values)


def pour(table: str, columns: Sequence[str], values: Iterable[Sequence[Any]]) -> None:
    """COPY into a table of our own, and from there into the real one: its row-level security stays in force (and refuses COPY)."""
    listed = ", ".join(connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE incoming AS SELECT {listed} FROM {table} LIMIT 0")
        with cursor.copy(f"COPY incoming ({listed}) FROM STDIN") as into:
            for row in values:
                into.write_row(row)
        cursor.execute(f"INSERT INTO {table} ({listed}) SELECT {listed} FROM incoming")
        cursor.execute("DROP TABLE incoming")


def stored(field: models.Field[Any, Any], row: models.Model) -> Any:
    """The value of a field as the database wants it; words become plain text."""
    value = getattr(row, field.attname)
    if isinstance(field, models.JSONField):
        return field.get_db_prep_save(value, connection)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, list):
        return [str.__str__(one) if isinstance(one, str) else one for one in value]
    return value


def set_sequence(kind: type[models.Model], last: int) -> None:
    """The next row written in the ordinary way gets the number after the last."""
    with connection.cursor() as cursor:
        table, column = kind._meta.db_table, kind._meta.pk.column
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [table, column, last])
