"""The ledger as an organisation reads it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from otagai.base.audit.words import Subject
from otagai.base.disclosure.models import Disclosure
from otagai.base.disclosure.words import Item, LegalBasis, Means

PAGE = 50
HEADERS = ("日時", "何について", "提供先", "根拠", "相当の理由", "目的", "伝えたこと", "方法", "決めた人", "同意の番号")


@dataclass(frozen=True)
class Line:
    """One time that facts left: the ledger's line with its words."""

    pk: int
    at: datetime
    about: str
    recipient: str
    basis: str
    reason: str
    purpose: str
    items: str
    means: str
    decided_by: str
    consent_id: int | None

    def cells(self) -> tuple[str, ...]:
        """The line as cells of a table, in the order of HEADERS."""
        return (
            self.at.strftime("%Y-%m-%d %H:%M"), self.about, self.recipient, self.basis, self.reason, self.purpose,
            self.items, self.means, self.decided_by, str(self.consent_id or ""),
        )  # fmt: skip


@dataclass(frozen=True)
class Page:
    """Lines of the ledger, newest first, and where the next page begins."""

    lines: list[Line]
    following: str


NOT_OF_THIS_AREA = "（地区をかぎらない担当の人が見られます）"


def without_words(one: Line) -> Line:
    """The line without what was written about the person: for duties that are limited to areas, which the ledger does not know."""
    return replace(one, reason=NOT_OF_THIS_AREA if one.reason else "", purpose=NOT_OF_THIS_AREA)


def line(row: Disclosure) -> Line:
    """The stored line with its labels."""
    return Line(
        row.pk, timezone.localtime(row.at), f"{Subject.label_of(row.subject)} {row.subject_id}", row.recipient_name,
        LegalBasis.label_of(row.basis), row.reason, row.purpose, "、".join(Item.label_of(item) for item in row.items),
        Means.label_of(row.means), row.decided_by.display_name if row.decided_by else "", row.consent_id,
    )  # fmt: skip


def ledger(*, before: int | None = None) -> Page:
    """What left from the circles that the acting person stands in (row-level security draws the border); one query."""
    rows = Disclosure.objects.select_related("decided_by").order_by("-pk")
    found = [line(row) for row in (rows.filter(pk__lt=before) if before else rows)[: PAGE + 1]]
    return Page(found[:PAGE], str(found[PAGE - 1].pk) if len(found) > PAGE else "")


def ledger_of_year(fiscal_year: int) -> list[Line]:
    """Everything that left in a fiscal year (April to March), oldest first; one query."""
    first, after = date(fiscal_year, 4, 1), date(fiscal_year + 1, 4, 1)
    rows = (
        Disclosure.objects.filter(at__date__gte=first, at__date__lt=after).select_related("decided_by").order_by("pk")
    )
    return [line(row) for row in rows]
