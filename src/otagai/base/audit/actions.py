"""Leaving traces. A failing trace fails the action around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.utils import timezone
from psycopg.types.json import Jsonb

from otagai.base.accounts.acting import Acting
from otagai.base.audit.words import Purpose

# Both are said once in SQL: one is written with every page about a person, the other with every change (docs/adr/0007).
DONE = (
    "INSERT INTO audit_deed (at, verb, subject, subject_id, circle_id, user_id, actor, facts) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
)
READ = (
    "INSERT INTO audit_reading (at, user_id, organization_id, subject, subject_id, circle_id, purpose, page) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
)

READ_EACH = (
    "INSERT INTO audit_reading (at, user_id, organization_id, subject, subject_id, circle_id, purpose, page) "
    "SELECT %s, %s, %s, %s, one.id, one.circle, %s, %s FROM unnest(%s::bigint[], %s::bigint[]) AS one (id, circle)"
)


def record(
    verb: str, *, by: Acting, subject: tuple[str, int | None], circle_id: int | None = None, **facts: Any
) -> None:
    """Write down a deed in the same transaction. `facts` hold ids and codes, never names or notes.

    Asks for no row back: who leaves a trace need not be able to read it.
    """
    user_id, actor = (by.user.pk, "") if by.user else (None, by.name)
    values: list[Any] = [timezone.now(), verb, *subject, circle_id, user_id, actor, Jsonb(facts)]
    with connection.cursor() as cursor:
        cursor.execute(DONE, values)


def read(*, by: Acting, subject: tuple[str, int], circle_id: int | None, purpose: Purpose, page: str) -> None:
    """Write down that somebody opened a page about a person. When this fails, the page is not shown (safety rule 11)."""
    if by.user is None:
        return
    with connection.cursor() as cursor:
        cursor.execute(READ, [timezone.now(), by.user.pk, by.organization_id, *subject, circle_id, purpose, page])


def read_each(*, by: Acting, subject: str, shown: Sequence[tuple[int, int]], purpose: Purpose, page: str) -> None:
    """Write down that one page showed several: (number, circle) of each. One statement, none where nobody was shown."""
    if by.user is None or not shown:
        return
    numbers, circles = (list(each) for each in zip(*shown, strict=True))
    values: list[Any] = [timezone.now(), by.user.pk, by.organization_id, subject, purpose, page, numbers, circles]
    with connection.cursor() as cursor:
        cursor.execute(READ_EACH, values)
