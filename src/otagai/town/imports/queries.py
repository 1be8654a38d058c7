"""What was imported, by whom, and which rows were rejected and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404

from otagai.town.imports.models import ImportRun, Rejection
from otagai.town.imports.words import ImportKind, ImportState

PAGE = 30


@dataclass(frozen=True)
class RunLine:
    """One run in the list."""

    pk: int
    kind: ImportKind
    state: ImportState
    file_name: str
    source: str
    rows_in: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    by: str
    at: datetime


@dataclass(frozen=True)
class RejectedLine:
    """A row that was not stored: its line in the file, what it said, and why not."""

    line: int
    row: dict[str, Any]
    reason: str


@dataclass(frozen=True)
class RunPage:
    """A run with its rejected rows, and earlier runs of the very same file."""

    run: RunLine
    rejections: tuple[RejectedLine, ...]
    same_file: tuple[RunLine, ...]


def runs(*, before: int | None = None, most: int = PAGE) -> list[RunLine]:
    """Runs, newest first, from the one before `before`; one query."""
    rows = ImportRun.objects.defer("content").select_related("by").order_by("-pk")
    return [_line(row) for row in (rows if before is None else rows.filter(pk__lt=before))[:most]]


def run_for(pk: int) -> ImportRun:
    """The record of a run; 404 when there is none."""
    run = ImportRun.objects.filter(pk=pk).first()
    if run is None:
        raise Http404
    return run


def run_page(pk: int) -> RunPage:
    """A run with the rows it rejected; 404 when there is none. Three queries."""
    run = ImportRun.objects.defer("content").select_related("by").filter(pk=pk).first()
    if run is None:
        raise Http404
    rows = Rejection.objects.filter(run=run).order_by("line", "pk").values_list("line", "row", "reason")
    same = ImportRun.objects.defer("content").select_related("by").filter(sha256=run.sha256, state=ImportState.DONE)
    return RunPage(
        _line(run),
        tuple(RejectedLine(*row) for row in rows),
        tuple(_line(other) for other in same.exclude(pk=pk).order_by("-pk")[:5]),
    )


def _line(run: ImportRun) -> RunLine:
    return RunLine(
        run.pk, ImportKind(run.kind), ImportState(run.state), run.file_name, str(run.options.get("source", "")), run.rows_in,
        run.created, run.updated, run.unchanged, run.rejected, run.by.display_name if run.by else "", run.at,
    )  # fmt: skip
