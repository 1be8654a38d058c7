"""Questions that are asked at every turn: said in the words of the querysets, written as SQL only once.

Building the SQL of one screen's query costs Django more than PostgreSQL needs to answer it (docs/adr/0007). A prepared
question is built at its first use; afterwards only its values travel. It runs in the same transaction, bound to the same
scope and under the same row-level security as every other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache, wraps
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Expression, QuerySet
from django.db.models.query import get_related_populators
from psycopg.sql import quote

SHAPES = 512


class Slot(Expression):
    """A place in a question for a value that is given when it is asked."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """A parameter that stands for itself until the question is asked."""
        return "%s", [self]


class Written:
    """The SQL of a question, and how its rows become tuples or models."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        compiler = rows.query.get_compiler(connection=connection)
        try:
            self.sql, self.parameters = with_words(*compiler.as_sql())
        except EmptyResultSet:  # Django knows already that nothing fits (among no keys, beyond every number)
            self.sql = ""
            return
        self.compiler, self.db = compiler, rows.db
        self.converters = compiler.get_converters([each[0] for each in compiler.select])
        self.klass_info = None if rows.query.values_select or rows.query.combinator else compiler.klass_info

    def ask(self, values: dict[str, Any]) -> list[Any]:
        """One round trip; none for what nothing fits."""
        if not self.sql:
            return []
        given = [values[each.name] if isinstance(each, Slot) else each for each in self.parameters]
        cursor = connection.kept_cursor()  # type: ignore[attr-defined]
        cursor.execute(self.sql, given)
        rows: list[Any] = cursor.fetchall()
        if self.converters:
            rows = [tuple(row) for row in self.compiler.apply_converters(rows, self.converters)]
        return rows if self.klass_info is None else list(self.models(rows))

    def models(self, rows: list[Any]) -> Iterator[Any]:
        """Rows as models with those they were selected with, as Django's own iterable makes them."""
        of, select = self.klass_info, self.compiler.select
        assert of is not None
        begin, end = of["select_fields"][0], of["select_fields"][-1] + 1
        names = [each[0].target.attname for each in select[begin:end]]
        populators = get_related_populators(of, select, self.db)  # type: ignore[call-arg]
        for row in rows:
            made = of["model"].from_db(self.db, names, row[begin:end])
            for populator in populators:
                populator.populate(row, made)
            for name, place in self.compiler.annotation_col_map.items():
                setattr(made, name, row[place])
            yield made


def with_words(question: str, parameters: Sequence[Any]) -> tuple[str, list[Any]]:
    """The SQL with its words and numbers written into it, as far as they are no slots.

    PostgreSQL keeps the plan of a question that is asked often; it finds the index of `state = 'arrived'`, and knows how much one
    organisation holds, only if it may read them. Raises ValueError for a moment: it would be the same one tomorrow.
    """
    text, *pieces = question.split("%s")
    left = []
    for value, piece in zip(parameters, pieces, strict=True):
        if isinstance(value, date):
            raise ValueError(
                "A moment was written into a prepared question: give it a slot, or ask the database's clock."
            )
        if isinstance(value, str | int):
            text += quote(str(value) if isinstance(value, str) else value).replace("%", "%%") + piece
        else:
            text += "%s" + piece
            left.append(value)
    return text, left


def prepared(build: Callable[..., QuerySet[Any]]) -> Callable[..., list[Any]]:
    """A question from the function that builds it: `question(shape, …, value=…)` gives all its rows.

    Positional arguments (hashable) decide the shape of the SQL and are written into it; keyword arguments are slots,
    filled in each time. A slot may stand wherever a queryset takes a value: `filter(next_date__lt=on)`.
    """

    @lru_cache(maxsize=SHAPES)
    def written(names: tuple[str, ...], shape: tuple[Any, ...]) -> Written:
        return Written(build(*shape, **{name: Slot(name) for name in names}))

    @wraps(build)
    def ask(*shape: Any, **values: Any) -> list[Any]:
        return written(tuple(values), shape).ask(values)

    return ask
