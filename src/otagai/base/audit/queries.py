"""Reading the traces: the access log, the deeds, and the history of one row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.apps import apps
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from otagai.base.accounts import queries as accounts
from otagai.base.audit import rules
from otagai.base.audit.models import Deed, Reading, Version
from otagai.base.audit.words import Operation, Purpose, Subject

PAGE = 100
MOST_PRINTED = 5_000
SHOWN_WITH = """
SELECT r.id FROM referrals_shown_with(%s) s JOIN audit_reading r ON r.subject = s.subject AND r.subject_id = s.subject_id
WHERE r.at >= s.since AND (s.until IS NULL OR r.at < s.until) ORDER BY r.id DESC LIMIT %s
"""  # a function of a room above, known by name alone: who was shown with which consultation and letter, and since when
HEADERS = ("日時", "見た人", "所属", "何を", "番号", "目的", "ページ")


@dataclass(frozen=True)
class Asked:
    """What is looked for in the traces: a user (name or user name), days, a subject and its number."""

    user: str = ""
    first: date | None = None
    last: date | None = None
    subject: str = ""
    number: int | None = None


@dataclass(frozen=True)
class ReadingLine:
    """Who opened what, when, for which purpose. The subject is a number, never a name."""

    pk: int
    at: datetime
    who: str
    organization: str
    subject: str
    subject_label: str
    number: int
    purpose: str
    page: str

    def cells(self) -> tuple[str, ...]:
        """The line as cells of a table, in the order of HEADERS."""
        return (
            self.at.strftime("%Y-%m-%d %H:%M"), self.who, self.organization, self.subject_label, str(self.number),
            self.purpose, self.page,
        )  # fmt: skip


@dataclass(frozen=True)
class DeedLine:
    """Who did what to which subject, when."""

    pk: int
    at: datetime
    who: str
    verb: str
    subject_label: str
    number: int | None
    facts: str


@dataclass(frozen=True)
class Readings:
    """A page of the access log, newest first."""

    lines: list[ReadingLine]
    following: str


@dataclass(frozen=True)
class Deeds:
    """A page of deeds, newest first."""

    lines: list[DeedLine]
    following: str


@dataclass(frozen=True)
class VersionLine:
    """One change of a row: who, when, why, and which fields."""

    at: datetime
    who: str
    operation: str
    why: str
    changes: list[rules.Change]


def narrowed(rows: QuerySet, asked: Asked, before: int | None) -> QuerySet:
    """Readings or deeds that were asked for, newest first, from the one before `before` on."""
    if asked.user:
        rows = rows.filter(user_id__in=accounts.ids_named(asked.user))
    if asked.first:
        rows = rows.filter(at__date__gte=asked.first)
    if asked.last:
        rows = rows.filter(at__date__lte=asked.last)
    if asked.subject:
        rows = rows.filter(subject=asked.subject)
    if asked.number is not None:
        rows = rows.filter(subject_id=asked.number)
    return (rows.filter(pk__lt=before) if before else rows).order_by("-pk")


def reading_lines(rows: Iterable[Reading]) -> list[ReadingLine]:
    """The stored readings with the names of staff and organisations; two queries besides the rows."""
    found = list(rows)
    names = accounts.names_of({row.user_id for row in found})
    homes = accounts.organization_names({row.organization_id for row in found if row.organization_id})
    return [
        ReadingLine(
            row.pk, timezone.localtime(row.at), names.get(row.user_id, f"アカウント {row.user_id}"),
            homes.get(row.organization_id or 0, ""), row.subject, Subject.label_of(row.subject), row.subject_id,
            Purpose.label_of(row.purpose), rules.page_label(row.page),
        )
        for row in found
    ]  # fmt: skip


def readings(asked: Asked, *, before: int | None = None) -> Readings:
    """Who opened whose page: the access log, 100 at a time. Whoever does not oversee sees their own readings only."""
    lines = reading_lines(narrowed(Reading.objects.all(), asked, before)[: PAGE + 1])
    return Readings(lines[:PAGE], str(lines[PAGE - 1].pk) if len(lines) > PAGE else "")


def readings_about(subject: str, number: int) -> list[ReadingLine]:
    """Every reading of one person's or consultation's pages, newest first (at most 5,000): for a printout.

    Of a person also each page that showed them: consultations they were linked to, while they were, and the letters.
    """
    own = Q(subject=subject, subject_id=number)
    if subject == Subject.PERSON:
        own |= Q(pk__in=shown_with(number))
    return reading_lines(Reading.objects.filter(own).order_by("-pk")[:MOST_PRINTED])


def shown_with(person: int) -> list[int]:
    """Readings of pages that showed the person with a consultation or a letter; one query."""
    with connection.cursor() as cursor:
        cursor.execute(SHOWN_WITH, [person, MOST_PRINTED])
        return [row[0] for row in cursor.fetchall()]


def deeds(asked: Asked, *, before: int | None = None) -> Deeds:
    """What was done, 100 at a time; two queries."""
    rows = list(narrowed(Deed.objects.all(), asked, before)[: PAGE + 1])
    names = accounts.names_of({row.user_id for row in rows if row.user_id})
    lines = [
        DeedLine(
            row.pk, timezone.localtime(row.at), names.get(row.user_id or 0, row.actor), rules.verb_label(row.verb),
            Subject.label_of(row.subject), row.subject_id, rules.facts_text(row.facts, row.verb),
        )
        for row in rows[:PAGE]
    ]  # fmt: skip
    return Deeds(lines, str(rows[PAGE - 1].pk) if len(rows) > PAGE else "")


def history_of(table: str, row_id: int) -> list[VersionLine]:
    """How one row came to be what it is, oldest first; only for people of its circle (row-level security). Two queries."""
    rows = list(Version.objects.filter(table=table, row_id=row_id).order_by("at", "pk"))
    names = accounts.names_of({row.user_id for row in rows if row.user_id})
    labels = field_labels(table)
    return [
        VersionLine(
            timezone.localtime(row.at), names.get(row.user_id or 0, "自動（見回り・読み込み）"),
            Operation.label_of(row.operation), row.why, rules.changes_of(row.operation, row.changes, labels),
        )
        for row in rows
    ]  # fmt: skip


def field_labels(table: str) -> dict[str, str]:
    """Column → what people call it, from the model of the table."""
    for model in apps.get_models():
        if model._meta.db_table == table:
            return {str(field.column): str(field.verbose_name) for field in model._meta.concrete_fields}
    return {}
